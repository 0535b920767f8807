package ioc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import ioc.records.Records;
import ioc.source.Cursors;
import java.time.InstantSource;
import java.util.Optional;

/** Cursors of sources, kept in the records. */
record Bookmarks(Vertx vertx, Records records, InstantSource clock) implements Cursors {
    @Override
    public Future<Optional<String>> load(String source) {
        return vertx.executeBlocking(() -> records.cursor(source));
    }

    @Override
    public Future<?> save(String source, String cursor) {
        return vertx.executeBlocking(() -> {
            records.saveCursor(source, cursor, clock.millis());
            return cursor;
        });
    }
}
