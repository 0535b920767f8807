package ioc.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import ioc.access.Caller;
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
    Future<?> places(Caller caller);

    Future<?> site(Caller caller, String site);

    /** All systems that records come from. */
    Future<?> sources();

    /** The last raw messages of a device, newest first. */
    Future<?> messages(Caller caller, String site, String kind, String name, int limit);

    /** All devices that the caller sees as a file. */
    Future<Download> exportDevices(Caller caller, String format, String language);

    Future<?> dossiers(Caller caller, Rows rows);

    /** One whole, with its clock and its history. */
    Future<?> dossier(Caller caller, String code);

    /** Open ones whose due instant moved because calendar or catalogue did, newest first. */
    Future<?> redated(Caller caller, int limit);

    /** The letter of apology of a dossier: how it stands, what it says or could say, what may be done. */
    Future<?> apology(Caller caller, String code);

    /** Completes with the letter as it then stands, when the step is on disk and in the picture. */
    Future<?> apologise(Caller caller, String code, JsonNode step);

    /** The letter as {@code pdf} or {@code docx}. The addressee is a person: nothing of it is kept. */
    Future<Paper> paper(Caller caller, String code, String format, JsonNode addressee);

    Future<?> assignments(Caller caller, Rows rows);

    /** One whole, with its parts and its timeline. */
    Future<?> assignment(Caller caller, String id);

    /** A person does something about an assignment; completes when it counts. */
    Future<?> act(Caller caller, String assignment, JsonNode body);

    /** One that is entered by hand. */
    Future<?> giveAssignment(Caller caller, JsonNode body);

    /** The service-quality score of a unit, or of the whole, with all units beside. */
    Future<?> score(Caller caller, Optional<String> period, Optional<String> org);

    /** Every line of the score of every unit as a file. */
    Future<Download> exportScore(Caller caller, Optional<String> period, String format, String language);

    /** Queues, dossiers, assignments and alerts of a day, week or month, and of the one before it. */
    Future<?> report(Caller caller, Optional<String> period);

    /** The same as {@code pdf} or {@code xlsx}. */
    Future<Download> exportReport(Caller caller, Optional<String> period, String format, String language);

    Future<?> alerts(Caller caller);

    /** One whole: what happened to it, why it was raised, who is told when. */
    Future<?> alert(Caller caller, String alert);

    /** A person does something about an alert; completes when it counts. */
    Future<?> handle(Caller caller, String alert, JsonNode body);

    /** Units and people that an alert may be given to, by words of their names. */
    Future<?> assignees(Caller caller, String alert, String words);

    /** Whether the journal raises the alert again, from the same readings. */
    Future<?> retry(Caller caller, String alert);

    /** What is asked about devices that nobody mapped. */
    StrangeDevices strange();

    /** Waiting people by point and service, in the form of the Smart Data Models. */
    Future<?> queueMonitors(Caller caller);

    /** Where devices post. */
    PostingDevices posting();

    /** All rules, in the versions that count. */
    Future<?> rules(Caller caller);

    /** One rule with its earlier versions. */
    Future<?> rule(Caller caller, String rule);

    /** An administrator changes a rule, or makes one; completes when it counts. */
    Future<?> propose(Caller caller, String rule, JsonNode body);

    /** What a rule would have raised in the last days. */
    Future<?> previewRule(Caller caller, String rule, int days, JsonNode body);

    /** What is open, who has it and what changed since then; without an instant, since the last shift was taken. */
    Future<?> shift(Caller caller, Optional<Long> since);

    /** Somebody hands the shift over, reads it or takes it; completes when it counts. */
    Future<?> handOver(Caller caller, JsonNode body);

    /** How many alerts there were for how many people, and how soon they were accepted. */
    Future<?> alertFigures(Caller caller, int days);

    /** Who was told of an alert, with what result. */
    Future<?> sendings(Caller caller, String alert);

    Future<?> series(Caller caller, Range range);

    /** Completes when all records are on disk. */
    Future<?> take(Caller caller, String source, List<JsonNode> records);

    /** A system of the national exchange logs in; answered in the form of that exchange. */
    Future<?> login(byte[] body);

    /** It sends records; answered in that form when all that is kept is on disk. */
    Future<?> exchange(Sent sent);

    /** What a file of a source holds; nothing is taken. The file stays. */
    Future<?> preview(Caller caller, String source, Path file, String sheet);

    /** Completes when all rows that fit are on disk. The file stays. */
    Future<?> takeFile(Caller caller, String source, Path file, String sheet);

    /** All rows of a list as a file. */
    Future<Download> exportDossiers(Caller caller, Rows rows, String format, String language);

    Future<Download> exportAssignments(Caller caller, Rows rows, String format, String language);

    /** Folder for files on their way in or out. */
    Path scratch();

    Future<?> unknown(Caller caller);

    Future<?> health(Caller caller);

    /** Paired screens, and what a new one may be given. */
    Future<?> screens(Caller caller);

    /** Makes a screen of what shows a code. */
    Future<?> pairScreen(Caller caller, JsonNode body);

    /** Ends what a screen may, at once. */
    Future<?> revokeScreen(Caller caller, String id);

    /** A code for a wall that is none yet. {@code from}: its address. */
    Future<?> screenCode(String from);

    /** What became of the code of a wall. */
    Future<Identity> screenClaim(JsonNode body);

    /** A screen says how it is. */
    Future<Identity> screenBeat(HttpServerRequest request, JsonNode body);

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
     * @param only values that a row must have, by the name of a parameter
     * @param counted only what the score counted; of dossiers only
     * @param sort name of a field, with a minus in front for the largest first
     * @param page 1, 2, 3 ...
     */
    record Rows(
            Optional<String> state,
            Optional<String> org,
            Map<String, String> only,
            Optional<String> words,
            Optional<Counted> counted,
            String sort,
            int page,
            int size) {
        public Rows {
            only = Map.copyOf(only);
        }
    }

    /** A part of the dossiers that a measure of the score asked in a period; empty for the one that has begun. */
    record Counted(String measure, String part, Optional<String> period) {}

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

    /**
     * An answer of what changed something, and how that was and became, for the audit. Both short, empty where there is
     * nothing to say.
     */
    record Changed(Object answer, String before, String after) {}

    /** An answer that gives whoever asked a secret to show from now on, where there is one. */
    record Identity(Map<String, ?> shown, String cookie, Optional<String> secret) {}

    /** A file to send; deleted when it was sent. {@code name} in ASCII. */
    record Download(Path file, String name, String type) {}

    /** A file to send that was never on a disk. {@code name} in ASCII. */
    record Paper(Buffer content, String name, String type) {}

    /** Whether messages can be taken and shown, and a word on each part. */
    record Readiness(boolean ready, Map<String, String> parts) {
        public Readiness {
            parts = Map.copyOf(parts);
        }
    }
}
