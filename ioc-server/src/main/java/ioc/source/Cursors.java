package ioc.source;

import io.vertx.core.Future;
import java.util.Optional;

/** Where the next question to each source goes on; kept over a restart. Futures complete on the caller's context. */
public interface Cursors {
    Future<Optional<String>> load(String source);

    Future<?> save(String source, String cursor);
}
