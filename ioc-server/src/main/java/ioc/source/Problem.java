package ioc.source;

import java.util.Locale;

/**
 * What is wrong at one place of a file; never a value of a column that must not be kept.
 *
 * @param column name, or letters when it has none; empty for the whole row
 * @param was as it stood in the file
 * @param must as in "must be there"
 * @param rule the same as a word, for those who say it in another language
 * @param allowed what the rule speaks of; empty for none
 */
public record Problem(int row, String column, String was, String must, Rule rule, String allowed, Effect effect) {
    /** What a cell, a column or a row must do. */
    public enum Rule {
        THERE,
        TIME,
        NUMBER,
        /** Not be before another. */
        ORDER,
        /** Be one of these words. */
        WORD,
        /** A column: have a name. */
        NAMED,
        /** A column: have a name that no other has. */
        NAMED_APART,
        /** A field: have a column. */
        COLUMN,
        /** A key: be in one row only. */
        ONCE,
        /** Anything else, as {@link Problem#must} says. */
        FIT;

        /** As in the interface. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What follows for the row. */
    public enum Effect {
        /** Cannot be taken. */
        INVALID("invalid"),
        /** Not taken: a later row of the file has the same key. */
        DUPLICATE("duplicate"),
        /** Taken all the same. */
        WARNING("warning");

        private final String word;

        Effect(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private static final int SHOWN = 40;

    public Problem {
        was = was.length() <= SHOWN ? was : was.substring(0, SHOWN) + "...";
    }

    static Problem warning(int row, String column, String was, String must, Rule rule, String allowed) {
        return new Problem(row, column, was, must, rule, allowed, Effect.WARNING);
    }

    static Problem invalid(int row, String column, String was, String must, Rule rule, String allowed) {
        return new Problem(row, column, was, must, rule, allowed, Effect.INVALID);
    }

    /** Such as {@code row 17, NgayHenTra: was "31/02/2026" but must be like dd/MM/yyyy}. */
    @Override
    public String toString() {
        return "row " + row + (column.isEmpty() ? "" : ", " + column) + ": was \"" + was + "\" but must " + must
                + (effect == Effect.INVALID ? "" : " [" + effect.word + "]");
    }
}
