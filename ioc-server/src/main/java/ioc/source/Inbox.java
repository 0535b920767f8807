package ioc.source;

import io.vertx.core.Future;
import java.util.List;

/** The way into the journal. */
public interface Inbox {
    /** All of them or none; done when all are durable, on the caller's Vert.x context. */
    Future<?> append(List<Raw> records);
}
