package ioc.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.config.Secret;
import ioc.journal.Entry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A dossier or task system.
 *
 * @param id also the name of its feed and of its line in the ledger
 */
public record Source(String id, Kind kind, String labelVi, String labelEn, RecordMapping mapping, Ways ways) {
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
     * How its records come, beside being pushed to {@code /api/v1/sources/{source}/records}; any of them at once.
     *
     * @param polling how it is asked; null when it is not
     * @param view the view of a database it is read from; null for none
     * @param exchange how it logs in where it sends as to the national exchange; null when it may not
     * @param files how its files are read
     */
    public record Ways(
            @Nullable Polling polling,
            @Nullable View view,
            @Nullable Login exchange,
            Files files) {}

    /** Name and password of a system that sends to us. */
    public record Login(String user, Secret password) {}

    /**
     * A view of a database, read only: all rows, or those that changed since the last time.
     *
     * @param select a view's name or a query in brackets, as it stands behind FROM
     * @param change column that grows with every change of a row; empty: all rows are read each time
     * @param timeout of one statement
     * @param fetchSize rows that the driver holds at a time
     */
    public record View(
            String url,
            String user,
            Secret password,
            String select,
            String change,
            Duration every,
            Duration timeout,
            int fetchSize) {}

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

    public @Nullable Polling polling() {
        return ways.polling();
    }

    public Files files() {
        return ways.files();
    }

    /** The pause between two questions; null when it is not asked. */
    public @Nullable Duration every() {
        Polling polling = ways.polling();
        View view = ways.view();
        return polling != null ? polling.every() : view != null ? view.every() : null;
    }

    /** The same system at another address; unchanged when it is not asked. */
    public Source at(URI address) {
        Polling asked = ways.polling();
        return asked == null
                ? this
                : new Source(
                        id,
                        kind,
                        labelVi,
                        labelEn,
                        mapping,
                        new Ways(asked.at(address.toString()), ways.view(), ways.exchange(), ways.files()));
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
