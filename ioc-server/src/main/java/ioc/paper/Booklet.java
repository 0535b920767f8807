package ioc.paper;

import java.util.List;

/**
 * Tables on paper, one below the other, A4 across.
 *
 * @param language of the document, such as {@code vi-VN}
 * @param foot stands at the foot of each page, before its number
 */
public record Booklet(String language, String title, String subtitle, List<Table> tables, String foot) {
    private static final int LONGEST = 400;

    /**
     * A table.
     *
     * @param note below the heading; empty for none
     * @param strong rows from the end that are set apart
     */
    public record Table(String heading, String note, List<Column> columns, List<List<String>> rows, int strong) {
        public Table {
            heading = Text.needed("heading", heading, LONGEST);
            note = Text.line("note", note, LONGEST);
            columns = List.copyOf(columns);
            int width = columns.size();
            rows = rows.stream()
                    .map(row -> {
                        if (row.size() != width) {
                            throw new IllegalArgumentException(
                                    "row: was " + row.size() + " cells but must be " + width + ", one a column");
                        }
                        return row.stream()
                                .map(cell -> Text.line("cell", cell, LONGEST))
                                .toList();
                    })
                    .toList();
        }
    }

    /** A column; {@code share} is its width beside that of the others. */
    public record Column(String header, double share, boolean isNumber) {
        public Column {
            header = Text.line("header", header, LONGEST);
            if (!(share > 0)) {
                throw new IllegalArgumentException("share: was " + share + " but must be more than 0");
            }
        }
    }

    public Booklet {
        title = Text.needed("title", title, LONGEST);
        subtitle = Text.line("subtitle", subtitle, LONGEST);
        foot = Text.line("foot", foot, LONGEST);
        tables = List.copyOf(tables);
    }

    /** As PDF with its fonts inside; the same booklet gives the same bytes. Blocks for some tens of milliseconds. */
    public byte[] pdf() {
        return BookletPdf.of(this);
    }
}
