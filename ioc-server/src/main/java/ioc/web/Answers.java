package ioc.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the REST interface asks the rest of the server. Called on the event loop, must not block it. An answer is a tree,
 * a map, a list or a record in the shape docs/openapi.yaml gives for the operation; instants and durations are written
 * as ms. A {@link Refusal} as the failure becomes its status and text; any other failure is our fault and becomes 500.
 */
public interface Answers {
    Future<?> places();

    Future<?> site(String site);

    /** The last raw messages of a device, newest first. */
    Future<?> messages(String site, String kind, String name, int limit);

    Future<?> dossiers(Rows rows);

    /** One whole, with its clock and its history. */
    Future<?> dossier(String code);

    /** Open ones whose due instant moved because calendar or catalogue did, newest first. */
    Future<?> redated(int limit);

    Future<?> assignments(Rows rows);

    Future<?> alerts();

    /** Completes when the acknowledgement is on disk. */
    Future<?> acknowledge(String alert, String by);

    Future<?> series(Range range);

    /** Completes when all records are on disk. */
    Future<?> take(String source, List<JsonNode> records);

    /** A system of the national exchange logs in; answered in the form of that exchange. */
    Future<?> login(byte[] body);

    /** It sends records; answered in that form when all that is kept is on disk. */
    Future<?> exchange(Sent sent);

    /** What a file of a source holds; nothing is taken. The file stays. */
    Future<?> preview(String source, Path file, String sheet);

    /** Completes when all rows that fit are on disk. The file stays. */
    Future<?> takeFile(String source, Path file, String sheet);

    /** All rows of a list as a file. */
    Future<Download> exportDossiers(Rows rows, String format, String language);

    Future<Download> exportAssignments(Rows rows, String format, String language);

    /** Folder for files on their way in or out. */
    Path scratch();

    Future<?> unknown();

    Future<?> health();

    /** Now, without asking anybody. */
    Readiness readiness();

    /**
     * A call of the national exchange. What is given outside the body counts before what is in it.
     *
     * @param session empty when it is not given outside
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Sent(byte[] body, String session, Optional<String> service, Optional<String> isUpdating) {}

    /**
     * A page of a list.
     *
     * @param sort name of a field, with a minus in front for the largest first
     * @param page 1, 2, 3 ...
     */
    record Rows(
            Optional<String> state, Optional<String> org, Optional<String> words, String sort, int page, int size) {}

    /**
     * A value over time, in at most 2000 steps.
     *
     * @param device {@code kind/name}
     * @param from first instant, ms
     * @param to first instant after it, ms
     * @param step ms
     * @param aggregate mean, min, max, sum, last or count
     */
    record Range(
            String measurement,
            String field,
            Optional<String> site,
            Optional<String> device,
            long from,
            long to,
            long step,
            String aggregate) {}

    /** A file to send; deleted when it was sent. {@code name} in ASCII. */
    record Download(Path file, String name, String type) {}

    /** Whether messages can be taken and shown, and a word on each part. */
    record Readiness(boolean ready, Map<String, String> parts) {
        public Readiness {
            parts = Map.copyOf(parts);
        }
    }
}
