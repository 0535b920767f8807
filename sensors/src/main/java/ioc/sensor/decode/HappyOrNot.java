package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Rating;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Button feedbacks of HappyOrNot's Customer API 2, fetched and published by a bridge, one or a list a message. The smiley names the
 * device, else its experience point. Button 0 is the worst; how many there are a message does not say.
 */
final class HappyOrNot extends Webhook {
    private static final String SCALE = "scale";
    private static final int LARGEST_SCALE = 100;

    /** What was pressed while a device was cut off comes when it is back. */
    private static final Duration OLDEST = Duration.ofDays(30);

    private static final Form FORM = new Form();
    private static final Field FOLLOW_UP = FORM.field("followupQuestionId");
    private static final Field MISUSE = FORM.field("misuse");
    private static final Field SMILEY = FORM.field("smileyId");
    private static final Field POINT = FORM.field("experiencePointId");
    private static final Field SURVEY = FORM.field("surveyId");
    private static final Field ID = FORM.field("feedbackId");
    private static final Field TIME = FORM.field("localTime");
    private static final Field BUTTON = FORM.field("buttonIndex");

    private final Times times;
    private final int scale;
    private final Map<String, Integer> scales = new HashMap<>();

    HappyOrNot(Setup setup) {
        super(FORM);
        times = setup.times();
        scale = setup.whole(SCALE, 2, LARGEST_SCALE, 4);
        for (String name : setup.beginning(SCALE + ".").keySet()) {
            scales.put(name.substring(SCALE.length() + 1), setup.whole(name, 2, LARGEST_SCALE, 4));
        }
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        List<Reading> readings = new ArrayList<>(2);
        Decoded last = new Ignored("empty list");
        for (Fields in : FORM.readEach(payload, times)) {
            Decoded nothing = feedback(address, in, readings);
            if (nothing instanceof Rejected problem && !isOfOneAlone(problem)) {
                return problem;
            }
            last = nothing == null ? last : nothing;
        }
        return readings.isEmpty() ? last : new Decoded.Readings(readings);
    }

    /** Whether the others of a list may be well: an account has more devices and scales than ours. */
    private static boolean isOfOneAlone(Rejected problem) {
        return switch (problem.reason()) {
            case UNKNOWN_DEVICE, CLOCK_OFF, OUT_OF_RANGE -> true;
            default -> false;
        };
    }

    /** Adds what one feedback says; null when it says something. */
    private @Nullable Decoded feedback(Address address, Fields in, List<Reading> readings) {
        if (in.has(FOLLOW_UP)) {
            return new Ignored("answer to a further question");
        }
        String misuse = in.text(MISUSE, 8);
        String smiley = in.text(SMILEY, 64);
        String point = smiley == null ? in.required(POINT, 64) : in.text(POINT, 64);
        String survey = in.text(SURVEY, 64);
        Rejected problem = in.problem();
        if (problem != null) {
            return problem;
        }
        if (misuse != null && Boolean.TRUE.equals(Words.truth(misuse))) {
            return new Ignored("misuse");
        }
        Address at = address.named(smiley == null ? "" : smiley);
        at = at.device() == null && point != null ? address.named(point) : at;
        DeviceId device = at.device();
        if (device == null) {
            return Decoders.unknownDevice(at);
        }
        int most = survey == null ? scale : scales.getOrDefault(survey, scale);
        String id = in.text(ID, 64);
        Instant time = in.time(TIME, OLDEST);
        int score = (int) in.whole(BUTTON, 0, most - 1) + 1;
        if (in.problem() == null) {
            readings.add(new Rating(device, time, id, score, most, null, null));
        }
        return in.problem();
    }
}
