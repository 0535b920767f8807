package ioc.sensor.simulate;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A system of tasks given by leaders for a demonstration, on loopback: {@code GET /tasks?cursor=&limit=}. Times are ISO
 * with offset; {@code done} is absent while a task is open.
 */
public final class TaskSystem implements AutoCloseable {
    private static final String TASKS = "/tasks";

    private final RecordServer server;

    /**
     * Starts to serve.
     *
     * @param start the time at which the present state is as the demonstration wants it; not after the clock's
     * @param port 0 takes a free one
     * @param token bearer token to ask for; null asks for none
     */
    public TaskSystem(RecordPlan plan, Instant start, InstantSource clock, int port, @Nullable String token)
            throws IOException {
        server = new RecordServer(
                "tasks",
                port,
                token,
                () -> Map.of(TASKS, new ChangeLog(new Tasks(plan, start).changes(), start)),
                clock);
    }

    public URI uri() {
        return server.uri(TASKS);
    }

    @Override
    public void close() {
        server.close();
    }
}
