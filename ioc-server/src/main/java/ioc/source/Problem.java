package ioc.source;

/**
 * What is wrong at one place of a file; never a value of a column that must not be kept.
 *
 * @param column name, or letters when it has none; empty for the whole row
 * @param was as it stood in the file
 * @param must as in "must be there"
 */
public record Problem(int row, String column, String was, String must, Effect effect) {
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

    static Problem warning(int row, String column, String was, String must) {
        return new Problem(row, column, was, must, Effect.WARNING);
    }

    static Problem invalid(int row, String column, String was, String must) {
        return new Problem(row, column, was, must, Effect.INVALID);
    }

    /** Such as {@code row 17, NgayHenTra: was "31/02/2026" but must be like dd/MM/yyyy}. */
    @Override
    public String toString() {
        return "row " + row + (column.isEmpty() ? "" : ", " + column) + ": was \"" + was + "\" but must " + must
                + (effect == Effect.INVALID ? "" : " [" + effect.word + "]");
    }
}
