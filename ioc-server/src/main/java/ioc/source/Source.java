package ioc.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.journal.Entry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A dossier or task system.
 *
 * @param id also the name of its feed and of its line in the ledger
 * @param polling how it is asked; null when its records are pushed or imported
 * @param files how its files are read
 */
public record Source(
        String id,
        Kind kind,
        String labelVi,
        String labelEn,
        @Nullable Polling polling,
        RecordMapping mapping,
        Files files) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What its records are. */
    public enum Kind {
        DOSSIER(Entry.Kind.DOSSIER),
        ASSIGNMENT(Entry.Kind.ASSIGNMENT),
        STEP(Entry.Kind.STEP);

        private final Entry.Kind entry;

        Kind(Entry.Kind entry) {
            this.entry = entry;
        }

        /** What its records are in the journal. */
        public Entry.Kind entry() {
            return entry;
        }
    }

    /**
     * How a system is asked: {@code GET url?cursor=...&limit=...} until it has no more, then again after {@code every}.
     *
     * @param headerName of the header that lets us in; empty for none
     * @param headerValue secret
     * @param items pointer to the array of records
     * @param next pointer to the cursor of the next question; empty when the system has none and always tells all
     * @param more pointer to "there is more now"; empty: there is while pages are full
     * @param cursorParameter name in the query; not sent before there is a cursor
     * @param sizeParameter name in the query; empty for none
     */
    public record Polling(
            String url,
            Duration every,
            Duration timeout,
            String headerName,
            String headerValue,
            String items,
            String next,
            String more,
            String cursorParameter,
            String sizeParameter,
            int pageSize) {
        private Polling at(String address) {
            return new Polling(
                    address,
                    every,
                    timeout,
                    headerName,
                    headerValue,
                    items,
                    next,
                    more,
                    cursorParameter,
                    sizeParameter,
                    pageSize);
        }

        @Override
        public String toString() {
            return url + " every " + every;
        }
    }

    /**
     * Its tables.
     *
     * @param folder where files may be dropped; null for none
     * @param sheet of an XLSX; empty for the first that is not hidden
     */
    public record Files(@Nullable Path folder, String sheet) {}

    /** The same system at another address; unchanged when it is not asked. */
    public Source at(URI address) {
        Polling asked = polling;
        return asked == null
                ? this
                : new Source(id, kind, labelVi, labelEn, asked.at(address.toString()), mapping, files);
    }

    /** What of a record goes into the journal: all but the dropped fields, under its natural key. */
    public Raw raw(JsonNode record) {
        JsonNode kept = mapping.withoutDropped(record);
        try {
            return new Raw(kind.entry(), id, mapping.key(kept), JSON.writeValueAsBytes(kept));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
