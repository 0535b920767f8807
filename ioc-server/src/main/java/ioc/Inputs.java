package ioc;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import ioc.journal.Draft;
import ioc.journal.Journal;

/** What people put in: into the journal like everything else, and answered when the picture has it. On the event loop. */
final class Inputs {
    private static final long LOOK_AGAIN_MS = 2;

    private final Vertx vertx;
    private final Core core;
    private final Journal journal;

    Inputs(Vertx vertx, Core core, Journal journal) {
        this.vertx = vertx;
        this.core = core;
        this.journal = journal;
    }

    /** Completes with its position when it is in the picture, whether or not it changed anything there. */
    Future<Long> take(Draft draft) {
        return journal.append(draft).compose(this::inPicture);
    }

    private Future<Long> inPicture(long position) {
        if (core.pipeline.position() >= position) {
            return Future.succeededFuture(position);
        }
        Promise<Void> later = Promise.promise();
        vertx.setTimer(LOOK_AGAIN_MS, id -> later.complete());
        return later.future().compose(waited -> inPicture(position));
    }
}
