package ioc.source;

import java.util.List;

/**
 * What a file holds, and what of it was taken or would be.
 *
 * @param columns in their order
 * @param first at most twenty rows that fit
 * @param problems at most two hundred, by row
 */
public record FileReport(List<Column> columns, Counts counts, List<Sample> first, List<Problem> problems) {
    /**
     * A column of the file.
     *
     * @param fields that come out of it; empty when none does
     * @param isDropped whether it is left out before anything is kept
     */
    public record Column(String name, List<String> fields, boolean isDropped) {
        public Column {
            fields = List.copyOf(fields);
        }
    }

    /** Rows with a text, below the header: {@code rows} = {@code taken} + {@code refused} + {@code duplicates}. */
    public record Counts(long rows, long taken, long refused, long duplicates, long problems) {}

    /** A row and what it means; never a refusal. */
    public record Sample(int row, Mapped meaning) {}

    public FileReport {
        columns = List.copyOf(columns);
        first = List.copyOf(first);
        problems = List.copyOf(problems);
    }

    /** Every row is taken. */
    public boolean isClean() {
        return counts.refused() == 0;
    }
}
