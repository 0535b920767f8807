package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading.TicketStep;
import ioc.sensor.Reading.TicketStep.Step;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Webhooks of Ombori's queues: {@code {"type":"positionCalled","data":{"position":{...}}}}. The queue stands for the service, and for
 * the device where the topic says none. Only the first step says when.
 */
final class Ombori extends Webhook {
    private static final Form FORM = new Form();
    private static final Field TYPE = FORM.field("type");
    private static final Field QUEUE = FORM.field("data.position.queue");
    private static final Field ID = FORM.field("data.position.id");
    private static final Field LABEL = FORM.field("data.position.label");
    private static final Field CREATED = FORM.field("data.position.createdAt");

    private static final Map<String, Step> STEPS = Map.of(
            "positionCreated", Step.ISSUED,
            "positionCalled", Step.CALLED,
            "positionRetry", Step.RECALLED,
            "positionFulfilled", Step.STARTED,
            "positionRemoved", Step.CANCELLED,
            "positionCancelled", Step.CANCELLED,
            "positionCancelledByStaff", Step.CANCELLED,
            "positionCompleted", Step.SERVED);

    private final Setup setup;
    private final Times times;

    Ombori(Setup setup) {
        super(FORM);
        this.setup = setup;
        times = setup.times();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        Fields in = FORM.read(payload, times);
        String type = in.required(TYPE, 64);
        Step step = STEPS.get(type);
        if (in.problem() == null && step == null) {
            return new Ignored("of no use here");
        }
        String queue = in.required(QUEUE, 64);
        Rejected problem = in.problem();
        Address at = address.named(queue);
        DeviceId device = at.device();
        if (problem != null || step == null || device == null) {
            return problem == null ? Decoders.unknownDevice(at) : problem;
        }
        String visit = in.required(ID, 36);
        String label = in.text(LABEL, 32);
        Instant time = step == Step.ISSUED ? in.time(CREATED) : null;
        String id = NaturalKey.of(visit, type, time);
        return in.decoded(() -> List.of(new TicketStep(device, time, id, step, visit, label, setup.ours(queue), null)));
    }
}
