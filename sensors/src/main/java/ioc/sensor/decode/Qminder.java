package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading.TicketStep;
import ioc.sensor.Reading.TicketStep.Step;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of Qminder: {@code {"type":"ticket_called","data":{ticket}}}. The ticket's line stands for the service, and for the device
 * where the topic says none. A ticket has no label, only an id.
 */
final class Qminder extends Webhook {
    private static final Set<String> KEPT =
            Set.of("type", "data", "id", "status", "line", "created", "called", "served", "date", "desk");

    private final Setup setup;
    private final Times times;

    Qminder(Setup setup) {
        super(KEPT);
        this.setup = setup;
        times = setup.times();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        Fields in = Fields.deep(payload, times);
        String type = in.required("type", 64);
        String status = in.text("data.status", 64);
        if (in.problem() == null && !type.startsWith("ticket_")) {
            return new Ignored("of no use here");
        }
        Step step = step(type, status == null ? "" : status);
        if (in.problem() == null && step == null) {
            return new Ignored("ticket changed, but neither missed nor cancelled");
        }
        String line = in.required("data.line", 64);
        Rejected problem = in.problem();
        Address at = address.named(line);
        DeviceId device = at.device();
        if (problem != null || step == null || device == null) {
            return problem == null ? Decoders.unknownDevice(at) : problem;
        }
        String visit = in.required("data.id", 36);
        String desk = in.text("data.called.desk", 32);
        String when = when(step);
        Instant time = when == null ? null : in.time(when);
        String counter = desk == null ? null : setup.ours("desk " + desk);
        String id = NaturalKey.of(visit, type, time);
        return in.decoded(
                () -> List.of(new TicketStep(device, time, id, step, visit, null, setup.ours(line), counter)));
    }

    private static @Nullable Step step(String type, String status) {
        return switch (type) {
            case "ticket_created" -> Step.ISSUED;
            case "ticket_called" -> Step.CALLED;
            case "ticket_recalled" -> Step.RECALLED;
            case "ticket_served" -> Step.SERVED;
            default -> status.equals("NOSHOW") ? Step.NO_SHOW : status.startsWith("CANCELLED") ? Step.CANCELLED : null;
        };
    }

    /** Which field says when; null where none does. */
    private static @Nullable String when(Step step) {
        return switch (step) {
            case ISSUED -> "data.created.date";
            case CALLED -> "data.called.date";
            case SERVED -> "data.served.date";
            default -> null;
        };
    }
}
