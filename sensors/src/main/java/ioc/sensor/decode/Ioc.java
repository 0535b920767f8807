package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading.CounterState;
import ioc.sensor.Reading.CounterState.State;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.Rating;
import ioc.sensor.Reading.Tally;
import ioc.sensor.Reading.Tally.Direction;
import ioc.sensor.Reading.TicketStep;
import ioc.sensor.Reading.TicketStep.Step;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our own convention, {@code ioc/1/<site>/<kind>/<device>/<stream>}: flat JSON objects. Streams of one value also take the bare value
 * without JSON, so that a hand-made device needs no more than a number.
 */
final class Ioc implements Decoder {
    private static final double MOST_SECONDS = 1e10;
    private static final int LARGEST_SCALE = 100;
    private static final Set<String> WELL = Set.of("", "none", "ok", "false", "0");
    private static final Set<Step> ACTS =
            EnumSet.of(Step.CALLED, Step.RECALLED, Step.STARTED, Step.RETURNED, Step.SERVED, Step.NO_SHOW);
    private static final Map<String, State> COUNTER_STATES =
            Map.of("open", State.OPEN, "paused", State.PAUSED, "closed", State.CLOSED);
    private static final String TICKET = "ticket/";
    private static final Map<String, Step> STEPS = Stream.of(Step.values())
            .collect(Collectors.toUnmodifiableMap(
                    step -> step.name().toLowerCase(Locale.ROOT).replace('_', '-'), step -> step));

    private static final Set<String> KEPT = Set.of(
            "ts",
            "state",
            "session",
            "uptime",
            "version",
            "rssi",
            "queued",
            "fault",
            "id",
            "ticket",
            "service",
            "counter",
            "services",
            "score",
            "scale",
            "reason",
            "count",
            "zone",
            "radio",
            "total",
            "rx",
            "tx");

    private static final Porter FIELDS = Scrub.keeping(KEPT::contains);

    private final Times times;

    Ioc(Setup setup) {
        times = setup.times();
    }

    @Override
    public boolean clearable(Address address) {
        return address.stream().equals("status") || address.stream().equals("state");
    }

    @Override
    public Porter porter() {
        return (address, message) -> Payload.of(message).isBare() ? message : FIELDS.admit(address, message);
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        return switch (address.stream()) {
            case "status" -> status(device, Fields.of(payload, times, "state"));
            case "health" -> health(device, Fields.of(payload, times, ""));
            case "state" ->
                device.kind() == DeviceKind.COUNTER
                        ? state(device, Fields.of(payload, times, "state"))
                        : unknown(address);
            case "rating" -> rating(device, Fields.of(payload, times, ""));
            case "people" -> level(address, device, Quantity.PEOPLE, "zone", Fields.of(payload, times, "count"));
            case "stations" -> level(address, device, Quantity.STATIONS, "radio", Fields.of(payload, times, "count"));
            case "traffic" -> traffic(address, device, Fields.of(payload, times, ""));
            case "in" -> tally(address, device, Direction.IN, Fields.of(payload, times, "total"));
            case "out" -> tally(address, device, Direction.OUT, Fields.of(payload, times, "total"));
            default -> {
                Step step = address.stream().startsWith(TICKET)
                        ? STEPS.get(address.stream().substring(TICKET.length()))
                        : null;
                yield step == null ? unknown(address) : ticket(device, step, Fields.of(payload, times, ""));
            }
        };
    }

    private static Rejected unknown(Address address) {
        return new Rejected(
                Reason.UNKNOWN_TOPIC,
                "stream: was " + Refusal.quoted(address.stream())
                        + " but must be status, health, ticket/..., state (of a counter), rating, people, in, out, stations or traffic");
    }

    private static Decoded status(DeviceId device, Fields in) {
        Link link = in.choice("state", Words::link, Link.OFFLINE, "online, offline or sleeping");
        // an offline is mostly the will, written when the session began: its ts says nothing about the end
        Instant observedAt = link == Link.OFFLINE ? null : in.time("ts");
        String session = in.text("session", 64);
        return in.decoded(() -> List.of(new Presence(device, observedAt, link, session)));
    }

    private static Decoded health(DeviceId device, Fields in) {
        Instant observedAt = in.time("ts");
        Long uptime = in.rounded("uptime", 0, MOST_SECONDS);
        String version = in.text("version", 64);
        Long rssi = in.rounded("rssi", Quantity.SIGNAL.least(), Quantity.SIGNAL.most());
        Long queued = in.rounded("queued", 0, Integer.MAX_VALUE);
        String fault = in.part("fault", "");
        return in.decoded(() -> List.of(new Health(
                device, observedAt, uptime, version, whole(rssi), whole(queued), WELL.contains(fault) ? null : fault)));
    }

    private static @Nullable Integer whole(@Nullable Long number) {
        return number == null ? null : Math.toIntExact(number);
    }

    private static Decoded ticket(DeviceId device, Step step, Fields in) {
        Instant observedAt = in.time("ts");
        String id = in.text("id", 64);
        String ticket = in.required("ticket", 32);
        String service = in.word("service");
        String counter = in.word("counter");
        String acting =
                counter == null && device.kind() == DeviceKind.COUNTER && ACTS.contains(step) ? device.name() : counter;
        return in.decoded(() -> List.of(new TicketStep(device, observedAt, id, step, null, ticket, service, acting)));
    }

    private static Decoded state(DeviceId device, Fields in) {
        Instant observedAt = in.time("ts");
        State state = in.choice("state", COUNTER_STATES::get, State.CLOSED, "open, paused or closed");
        List<String> services = in.words("services");
        return in.decoded(() -> List.of(new CounterState(device, observedAt, state, services)));
    }

    private static Decoded rating(DeviceId device, Fields in) {
        Instant observedAt = in.time("ts");
        String id = in.text("id", 64);
        int scale = (int) in.whole("scale", 2, LARGEST_SCALE);
        int score = (int) in.whole("score", 1, scale);
        String counter = in.word("counter");
        String reason = in.part("reason", "");
        return in.decoded(() ->
                List.of(new Rating(device, observedAt, id, score, scale, counter, reason.isEmpty() ? null : reason)));
    }

    private static Decoded level(Address address, DeviceId device, Quantity quantity, String part, Fields in) {
        Instant observedAt = in.time("ts");
        long count = in.whole("count", quantity.least(), quantity.most());
        String where = in.part(part, address.part());
        return in.decoded(() -> List.of(new Level(device, observedAt, quantity, where, count)));
    }

    private static Decoded tally(Address address, DeviceId device, Direction direction, Fields in) {
        Instant observedAt = in.time("ts");
        long total = in.whole("total", 0, Numbers.MOST_EXACT);
        String where = in.part("zone", address.part());
        return in.decoded(() -> List.of(new Tally(device, observedAt, null, direction, where, total, true)));
    }

    private static Decoded traffic(Address address, DeviceId device, Fields in) {
        Instant observedAt = in.time("ts");
        boolean both = in.has("rx") == in.has("tx");
        double rx = both || in.has("rx") ? in.number("rx", Quantity.RECEIVE_RATE) : Double.NaN;
        double tx = both || in.has("tx") ? in.number("tx", Quantity.SEND_RATE) : Double.NaN;
        String where = in.part("radio", address.part());
        return in.decoded(() -> {
            List<Level> levels = new ArrayList<>(2);
            if (!Double.isNaN(rx)) {
                levels.add(new Level(device, observedAt, Quantity.RECEIVE_RATE, where, rx));
            }
            if (!Double.isNaN(tx)) {
                levels.add(new Level(device, observedAt, Quantity.SEND_RATE, where, tx));
            }
            return levels;
        });
    }
}
