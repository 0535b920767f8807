package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.access.AuditRow;
import ioc.dossier.Apology;
import ioc.dossier.Judgement;
import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.export.Column;
import ioc.export.Format;
import ioc.export.Sheet;
import ioc.follow.StoreAway;
import ioc.place.Name;
import ioc.place.OrgWords;
import ioc.place.Places;
import ioc.records.AssignmentRow;
import ioc.records.AssignmentState;
import ioc.records.Audit;
import ioc.records.DossierRow;
import ioc.records.DossierState;
import ioc.records.Listing;
import ioc.records.Records;
import ioc.score.Score;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists of dossiers, assignments and devices as files: every row of a filter, from the store to the disk one by one. Blocks.
 */
final class Exports {
    static final int MOST_ROWS = 200_000;

    private final Records records;
    private final DossierAnswers dossiers;
    private final Places places;
    private final Path folder;
    private final int mostRows;

    /** @param folder for files until they are sent */
    Exports(Records records, DossierAnswers dossiers, Places places, Path folder, int mostRows) {
        this.records = records;
        this.dossiers = dossiers;
        this.places = places;
        this.folder = folder;
        this.mostRows = mostRows;
    }

    /** What writes the rows. */
    private interface Rows {
        void into(Sheet sheet) throws IOException, StoreAway;
    }

    Answers.Download dossiers(Listing<DossierState> listing, Format format, Words words) throws IOException, StoreAway {
        mustBeFew(records.dossiers(listing).total());
        String[] columns =
                "code 22,procedure 50,org 36,status 9,channel 14,received 17,due 17,finished 17,returned 17,state 18,apology 12,promised 17,source 14"
                        .split(",");
        Map<String, String> units = new HashMap<>();
        return file(
                "dossiers",
                format,
                words,
                listing.now(),
                columns,
                sheet -> records.eachDossier(listing, mostRows, row -> sheet.row(cells(row, listing, words, units))));
    }

    private List<@Nullable Object> cells(
            DossierRow row, Listing<DossierState> listing, Words words, Map<String, String> units) {
        Judgement judgement = dossiers.judgement(row, listing.now());
        Dossier dossier = judgement.dossier();
        String channel = "channel." + dossier.filing().channel();
        return Arrays.asList(
                dossier.code(),
                dossier.filing().procedure(),
                unit(judgement.unit(), words, units),
                dossier.status(),
                words.has(channel) ? words.text(channel) : dossier.filing().channel(),
                dossier.times().receivedAt(),
                judgement.deadline().due(),
                dossier.times().finishedAt(),
                dossier.times().returnedAt(),
                words.text("export.dossiers.state-" + word(DossierAnswers.state(judgement, listing.now()))),
                letter(judgement.course().apology(), words),
                judgement.deadline().promised(),
                judgement.course().by());
    }

    private static String letter(@Nullable Apology letter, Words words) {
        return letter == null || letter.state() == Apology.State.DISCARDED
                ? ""
                : words.text("apology.was-" + letter.state().word());
    }

    Answers.Download assignments(Listing<AssignmentState> listing, Format format, Words words)
            throws IOException, StoreAway {
        mustBeFew(records.assignments(listing).total());
        String[] columns =
                "id 18,document 22,title 60,giver 28,lead 36,leadthen 36,partners 40,follower 22,priority 12,given 17,due 17,original 17,extensions 12,progress 12,acceptance 18,done 17,state 16,reminders 12,evidence 40,source 14"
                        .split(",");
        Map<String, String> units = new HashMap<>();
        return file(
                "assignments",
                format,
                words,
                listing.now(),
                columns,
                sheet ->
                        records.eachAssignment(listing, mostRows, row -> sheet.row(cells(row, listing, words, units))));
    }

    private List<@Nullable Object> cells(
            AssignmentRow row, Listing<AssignmentState> listing, Words words, Map<String, String> units) {
        Assignment assignment = row.course().present();
        Assignment.Times times = assignment.times();
        Assignment.Progress progress = assignment.progress();
        return Arrays.asList(
                assignment.id(),
                assignment.order().document(),
                assignment.order().title(),
                assignment.parties().giver(),
                unit(row.unit(), words, units),
                unit(row.unitThen(), words, units),
                String.join("; ", assignment.parties().partners()),
                assignment.parties().follower(),
                words.text("export.assignments.priority-"
                        + assignment.order().priority().word()),
                times.givenAt(),
                times.dueAt(),
                times.originalDueAt(),
                progress.extensions().stream()
                        .filter(one -> one.state() == Assignment.Extension.State.APPROVED)
                        .count(),
                progress.percent(),
                progress.acceptance() == Assignment.Acceptance.NONE
                        ? ""
                        : words.text("export.assignments.acceptance-"
                                + progress.acceptance().word()),
                times.doneAt(),
                words.text("export.assignments.state-" + word(state(assignment, listing))),
                progress.reminders(),
                progress.evidence().stream().map(Assignment.Evidence::document).collect(Collectors.joining("; ")),
                row.course().source());
    }

    private static AssignmentState state(Assignment assignment, Listing<AssignmentState> listing) {
        Instant due = assignment.times().dueAt();
        Instant ended = assignment.endedAt();
        boolean isLate = due != null && (ended == null ? listing.now() : ended).isAfter(due);
        if (!assignment.isOpen()) {
            return isLate ? AssignmentState.DONE_LATE : AssignmentState.DONE;
        }
        if (due == null) {
            return AssignmentState.UNDATED;
        }
        if (isLate) {
            return AssignmentState.OVERDUE;
        }
        return ended != null || due.isAfter(listing.soonUntil()) ? AssignmentState.IN_TIME : AssignmentState.SOON;
    }

    /** The lines of the score of the whole, then of each unit. */
    Answers.Download score(List<ScoreAnswers.Line> lines, Instant end, Format format, Words words)
            throws IOException, StoreAway {
        String[] columns =
                "org 36,id 8,name-of 40,state 30,reached 12,counted 12,unsaid 12,share 10,points 10,max 10".split(",");
        return file("score", format, words, end, columns, sheet -> {
            for (ScoreAnswers.Line line : lines) {
                sheet.row(cells(line, words));
            }
        });
    }

    private static List<@Nullable Object> cells(ScoreAnswers.Line of, Words words) {
        Score.Line line = of.line();
        Name unit = of.unit();
        boolean isCounted = line.counts().counted() > 0;
        return Arrays.asList(
                unit == null ? words.text("score.all") : words.isVietnamese() ? unit.vi() : unit.en(),
                line.component().id(),
                words.isVietnamese()
                        ? line.component().name().vi()
                        : line.component().name().en(),
                words.text("score.state-" + line.state().word()),
                isCounted ? line.counts().reached() : null,
                isCounted ? line.counts().counted() : null,
                isCounted ? line.counts().unsaid() : null,
                line.share() == null ? null : rounded(100 * line.share()),
                line.computable() > 0 ? rounded(line.points()) : null,
                rounded(line.component().max()));
    }

    /** All devices that are seen. */
    Answers.Download devices(JsonNode topic, Instant now, Format format, Words words) throws IOException, StoreAway {
        return file("devices", format, words, now, Inventory.COLUMNS, sheet -> {
            for (List<@Nullable Object> row : Inventory.rows(topic, now, words)) {
                sheet.row(row);
            }
        });
    }

    /** All rows of the audit that are wanted, oldest first. */
    Answers.Download audit(Audit audit, Audit.Wanted wanted, Instant now, Format format, Words words)
            throws IOException, StoreAway {
        String[] columns =
                "seq 10,at 17,person 28,operation 28,subject 40,before 60,after 60,address 20,outcome 12,who 24,hash 70"
                        .split(",");
        return file("audit", format, words, now, columns, sheet -> audit.each(wanted, row -> sheet.row(cells(row))));
    }

    private static List<@Nullable Object> cells(AuditRow row) {
        AuditRow.Deed deed = row.deed();
        return Arrays.asList(
                row.seq(),
                Instant.ofEpochMilli(row.at()),
                deed.name(),
                deed.operation(),
                deed.subject(),
                deed.before(),
                deed.after(),
                deed.address(),
                deed.outcome(),
                deed.who(),
                row.hash());
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String unit(String key, Words words, Map<String, String> known) {
        return known.computeIfAbsent(key, unit -> {
            Name name = new OrgWords(places).name(unit);
            return words.isVietnamese() ? name.vi() : name.en();
        });
    }

    private void mustBeFew(long rows) {
        if (rows > mostRows) {
            throw new Refusal(
                    422,
                    "rows: were " + rows + " but must be at most " + mostRows
                            + " (narrow the filter with state, org or q)");
        }
    }

    /** Writes a file; who sends it deletes it. */
    private Answers.Download file(String what, Format format, Words words, Instant now, String[] columns, Rows rows)
            throws IOException, StoreAway {
        List<Column> header = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            header.add(new Column(words.text("export." + what + "." + parts[0]), Integer.parseInt(parts[1])));
        }
        Path file = Files.createTempFile(folder, "export", ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024);
                    Sheet sheet =
                            Sheet.begin(format, out, words.text("export." + what + ".name"), header, places.zone())) {
                rows.into(sheet);
            }
        } catch (IOException | StoreAway | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        String name = words.text("export." + what + ".file") + "-"
                + now.atZone(places.zone()).toLocalDate() + "." + format.word();
        return new Answers.Download(file, name, format.type());
    }
}
