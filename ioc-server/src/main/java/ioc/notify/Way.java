package ioc.notify;

import io.vertx.core.Future;
import ioc.config.Notifying.Recipient;
import java.time.Instant;

/** A way to a recipient. Called on the event loop; never fails, a failure is an outcome. */
interface Way {
    Future<Outcome> send(Recipient recipient, Notice notice, Instant now);

    Future<?> close();
}
