package ioc.source;

import ioc.event.Assignment;
import ioc.event.Dossier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of one source on its way in: read once to know what is in it, and a second time to take it. A row is taken when it
 * fits the mapping, is not contradictory in itself, and no later row that fits has its key; all others are named. Taking a
 * file twice does no harm: a record that comes twice is one. Blocks.
 */
public final class FileIntake {
    private static final int BATCH = 500;
    private static final int MOST_PROBLEMS = 200;
    private static final int MOST_SAMPLES = 20;
    private static final int MOST_ROWS = 1_048_576;

    private static final Set<String> MUST = Set.of("code", "id", "givenAt", "at");
    /** Columns that are asked for when a file lacks them; the others are often left out on purpose. */
    private static final List<String> NEEDED_OF_DOSSIER = List.of("code", "org", "status", "receivedAt", "dueAt");

    private static final List<String> NEEDED_OF_ASSIGNMENT = List.of("id", "lead", "givenAt", "dueAt");
    private static final List<String> NEEDED_OF_STEP = List.of("code", "office", "text", "at");

    /** Where a row goes. */
    public interface Durable {
        /** Returns when all are on disk. */
        void append(List<Raw> records) throws IOException;
    }

    private final Source source;
    private final RecordMapping mapping;
    private final Path file;
    private final String sheet;
    private final Path scratch;

    private final LastRows last = new LastRows();
    private final List<FileReport.Column> columns = new ArrayList<>();
    private final List<FileReport.Sample> first = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> absent = new HashSet<>();
    private long found;
    private long rows;
    private long refused;
    private long duplicates;

    private FileIntake(Source source, Path file, String sheet, Path scratch) {
        this.source = source;
        this.mapping = source.mapping();
        this.file = file;
        this.sheet = sheet.isEmpty() ? source.files().sheet() : sheet;
        this.scratch = scratch;
    }

    /**
     * Looks into a file; nothing is taken. An IOException says why the file cannot be read.
     *
     * @param sheet of an XLSX; empty for the source's usual one
     * @param scratch folder for what does not fit the heap
     */
    public static FileReport preview(Source source, Path file, String sheet, Path scratch) throws IOException {
        return new FileIntake(source, file, sheet, scratch).look();
    }

    /** The same, and takes what fits. A file that cannot be read to its end is not taken at all. */
    public static FileReport take(Source source, Path file, String sheet, Path scratch, Durable into)
            throws IOException {
        FileIntake intake = new FileIntake(source, file, sheet, scratch);
        FileReport report = intake.look();
        intake.hand(into);
        return report;
    }

    private FileReport look() throws IOException {
        try (Table table = Table.open(file, sheet, scratch)) {
            header(table);
            for (Optional<Table.Row> row = table.next(); row.isPresent(); row = table.next()) {
                count(row.get());
            }
        }
        problems.sort(Comparator.comparingInt(Problem::row));
        return new FileReport(
                columns,
                new FileReport.Counts(rows, rows - refused - duplicates, refused, duplicates, found),
                first,
                problems);
    }

    private void header(Table table) throws IOException {
        table.problems().forEach(this::note);
        table.columns()
                .forEach(column ->
                        columns.add(new FileReport.Column(column, mapping.fields(column), mapping.isDropped(column))));
        for (String field :
                switch (mapping.kind()) {
                    case DOSSIER -> NEEDED_OF_DOSSIER;
                    case ASSIGNMENT -> NEEDED_OF_ASSIGNMENT;
                    case STEP -> NEEDED_OF_STEP;
                }) {
            List<String> from = mapping.columns(field);
            if (!from.isEmpty() && from.stream().noneMatch(table.columns()::contains)) {
                if (MUST.contains(field)) {
                    throw new IOException("row " + table.headerRow() + ": has no column " + String.join(" or ", from)
                            + " (" + field + ") but must; it has " + String.join(", ", table.columns()));
                }
                absent.add(field);
                note(Problem.warning(
                        table.headerRow(),
                        from.get(0),
                        "",
                        "be a column (without it no row has a " + field + ")",
                        Problem.Rule.COLUMN,
                        field));
            }
        }
    }

    private void count(Table.Row row) throws IOException {
        if (++rows > MOST_ROWS) {
            throw new IOException("file: has more than " + MOST_ROWS + " rows (split it into several files)");
        }
        List<Problem> here = new ArrayList<>();
        Raw raw = source.raw(row.record());
        Mapped meaning = judge(row, raw, here);
        here.forEach(this::note);
        if (meaning == null) {
            refused++;
            return;
        }
        int before = last.put(raw.subject(), row.row());
        if (before > 0) {
            duplicates++;
            first.removeIf(sample -> sample.row() == before);
            note(new Problem(
                    before,
                    mapping.columns(mapping.kind() == Source.Kind.ASSIGNMENT ? "id" : "code").stream()
                            .findFirst()
                            .orElse(""),
                    raw.subject(),
                    "be in one row only (row " + row.row() + " has it too and counts)",
                    Problem.Rule.ONCE,
                    Integer.toString(row.row()),
                    Problem.Effect.DUPLICATE));
        }
        if (first.size() < MOST_SAMPLES) {
            first.add(new FileReport.Sample(row.row(), meaning));
        }
    }

    private void note(Problem problem) {
        found++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    private void hand(Durable into) throws IOException {
        List<Raw> batch = new ArrayList<>();
        try (Table table = Table.open(file, sheet, scratch)) {
            for (Optional<Table.Row> row = table.next(); row.isPresent(); row = table.next()) {
                Raw raw = source.raw(row.get().record());
                if (last.row(raw.subject()) == row.get().row()) {
                    batch.add(raw);
                }
                if (batch.size() == BATCH) {
                    into.append(List.copyOf(batch));
                    batch.clear();
                }
            }
        }
        if (!batch.isEmpty()) {
            into.append(List.copyOf(batch));
        }
    }

    /** What a row means, or null when it cannot be taken; adds what is wrong with it. */
    private @Nullable Mapped judge(Table.Row row, Raw raw, List<Problem> here) {
        boolean isWhole = true;
        for (Map.Entry<String, Lines.Flaw> flaw : row.flaws().entrySet()) {
            String column = flaw.getKey();
            if (mapping.isDropped(column)) {
                continue;
            }
            boolean isNeeded = column.isEmpty() || !mapping.fields(column).isEmpty();
            String was = isNeeded ? flaw.getValue().was() : "...";
            here.add(new Problem(
                    row.row(),
                    column,
                    was,
                    flaw.getValue().must(),
                    Problem.Rule.FIT,
                    "",
                    isNeeded ? Problem.Effect.INVALID : Problem.Effect.WARNING));
            isWhole &= !isNeeded;
        }
        if (!isWhole) {
            return null;
        }
        Mapped meaning = mapping.map(raw.body());
        boolean fits = meaning.match(
                dossier -> isDated(row, dossier.dossier(), here),
                assignment -> isInOrder(row, assignment.assignment(), here),
                step -> true,
                why -> {
                    here.add(problem(row, why));
                    return false;
                });
        return fits ? meaning : null;
    }

    private Problem problem(Table.Row row, Mapped.Refused why) {
        Mapped.Fault fault = why.fault();
        if (fault != null) {
            return Problem.invalid(
                    row.row(),
                    column(row, fault.field()),
                    fault.was(),
                    fault.must(),
                    Problem.Rule.valueOf(fault.rule().name()),
                    fault.allowed());
        }
        String[] parts = why.detail().split(": was | but must ", 3);
        return parts.length < 3
                ? Problem.invalid(row.row(), "", "", why.detail(), Problem.Rule.FIT, "")
                : Problem.invalid(
                        row.row(),
                        column(row, parts[0].replaceFirst(".* ", "")),
                        parts[1],
                        parts[2],
                        Problem.Rule.FIT,
                        "");
    }

    /** Taken all the same. */
    private boolean isDated(Table.Row row, Dossier dossier, List<Problem> here) {
        boolean isAsked = !mapping.columns("receivedAt").isEmpty() && !absent.contains("receivedAt");
        if (isAsked && dossier.times().receivedAt() == null) {
            here.add(Problem.warning(
                    row.row(),
                    column(row, "receivedAt"),
                    "",
                    "be there (without it nobody can say how long it took)",
                    Problem.Rule.THERE,
                    ""));
        }
        return true;
    }

    /** A dossier that is due before it was received does not exist; an assignment may, in the words of another system. */
    private boolean isInOrder(Table.Row row, Assignment assignment, List<Problem> here) {
        Instant due = assignment.times().dueAt();
        if (due == null || !due.isBefore(assignment.times().givenAt())) {
            return true;
        }
        here.add(Problem.invalid(
                row.row(),
                column(row, "dueAt"),
                value(row, "dueAt"),
                "not be before " + column(row, "givenAt") + ", \"" + value(row, "givenAt") + "\"",
                Problem.Rule.ORDER,
                column(row, "givenAt") + " (" + value(row, "givenAt") + ")"));
        return false;
    }

    private String column(Table.Row row, String field) {
        return mapping.told(row.record(), field);
    }

    private String value(Table.Row row, String field) {
        String column = column(row, field);
        return mapping.isDropped(column) ? "" : row.record().path(column).asText();
    }
}
