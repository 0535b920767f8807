package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Reading.CounterState;
import ioc.sensor.Reading.CounterState.State;
import ioc.sensor.Reading.TicketStep;
import ioc.sensor.Reading.TicketStep.Step;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Public events of Qmatic Orchestra, through a bridge to {@code <prefix>/<branch>/<event>} or posted as they are, with the branch in
 * the payload alone. Installations may put the name of a component before that of the event ({@code JIQL_VISIT_VISIT_CALL}).
 */
final class Qmatic extends Webhook {
    private static final Form FORM = new Form();
    private static final Field EVENT_NAME = FORM.field("eventName");
    private static final Field EVENT_TIME = FORM.field("eventTime");
    private static final Field UNIT = FORM.field("unitId");
    private static final Field EVENT_TIME_WITHIN = FORM.field("parameters.eventTime");
    private static final Field BRANCH = FORM.field("parameters.branchId");
    private static final Field VISIT_ID = FORM.field("parameters.visitId");
    private static final Field TICKET = FORM.field("parameters.ticket");
    private static final Field SERVICE = FORM.field("parameters.service");
    private static final Field SERVICE_NAME = FORM.field("parameters.serviceIntName");
    private static final Field COUNTER = FORM.field("parameters.servicePointName");

    private static final String VISIT = "VISIT_";

    /** By what follows {@link #VISIT}. */
    private static final WordMap<Step> STEPS = new WordMap<>(Map.ofEntries(
            Map.entry("CREATE", Step.ISSUED),
            Map.entry("CALL", Step.CALLED),
            Map.entry("NEXT", Step.CALLED),
            Map.entry("RECALL", Step.RECALLED),
            Map.entry("CONFIRM", Step.STARTED),
            Map.entry("TRANSFER_TO_QUEUE", Step.TRANSFERRED),
            Map.entry("TRANSFER_TO_SERVICE_POINT_POOL", Step.TRANSFERRED),
            Map.entry("TRANSFER_TO_USER_POOL", Step.TRANSFERRED),
            Map.entry("RECYCLE", Step.RETURNED),
            Map.entry("NOSHOW", Step.NO_SHOW),
            Map.entry("REMOVE", Step.CANCELLED),
            Map.entry("END", Step.SERVED),
            Map.entry("END_TRANSACTION", Step.SERVED)));

    /**
     * What the name of an event says.
     *
     * @param why it is of no use to us; null when it is of use
     * @param step of a visit; null where it is about a counter
     */
    private record Event(@Nullable String why, @Nullable Step step, boolean opening) {
        static Event of(String name) {
            int visit = name.lastIndexOf(VISIT);
            Step step = visit < 0 ? null : STEPS.find(name, visit + VISIT.length(), name.length());
            boolean opening = name.endsWith("SERVICE_POINT_OPEN") || name.endsWith("SERVICE_POINT_SESSION_START");
            boolean closing = name.endsWith("SERVICE_POINT_CLOSE") || name.endsWith("SERVICE_POINT_SESSION_END");
            return new Event(step != null || opening || closing ? null : why(name), step, opening);
        }

        private static String why(String name) {
            if (name.contains("USER_")) {
                return "staff";
            }
            return switch (name) {
                case "RESET" -> "day reset, for our own clock ends a day";
                case "PRINTER_ISSUE" -> "printer, of which nobody says when it is well again";
                default -> name.endsWith("_APPOINTMENT") ? "appointment" : "of no use here";
            };
        }
    }

    private static final Recent<Event> EVENTS = new Recent<>(128, 64, Event::of);

    private final Setup setup;
    private final Times times;

    Qmatic(Setup setup) {
        super(FORM);
        this.setup = setup;
        times = setup.times();
    }

    @Override
    public @Nullable String unused(Address address) {
        return address.stream().isEmpty() ? null : EVENTS.of(address.stream()).why();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        Fields in = FORM.read(payload, times);
        String name = in.has(EVENT_NAME) || address.stream().isEmpty() ? in.required(EVENT_NAME, 64) : address.stream();
        Event event = EVENTS.of(name);
        if (in.problem() == null && event.why() != null) {
            return new Ignored(event.why());
        }
        Address at = address.named(address.word().isEmpty() ? in.required(BRANCH, 64) : "");
        Rejected problem = in.problem();
        DeviceId device = at.device();
        if (problem != null || device == null) {
            return problem == null ? Decoders.unknownDevice(at) : problem;
        }
        Instant time = in.time(in.first(EVENT_TIME, EVENT_TIME_WITHIN));
        Step step = event.step();
        return step == null ? counter(device, time, event.opening(), in) : visit(device, time, name, step, in);
    }

    private Decoded visit(DeviceId device, @Nullable Instant time, String event, Step step, Fields in) {
        String ticket = in.text(TICKET, 32);
        String visit = ticket == null ? in.required(VISIT_ID, 36) : in.text(VISIT_ID, 36);
        String service = setup.ours(in.text(in.first(SERVICE, SERVICE_NAME), 64));
        String counter = setup.ours(in.text(COUNTER, 64));
        String id = NaturalKey.of(visit, event, time);
        return in.decoded(() -> List.of(new TicketStep(device, time, id, step, visit, ticket, service, counter)));
    }

    private Decoded counter(DeviceId device, @Nullable Instant time, boolean open, Fields in) {
        String unit = in.has(COUNTER) ? null : in.text(UNIT, 32);
        String counter = setup.ours(unit == null ? in.required(COUNTER, 64) : "unit " + unit);
        Rejected problem = in.problem();
        if (problem != null || counter == null) {
            return problem == null
                    ? Refusal.wrongType(COUNTER.path(), "without a letter", "the name of a counter")
                    : problem;
        }
        DeviceId acting = new DeviceId(device.site(), DeviceKind.COUNTER, counter);
        return new Decoded.Readings(
                List.of(new CounterState(acting, time, open ? State.OPEN : State.CLOSED, List.of())));
    }
}
