package ioc;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.sensor.Message;
import ioc.sensor.decode.Door;
import ioc.source.Inbox;
import ioc.source.Raw;
import java.time.InstantSource;
import java.util.List;

/** The way into the journal of messages that come over HTTP: through a door of their own, on one thread beside the event loop. */
final class Admission implements Inbox {
    private final Door door;
    private final WorkerExecutor thread;
    private final Journal journal;
    private final InstantSource clock;

    /** @param thread one */
    Admission(Door door, WorkerExecutor thread, Journal journal, InstantSource clock) {
        this.door = door;
        this.thread = thread;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public Future<?> append(List<Raw> raws) {
        return thread.executeBlocking(() -> raws.stream().map(this::draft).toList())
                .compose(journal::append);
    }

    private Draft draft(Raw raw) {
        if (raw.kind() != Entry.Kind.MESSAGE) {
            return new Draft(raw.kind(), raw.source(), raw.subject(), false, raw.body());
        }
        Message kept = door.admit(new Message(raw.subject(), raw.body(), false, clock.instant()));
        return new Draft(Entry.Kind.MESSAGE, raw.source(), kept.topic(), false, kept.payload());
    }
}
