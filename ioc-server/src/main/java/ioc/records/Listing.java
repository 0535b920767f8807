package ioc.records;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of dossiers or assignments asks for.
 *
 * @param units only these units; empty for all
 * @param only rows with these values only
 * @param text part of a code, title or procedure, in any case, with or without accents; empty for all
 * @param now what "overdue" is measured against
 * @param soonUntil last instant that counts as soon
 * @param scored only those that are such a part of a measure of the score; null for all
 * @param page 0 is the first
 * @param size rows of a page, 1..1000
 * @param seen keys of the units whose rows may be read, whatever else is asked for; null for all
 */
public record Listing<S extends Enum<S>>(
        S state,
        List<String> units,
        Map<Column, String> only,
        String text,
        Instant now,
        Instant soonUntil,
        @Nullable Scored scored,
        Sort sort,
        int page,
        int size,
        @Nullable Set<String> seen) {
    /** Order of the rows; rows without the value come last, equal ones by key. */
    public enum Sort {
        DUE("due_at", true),
        DUE_LAST("due_at", false),
        /** A dossier's reception, an assignment's giving; newest first. */
        NEWEST("begun_at", false),
        OLDEST("begun_at", true),
        FINISHED("ended_at", false),
        KEY("sort_key", true),
        UNIT("unit", true),
        CHANGED("seen_at", false);

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        private final String column;
        private final boolean ascending;

        Sort(String column, boolean ascending) {
            this.column = column;
            this.ascending = ascending;
        }

        public String word() {
            return word;
        }

        String order() {
            return column + (ascending ? " ASC" : " DESC") + " NULLS LAST, sort_key";
        }

        public static Optional<Sort> of(String word) {
            for (Sort sort : values()) {
                if (sort.word.equals(word)) {
                    return Optional.of(sort);
                }
            }
            return Optional.empty();
        }
    }

    /** A column that rows may be asked for by. */
    public enum Column {
        GIVER("giver = :GIVER"),
        FOLLOWER("follower = :FOLLOWER"),
        PARENT("parent = :PARENT"),
        /** A unit that co-ordinates. */
        PARTNER("partner_units LIKE :PARTNER ESCAPE '!'"),
        /** Of a dossier received, of an assignment given; epoch ms, the later end is exclusive. */
        BEGUN_FROM("begun_at >= CAST(:BEGUN_FROM AS BIGINT)"),
        BEGUN_UNTIL("begun_at < CAST(:BEGUN_UNTIL AS BIGINT)"),
        /** Of a dossier finished. */
        ENDED_FROM("ended_at >= CAST(:ENDED_FROM AS BIGINT)"),
        ENDED_UNTIL("ended_at < CAST(:ENDED_UNTIL AS BIGINT)"),
        /** Of an assignment done. */
        DONE_FROM("done_at >= CAST(:DONE_FROM AS BIGINT)"),
        DONE_UNTIL("done_at < CAST(:DONE_UNTIL AS BIGINT)"),
        /** Of a letter that should have gone out. */
        LETTER_FROM("apology_by >= CAST(:LETTER_FROM AS BIGINT)"),
        LETTER_UNTIL("apology_by < CAST(:LETTER_UNTIL AS BIGINT)");

        private final String condition;

        Column(String condition) {
            this.condition = condition;
        }

        String condition() {
            return condition;
        }

        String value(String asked) {
            return this == PARTNER ? "%\"" + escaped(asked) + "\"%" : asked;
        }
    }

    /** A text as part of a pattern of LIKE ... ESCAPE '!'. */
    static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** Of all units that may be read: everything. */
    public Listing(
            S state,
            List<String> units,
            Map<Column, String> only,
            String text,
            Instant now,
            Instant soonUntil,
            @Nullable Scored scored,
            Sort sort,
            int page,
            int size) {
        this(state, units, only, text, now, soonUntil, scored, sort, page, size, null);
    }

    /** Of all, whatever their other columns and the score say. */
    public Listing(
            S state, List<String> units, String text, Instant now, Instant soonUntil, Sort sort, int page, int size) {
        this(state, units, Map.of(), text, now, soonUntil, null, sort, page, size);
    }

    public Listing {
        units = List.copyOf(units);
        only = Map.copyOf(only);
        seen = seen == null ? null : Set.copyOf(seen);
        if (page < 0 || size < 1 || size > 1000) {
            throw new IllegalArgumentException("page: was " + page + " of " + size + " but must be 0.. of 1..1000");
        }
    }
}
