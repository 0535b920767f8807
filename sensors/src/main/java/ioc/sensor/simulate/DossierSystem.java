package ioc.sensor.simulate;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dossier system for a demonstration, on loopback: {@code GET /dossiers?cursor=&limit=}, and {@code GET /steps} alike with
 * the steps in their handling. It holds the dossiers of the
 * quarter, in the fields of the national exchange with names and telephone numbers of invented people; they move on, become
 * late and are joined by new ones as the clock goes.
 */
public final class DossierSystem implements AutoCloseable {
    private static final String DOSSIERS = "/dossiers";
    private static final String STEPS = "/steps";

    private final RecordServer server;

    /**
     * Starts to serve.
     *
     * @param start the time at which the present state is as the demonstration wants it; not after the clock's
     * @param port 0 takes a free one
     * @param token bearer token to ask for; null asks for none
     */
    public DossierSystem(RecordPlan plan, Instant start, InstantSource clock, int port, @Nullable String token)
            throws IOException {
        server = new RecordServer("dossiers", port, token, () -> logs(plan, start), clock);
    }

    private static Map<String, ChangeLog> logs(RecordPlan plan, Instant start) {
        Dossiers dossiers = new Dossiers(plan, start);
        return Map.of(
                DOSSIERS, new ChangeLog(dossiers.changes(), start), STEPS, new ChangeLog(dossiers.steps(), start));
    }

    public URI uri() {
        return server.uri(DOSSIERS);
    }

    /** Where the steps are. */
    public URI steps() {
        return server.uri(STEPS);
    }

    @Override
    public void close() {
        server.close();
    }
}
