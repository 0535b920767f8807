package ioc.sensor.decode;

import ioc.sensor.decode.Decoded.Clock;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Duration;
import java.time.Instant;

/** The wording of refusals: <i>where: was X but must Y</i>. What came in is cut short and shown without control characters. */
final class Refusal {
    private static final int LONGEST = 40;

    private Refusal() {}

    static Rejected wrongType(String where, String was, String must) {
        return new Rejected(Reason.WRONG_TYPE, where + ": was " + was + " but must be " + must);
    }

    static Rejected outOfRange(String where, double was, double least, double most) {
        return new Rejected(
                Reason.OUT_OF_RANGE,
                where + ": was " + Numbers.text(was) + " but must be " + Numbers.text(least) + " to "
                        + Numbers.text(most));
    }

    static Rejected clockOff(String where, Instant was, Instant receivedAt) {
        String detail = where + ": was " + was + " but must be within 24 h of our " + receivedAt;
        return new Rejected(Reason.CLOCK_OFF, detail, "", new Clock(null, was));
    }

    static Rejected clockOff(String where, Instant was, Instant receivedAt, Duration oldest) {
        return new Rejected(
                Reason.CLOCK_OFF,
                where + ": was " + was + " but must be at most " + oldest.toDays() + " days before or 24 h after our "
                        + receivedAt);
    }

    static Rejected malformed(String detail) {
        return new Rejected(Reason.MALFORMED, detail);
    }

    /** A text as it may be shown: quoted, short, in one line. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST) + 5).append('"');
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\u00b7' : c);
        }
        return shown.append(text.length() > LONGEST ? "…\"" : "\"").toString();
    }
}
