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

    private static final Form FORM = new Form();
    private static final Field STATE = FORM.field("state");
    private static final Field TS = FORM.field("ts");
    private static final Field SESSION = FORM.field("session");
    private static final Field UPTIME = FORM.field("uptime");
    private static final Field VERSION = FORM.field("version");
    private static final Field RSSI = FORM.field("rssi");
    private static final Field QUEUED = FORM.field("queued");
    private static final Field FAULT = FORM.field("fault");
    private static final Field ID = FORM.field("id");
    private static final Field LABEL = FORM.field("ticket");
    private static final Field SERVICE = FORM.field("service");
    private static final Field COUNTER = FORM.field("counter");
    private static final Field SERVICES = FORM.field("services");
    private static final Field SCALE = FORM.field("scale");
    private static final Field SCORE = FORM.field("score");
    private static final Field REASON = FORM.field("reason");
    private static final Field COUNT = FORM.field("count");
    private static final Field ZONE = FORM.field("zone");
    private static final Field RADIO = FORM.field("radio");
    private static final Field TOTAL = FORM.field("total");
    private static final Field RX = FORM.field("rx");
    private static final Field TX = FORM.field("tx");
    private static final Porter FIELDS = Scrub.keeping(FORM);

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
            case "status" -> status(device, FORM.read(payload, times, STATE));
            case "health" -> health(device, FORM.read(payload, times));
            case "state" ->
                device.kind() == DeviceKind.COUNTER
                        ? state(device, FORM.read(payload, times, STATE))
                        : unknown(address);
            case "rating" -> rating(device, FORM.read(payload, times));
            case "people" -> level(address, device, Quantity.PEOPLE, ZONE, FORM.read(payload, times, COUNT));
            case "stations" -> level(address, device, Quantity.STATIONS, RADIO, FORM.read(payload, times, COUNT));
            case "traffic" -> traffic(address, device, FORM.read(payload, times));
            case "in" -> tally(address, device, Direction.IN, FORM.read(payload, times, TOTAL));
            case "out" -> tally(address, device, Direction.OUT, FORM.read(payload, times, TOTAL));
            default -> {
                Step step = address.stream().startsWith(TICKET)
                        ? STEPS.get(address.stream().substring(TICKET.length()))
                        : null;
                yield step == null ? unknown(address) : ticket(device, step, FORM.read(payload, times));
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
        Link link = in.choice(STATE, Words::link, Link.OFFLINE, "online, offline or sleeping");
        // an offline is mostly the will, written when the session began: its ts says nothing about the end
        Instant observedAt = link == Link.OFFLINE ? null : in.time(TS);
        String session = in.text(SESSION, 64);
        return in.decoded(() -> List.of(new Presence(device, observedAt, link, session)));
    }

    private static Decoded health(DeviceId device, Fields in) {
        Instant observedAt = in.time(TS);
        Long uptime = in.rounded(UPTIME, 0, MOST_SECONDS);
        String version = in.text(VERSION, 64);
        Long rssi = in.rounded(RSSI, Quantity.SIGNAL.least(), Quantity.SIGNAL.most());
        Long queued = in.rounded(QUEUED, 0, Integer.MAX_VALUE);
        String fault = in.part(FAULT, "");
        return in.decoded(() -> List.of(new Health(
                device, observedAt, uptime, version, whole(rssi), whole(queued), WELL.contains(fault) ? null : fault)));
    }

    private static @Nullable Integer whole(@Nullable Long number) {
        return number == null ? null : Math.toIntExact(number);
    }

    private static Decoded ticket(DeviceId device, Step step, Fields in) {
        Instant observedAt = in.time(TS);
        String id = in.text(ID, 64);
        String ticket = in.required(LABEL, 32);
        String service = in.word(SERVICE);
        String counter = in.word(COUNTER);
        String acting =
                counter == null && device.kind() == DeviceKind.COUNTER && ACTS.contains(step) ? device.name() : counter;
        return in.decoded(() -> List.of(new TicketStep(device, observedAt, id, step, null, ticket, service, acting)));
    }

    private static Decoded state(DeviceId device, Fields in) {
        Instant observedAt = in.time(TS);
        State state = in.choice(STATE, COUNTER_STATES::get, State.CLOSED, "open, paused or closed");
        List<String> services = in.words(SERVICES);
        return in.decoded(() -> List.of(new CounterState(device, observedAt, state, services)));
    }

    private static Decoded rating(DeviceId device, Fields in) {
        Instant observedAt = in.time(TS);
        String id = in.text(ID, 64);
        int scale = (int) in.whole(SCALE, 2, LARGEST_SCALE);
        int score = (int) in.whole(SCORE, 1, scale);
        String counter = in.word(COUNTER);
        String reason = in.part(REASON, "");
        return in.decoded(() ->
                List.of(new Rating(device, observedAt, id, score, scale, counter, reason.isEmpty() ? null : reason)));
    }

    private static Decoded level(Address address, DeviceId device, Quantity quantity, Field part, Fields in) {
        Instant observedAt = in.time(TS);
        long count = in.whole(COUNT, quantity);
        String where = in.part(part, address.part());
        return in.decoded(() -> List.of(new Level(device, observedAt, quantity, where, count)));
    }

    private static Decoded tally(Address address, DeviceId device, Direction direction, Fields in) {
        Instant observedAt = in.time(TS);
        long total = in.whole(TOTAL, 0, Numbers.MOST_EXACT);
        String where = in.part(ZONE, address.part());
        return in.decoded(() -> List.of(new Tally(device, observedAt, null, direction, where, total, true)));
    }

    private static Decoded traffic(Address address, DeviceId device, Fields in) {
        Instant observedAt = in.time(TS);
        boolean both = in.has(RX) == in.has(TX);
        double rx = both || in.has(RX) ? in.number(RX, Quantity.RECEIVE_RATE) : Double.NaN;
        double tx = both || in.has(TX) ? in.number(TX, Quantity.SEND_RATE) : Double.NaN;
        String where = in.part(RADIO, address.part());
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
