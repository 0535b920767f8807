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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * QueueMonitor of the Smart Data Models, as a FIWARE context broker notifies it: bare entities or {@code {"data":[entities]}}, with
 * plain or described values. The office names the device where the topic does not.
 */
final class QueueMonitor extends Webhook {
    private static final Set<String> KEPT = Set.of(
            "data",
            "type",
            "value",
            "officeName",
            "serviceName",
            "serviceId",
            "serviceStatus",
            "queueLine",
            "ticketsToServe",
            "dateModified");

    private final Setup setup;
    private final Times times;

    QueueMonitor(Setup setup) {
        super(KEPT);
        this.setup = setup;
        times = setup.times();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        List<Reading> readings = new ArrayList<>();
        Decoded last = new Ignored("says neither how many wait nor the state of a counter");
        List<Fields> all = Fields.each(payload, times, "data");
        for (Fields entity : all.size() > 1 ? all.subList(1, all.size()) : all) {
            Rejected problem = add(readings, address, entity);
            if (problem != null && problem.reason() != Reason.UNKNOWN_DEVICE) {
                return problem;
            }
            last = problem == null ? last : problem; // a broker also knows offices that are not ours
        }
        return readings.isEmpty() ? last : new Decoded.Readings(readings);
    }

    /** The name of a field, which holds its value or describes it. */
    private static String at(Fields in, String name) {
        String described = name + ".value";
        return in.has(described) ? described : name;
    }

    /** Adds what an entity says, or returns what is wrong with it. */
    private @Nullable Rejected add(List<Reading> readings, Address address, Fields in) {
        Address named = address.named(address.word().isEmpty() ? in.required(at(in, "officeName"), 64) : "");
        DeviceId device = named.device();
        if (in.problem() != null || device == null) {
            return in.problem() == null ? Decoders.unknownDevice(named) : in.problem();
        }
        Instant time = in.time(at(in, "dateModified"));
        String id = at(in, "serviceId");
        String service = setup.ours(in.text(in.has(id) ? id : at(in, "serviceName"), 64));
        String line = setup.ours(in.text(at(in, "queueLine"), 64));
        String waiting = at(in, "ticketsToServe");
        if (in.has(waiting)) {
            long count = in.whole(waiting, Quantity.WAITING.least(), Quantity.WAITING.most());
            readings.add(new Level(device, time, Quantity.WAITING, part(service, line), count));
        }
        String status = at(in, "serviceStatus");
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
