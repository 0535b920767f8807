package ioc;

import ioc.export.Book;
import ioc.export.Column;
import ioc.paper.Booklet;
import ioc.place.Name;
import ioc.report.Alarms;
import ioc.report.Assignments;
import ioc.report.Dossiers;
import ioc.report.Queues;
import ioc.report.Report;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as a file: the same tables on paper and in a workbook. Blocks. */
final class ReportFiles {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy", Locale.ROOT);
    private static final double MINUTE_MS = 60_000;

    private final ReportAnswers answers;
    private final Path folder;

    /** A table; a cell is a text, a number, or null where nothing was measured. {@code strong} rows at its end are sums. */
    private record Table(String id, String note, List<String> columns, List<List<@Nullable Object>> rows, int strong) {}

    /** @param folder for files until they are sent */
    ReportFiles(ReportAnswers answers, Path folder) {
        this.answers = answers;
        this.folder = folder;
    }

    Answers.Download file(ReportAnswers.Both both, String format, Words words) throws IOException {
        List<Table> tables = List.of(
                queues(both, words),
                dossiers(both, words),
                assignments(both, words),
                figures(both, words),
                rules(both, words),
                days(both));
        String type =
                switch (format) {
                    case "pdf" -> "application/pdf";
                    case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
                    default -> throw Refusal.unknown("format", format);
                };
        Path file = Files.createTempFile(folder, "report", ".tmp");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            if (format.equals("pdf")) {
                out.write(booklet(both, tables, words).pdf());
            } else {
                book(both, tables, words).write(out);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new Answers.Download(
                file, words.text("report.file") + "-" + both.span().id() + "." + format, type);
    }

    private Booklet booklet(ReportAnswers.Both both, List<Table> tables, Words words) {
        Locale locale = Locale.forLanguageTag(words.isVietnamese() ? "vi-VN" : "en-GB");
        List<Booklet.Table> shown = new ArrayList<>();
        for (Table table : tables) {
            List<Booklet.Column> columns = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                columns.add(new Booklet.Column(header(table, i, words), width(table, i), i > 0 && isNumber(table, i)));
            }
            shown.add(new Booklet.Table(
                    words.text("report.table-" + table.id()),
                    table.note(),
                    columns,
                    table.rows().stream()
                            .map(row -> row.stream()
                                    .map(cell -> shown(cell, locale))
                                    .toList())
                            .toList(),
                    table.strong()));
        }
        return new Booklet(
                locale.toLanguageTag(),
                words.text("report.title") + ": " + period(both, words),
                subtitle(both, words),
                shown,
                words.text("report.legend"));
    }

    private static boolean isNumber(Table table, int column) {
        return table.rows().stream().anyMatch(row -> row.get(column) instanceof Number);
    }

    private static String shown(@Nullable Object cell, Locale locale) {
        if (cell == null) {
            return "–";
        }
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMinimumFractionDigits(cell instanceof BigDecimal ? 1 : 0);
        return cell instanceof Number number ? format.format(number) : cell.toString();
    }

    private Book book(ReportAnswers.Both both, List<Table> tables, Words words) {
        List<Book.Part> parts = new ArrayList<>();
        for (Table table : tables) {
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                columns.add(new Column(header(table, i, words), width(table, i)));
            }
            parts.add(new Book.Part(
                    words.text("report.sheet-" + table.id()),
                    words.text("report.table-" + table.id()) + ", " + period(both, words) + ". " + subtitle(both, words)
                            + " " + table.note(),
                    columns,
                    table.rows()));
        }
        return new Book(parts);
    }

    private static String header(Table table, int column, Words words) {
        return words.text("report." + table.columns().get(column).split(" ", 2)[0]);
    }

    private static int width(Table table, int column) {
        return Integer.parseInt(table.columns().get(column).split(" ", 2)[1]);
    }

    private String period(ReportAnswers.Both both, Words words) {
        String last = DAY.format(both.span().until().minusDays(1));
        String first = DAY.format(both.span().from());
        return words.text("report.kind-" + both.span().kind().word()) + " "
                + (first.equals(last) ? first : first + " – " + last);
    }

    private String subtitle(ReportAnswers.Both both, Words words) {
        return words.text(
                both.isBegun(answers.zone()) ? "report.until-now" : "report.whole",
                Map.of("until", time(both.end()), "at", time(both.at()), "before", time(both.beforeEnd())));
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(answers.zone()));
    }

    private static String name(Name name, Words words) {
        return words.isVietnamese() ? name.vi() : name.en();
    }

    // tables -------------------------------------------------------------------------------------------------------

    /** Keys of the headers, each with a width in characters. */
    private static List<String> columns(String words) {
        return List.of(words.split(",", -1));
    }

    private Table queues(ReportAnswers.Both both, Words words) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        both.now().queues().forEach((site, line) -> rows.add(row(name(answers.site(site), words), line)));
        rows.add(row(words.text("report.all"), both.now().allQueues()));
        rows.add(row(words.text("report.before"), both.before().allQueues()));
        return new Table(
                "queues",
                words.text("report.note-queues", Map.of("days", both.now().workedDays())),
                columns(
                        "site 36,visits 10,mean-wait 12,within 12,longest 12,walk-aways 10,satisfaction 12,ratings 10,days 10"),
                rows,
                2);
    }

    private List<@Nullable Object> row(String name, Queues line) {
        return Arrays.asList(
                name,
                line.visits(),
                minutes(line.meanWaitMs()),
                percent(line.within()),
                minutes(line.longestMs()),
                line.walkAways(),
                percent(line.opinions().share(answers.leastRatings())),
                line.opinions().count(),
                line.days());
    }

    private Table dossiers(ReportAnswers.Both both, Words words) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        both.now().dossiers().forEach((unit, line) -> rows.add(row(name(answers.unit(unit), words), line)));
        rows.add(row(words.text("report.all"), both.now().allDossiers()));
        rows.add(row(words.text("report.before"), both.before().allDossiers()));
        return new Table(
                "dossiers",
                words.text("report.note-dossiers"),
                columns(
                        "unit 44,received 11,finished 11,on-time 11,late 11,unsaid 11,overdue 11,letters-due 11,letters-sent 11"),
                rows,
                2);
    }

    private static List<@Nullable Object> row(String name, Dossiers line) {
        return Arrays.asList(
                name,
                line.received(),
                line.finished(),
                line.onTime(),
                line.late(),
                line.unsaid(),
                line.overdue(),
                line.lettersDue(),
                line.lettersSent());
    }

    private Table assignments(ReportAnswers.Both both, Words words) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        both.now().assignments().forEach((unit, line) -> rows.add(row(name(answers.unit(unit), words), line)));
        rows.add(row(words.text("report.all"), both.now().allAssignments()));
        rows.add(row(words.text("report.before"), both.before().allAssignments()));
        return new Table(
                "assignments",
                words.text("report.note-assignments"),
                columns("unit 44,given 14,done-on-time 14,done-late 14,overdue 14"),
                rows,
                2);
    }

    private static List<@Nullable Object> row(String name, Assignments line) {
        return Arrays.asList(name, line.given(), line.doneOnTime(), line.doneLate(), line.overdue());
    }

    private Table figures(ReportAnswers.Both both, Words words) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Alarms now = both.now().alarms();
        Alarms before = both.before().alarms();
        rows.add(Arrays.asList(words.text("report.alerts-count"), now.count(), before.count(), null));
        for (String priority : now.priorities().keySet()) {
            rows.add(Arrays.asList(
                    words.text("report.alerts-share", Map.of("priority", words.text("report.priority-" + priority))),
                    share(now, priority),
                    share(before, priority),
                    ReportAnswers.goal(List.copyOf(now.priorities().keySet()).indexOf(priority))));
        }
        rows.add(Arrays.asList(
                words.text("report.accepted"),
                now.acceptance().accepted(),
                before.acceptance().accepted(),
                null));
        rows.add(Arrays.asList(
                words.text("report.accept-median"),
                minutes(now.acceptance().medianMs()),
                minutes(before.acceptance().medianMs()),
                null));
        rows.add(Arrays.asList(
                words.text("report.accept-p90"),
                minutes(now.acceptance().p90Ms()),
                minutes(before.acceptance().p90Ms()),
                null));
        rows.add(Arrays.asList(
                words.text("report.per-hour"),
                rounded(now.load().perHour()),
                rounded(before.load().perHour()),
                6));
        rows.add(Arrays.asList(
                words.text("report.peak"), now.load().peak(), before.load().peak(), 9));
        rows.add(Arrays.asList(
                words.text("report.floods"), now.load().floods(), before.load().floods(), 0));
        rows.add(Arrays.asList(words.text("report.longest-open"), longest(now), longest(before), null));
        return new Table(
                "alerts",
                words.text("report.note-alerts"),
                columns("figure 60,this-period 14,before 18,goal 14"),
                rows,
                0);
    }

    private static @Nullable BigDecimal longest(Alarms alarms) {
        Alarms.Longest longest = alarms.longest();
        return longest == null ? null : minutes(longest.ms());
    }

    private static @Nullable BigDecimal share(Alarms alarms, String priority) {
        return alarms.count() == 0
                ? null
                : percent((double) alarms.priorities().getOrDefault(priority, 0L) / alarms.count());
    }

    private static Table rules(ReportAnswers.Both both, Words words) {
        Report before = both.before();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Alarms.Rule rule : both.now().alarms().rules()) {
            long earlier = before.alarms().rules().stream()
                    .filter(one ->
                            one.rule().equals(rule.rule()) && one.priority().equals(rule.priority()))
                    .mapToLong(Alarms.Rule::count)
                    .sum();
            rows.add(Arrays.asList(
                    rule.rule(), words.text("report.priority-" + rule.priority()), rule.count(), earlier));
        }
        return new Table("rules", "", columns("rule 40,priority 16,count 14,before 18"), rows, 0);
    }

    private static Table days(ReportAnswers.Both both) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        both.now().alarms().days().forEach((day, count) -> rows.add(Arrays.asList(DAY.format(day), count)));
        return new Table("days", "", columns("day 40,count 14"), rows, 0);
    }

    private static @Nullable BigDecimal minutes(@Nullable Long ms) {
        return ms == null ? null : rounded(ms / MINUTE_MS);
    }

    private static @Nullable BigDecimal percent(@Nullable Double share) {
        return share == null ? null : rounded(100 * share);
    }

    private static @Nullable BigDecimal rounded(@Nullable Double value) {
        return value == null ? null : BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    }
}
