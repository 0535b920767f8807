package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import ioc.access.AuditRow.Deed;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.journal.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The way of a deed into the audit: into the journal first, so that it stands when the store is away. */
final class Deeds {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Journal journal;

    Deeds(Journal journal) {
        this.journal = journal;
    }

    /** Completes when it is on disk. */
    Future<?> add(Deed deed) {
        return journal.append(new Draft(Entry.Kind.DEED, "ioc", deed.operation(), false, bytes(deed)));
    }

    static byte[] bytes(Deed deed) {
        return JSON.createObjectNode()
                .put("who", deed.who())
                .put("name", deed.name())
                .put("operation", deed.operation())
                .put("subject", deed.subject())
                .put("before", deed.before())
                .put("after", deed.after())
                .put("address", deed.address())
                .put("outcome", deed.outcome())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Empty for what is not one of ours. */
    static Optional<Deed> read(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return Optional.of(new Deed(
                    json.path("who").asText(),
                    json.path("name").asText(),
                    json.path("operation").asText(),
                    json.path("subject").asText(),
                    json.path("before").asText(),
                    json.path("after").asText(),
                    json.path("address").asText(),
                    json.path("outcome").asText()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
