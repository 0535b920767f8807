package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading.TicketStep;
import ioc.sensor.Reading.TicketStep.Step;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of Qminder: {@code {"type":"ticket_called","data":{ticket}}}. The ticket's line stands for the service, and for the device
 * where the topic says none. A ticket has no label, only an id.
 */
final class Qminder extends Webhook {
    private static final Form FORM = new Form();
    private static final Field TYPE = FORM.field("type");
    private static final Field STATUS = FORM.field("data.status");
    private static final Field LINE = FORM.field("data.line");
    private static final Field ID = FORM.field("data.id");
    private static final Field DESK = FORM.field("data.called.desk");
    private static final Field CREATED = FORM.field("data.created.date");
    private static final Field CALLED = FORM.field("data.called.date");
    private static final Field SERVED = FORM.field("data.served.date");

    private final Setup setup;
    private final Times times;

    Qminder(Setup setup) {
        super(FORM);
        this.setup = setup;
        times = setup.times();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        Fields in = FORM.read(payload, times);
        String type = in.required(TYPE, 64);
        String status = in.text(STATUS, 64);
        if (in.problem() == null && !type.startsWith("ticket_")) {
            return new Ignored("of no use here");
        }
        Step step = step(type, status == null ? "" : status);
        if (in.problem() == null && step == null) {
            return new Ignored("ticket changed, but neither missed nor cancelled");
        }
        String line = in.required(LINE, 64);
        Rejected problem = in.problem();
        Address at = address.named(line);
        DeviceId device = at.device();
        if (problem != null || step == null || device == null) {
            return problem == null ? Decoders.unknownDevice(at) : problem;
        }
        String visit = in.required(ID, 36);
        String desk = in.text(DESK, 32);
        Field when = when(step);
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
    private static @Nullable Field when(Step step) {
        return switch (step) {
            case ISSUED -> CREATED;
            case CALLED -> CALLED;
            case SERVED -> SERVED;
            default -> null;
        };
    }
}
