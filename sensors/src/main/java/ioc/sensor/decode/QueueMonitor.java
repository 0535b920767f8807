package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.CounterState;
import ioc.sensor.Reading.CounterState.State;
import ioc.sensor.Reading.Level;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * QueueMonitor of the Smart Data Models, as a FIWARE context broker notifies it: bare entities or {@code {"data":[entities]}}, with
 * plain or described values. The office names the device where the topic does not.
 */
final class QueueMonitor extends Webhook {
    /** A property of an entity: the field that holds its value, and the one in it where that is described. */
    private record Property(Field plain, Field described) {
        Property(String name) {
            this(ENTITY.field(name), ENTITY.field(name + ".value"));
        }

        Field in(Fields entity) {
            return entity.has(described) ? described : plain;
        }
    }

    private static final Form ENTITY = new Form();
    private static final Property OFFICE = new Property("officeName");
    private static final Property SERVICE = new Property("serviceId");
    private static final Property SERVICE_NAME = new Property("serviceName");
    private static final Property STATUS = new Property("serviceStatus");
    private static final Property LINE = new Property("queueLine");
    private static final Property WAITING = new Property("ticketsToServe");
    private static final Property MODIFIED = new Property("dateModified");
    private static final Field ENTITIES = ENTITY.list("data", ENTITY);

    private final Setup setup;
    private final Times times;

    QueueMonitor(Setup setup) {
        super(ENTITY);
        this.setup = setup;
        times = setup.times();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        List<Reading> readings = new ArrayList<>();
        Decoded last = new Ignored("says neither how many wait nor the state of a counter");
        Fields whole = ENTITY.read(payload, times);
        if (whole.problem() != null) {
            return whole.problem();
        }
        Fields old = null;
        for (Fields entity : whole.has(ENTITIES) ? whole.items(ENTITIES) : List.of(whole)) {
            Instant time = entity.moment(MODIFIED.in(entity));
            if (time != null && Times.isOff(time, payload)) {
                old = entity; // nobody changed it for long: no reason to refuse the others
                continue;
            }
            Rejected problem = add(readings, address, entity, time);
            if (problem != null && problem.reason() != Reason.UNKNOWN_DEVICE) {
                return problem;
            }
            last = problem == null ? last : problem; // a broker also knows offices that are not ours
        }
        if (readings.isEmpty() && old != null) {
            old.time(MODIFIED.in(old));
            return old.decoded(() -> readings);
        }
        return readings.isEmpty() ? last : new Decoded.Readings(readings);
    }

    /** Adds what an entity says, or returns what is wrong with it. */
    private @Nullable Rejected add(List<Reading> readings, Address address, Fields in, @Nullable Instant time) {
        Address named = address.named(address.word().isEmpty() ? in.required(OFFICE.in(in), 64) : "");
        DeviceId device = named.device();
        if (in.problem() != null || device == null) {
            return in.problem() == null ? Decoders.unknownDevice(named) : in.problem();
        }
        Field id = SERVICE.in(in);
        String service = setup.ours(in.text(in.has(id) ? id : SERVICE_NAME.in(in), 64));
        String line = setup.ours(in.text(LINE.in(in), 64));
        Field waiting = WAITING.in(in);
        if (in.has(waiting)) {
            long count = in.whole(waiting, Quantity.WAITING);
            readings.add(new Level(device, time, Quantity.WAITING, part(service, line), count));
        }
        Field status = STATUS.in(in);
        if (device.kind() == DeviceKind.COUNTER && in.has(status)) {
            State state = in.choice(status, QueueMonitor::state, State.CLOSED, "Open, Closed or Suspended");
            readings.add(new CounterState(device, time, state, service == null ? List.of() : List.of(service)));
        }
        return in.problem();
    }

    /** Each line of a service waits for itself. */
    private static String part(@Nullable String service, @Nullable String line) {
        if (service == null) {
            return line == null ? "" : line;
        }
        return line == null ? service : Words.plain(service + "-" + line);
    }

    private static @Nullable State state(String word) {
        return switch (Words.plain(word)) {
            case "open" -> State.OPEN;
            case "closed" -> State.CLOSED;
            case "suspended" -> State.PAUSED;
            default -> null;
        };
    }
}
