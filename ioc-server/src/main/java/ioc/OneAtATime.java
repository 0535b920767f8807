package ioc;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import ioc.web.Refusal;
import java.util.Map;
import java.util.concurrent.Callable;

/** Long work of which one is done at a time, whoever asks; all others are told to come again. On the event loop. */
final class OneAtATime {
    private final WorkerExecutor worker;
    private boolean isBusy;

    OneAtATime(WorkerExecutor worker) {
        this.worker = worker;
    }

    /** Fails with 429 while another is at it. */
    <T> Future<T> ask(Callable<T> work) {
        if (isBusy) {
            return Future.failedFuture(
                    new Refusal(429, "busy", "journal: is judged again for somebody now (try again later)", Map.of()));
        }
        isBusy = true;
        return worker.executeBlocking(work, false).andThen(done -> isBusy = false);
    }
}
