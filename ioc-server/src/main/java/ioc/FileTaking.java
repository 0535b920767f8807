package ioc;

import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.journal.JournalFull;
import ioc.source.DropFolder;
import ioc.source.FileIntake;
import ioc.source.FileReport;
import ioc.source.Inbox;
import ioc.source.Mapped;
import ioc.source.Problem;
import ioc.source.Raw;
import ioc.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one way of a file, or of another long list of rows, into the journal, from wherever it comes. Blocks. */
final class FileTaking {
    private static final long PATIENCE_SECONDS = 30;
    private static final long PAUSE_MS = 50;

    private final Inbox inbox;
    private final Path scratch;

    /** @param scratch folder for what does not fit the heap */
    FileTaking(Inbox inbox, Path scratch) {
        this.inbox = inbox;
        this.scratch = scratch;
    }

    FileReport preview(Source source, Path file, String sheet) throws IOException {
        return FileIntake.preview(source, file, sheet, scratch);
    }

    /** Returns when all that fits is on disk; a {@link DropFolder.NotNow} when the journal does not take it. */
    FileReport take(Source source, Path file, String sheet) throws IOException {
        return FileIntake.take(source, file, sheet, scratch, this::append);
    }

    /** Returns when they are on disk; waits while there is no room. */
    void append(List<Raw> records) throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                inbox.append(records).toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof JournalFull) || System.nanoTime() > until) {
                    throw notNow(e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS)); // room comes with the next commit
            } catch (TimeoutException e) {
                throw notNow(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw notNow(e);
            }
        }
    }

    private static DropFolder.NotNow notNow(Exception e) {
        return new DropFolder.NotNow(
                "journal: takes no rows now (give the same file again later: a row that comes twice is one)", e);
    }

    /** How files of a source's folder are taken. */
    DropFolder.Taking of(Source source) {
        return new DropFolder.Taking() {
            @Override
            public FileReport take(Path file) throws IOException {
                return FileTaking.this.take(source, file, "");
            }

            @Override
            public String text(String name, FileReport report) {
                return FileTaking.text(name, report);
            }
        };
    }

    /** A report for people, in both languages; the places in the words the interface has for them. */
    static String text(String name, FileReport report) {
        FileReport.Counts counts = report.counts();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", name);
        values.put("rows", counts.rows());
        values.put("taken", counts.taken());
        values.put("refused", counts.refused());
        values.put("duplicates", counts.duplicates());
        StringJoiner text = new StringJoiner("\n", "", "\n");
        for (Words words : List.of(Words.VI, Words.EN)) {
            text.add(words.text("import.report", values));
        }
        text.add("");
        report.problems().forEach(problem -> text.add(problem.toString()));
        long more = counts.problems() - report.problems().size();
        for (Words words : List.of(Words.VI, Words.EN)) {
            if (counts.problems() == 0) {
                text.add(words.text("import.report-clean"));
            } else if (more > 0) {
                text.add(words.text("import.report-more", Map.of("n", more)));
            }
        }
        return text.toString();
    }

    /** As the interface answers it. */
    static Map<String, Object> shown(FileReport report, boolean withRows) {
        Map<String, Object> shown = new LinkedHashMap<>();
        FileReport.Counts counts = report.counts();
        shown.put(
                "columns",
                report.columns().stream()
                        .map(column ->
                                Map.of("name", column.name(), "fields", column.fields(), "dropped", column.isDropped()))
                        .toList());
        shown.put("rows", counts.rows());
        shown.put("taken", counts.taken());
        shown.put("refused", counts.refused());
        shown.put("duplicates", counts.duplicates());
        if (withRows) {
            shown.put("first", report.first().stream().map(FileTaking::shown).toList());
        }
        shown.put("problems", report.problems().stream().map(FileTaking::shown).toList());
        shown.put("problemsInAll", counts.problems());
        return shown;
    }

    private static Map<String, Object> shown(Problem problem) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("row", problem.row());
        shown.put("column", problem.column());
        shown.put("was", problem.was());
        shown.put("must", problem.must());
        shown.put("rule", problem.rule().word());
        shown.put("allowed", problem.allowed());
        shown.put("effect", problem.effect().word());
        shown.put("text", problem.toString());
        return shown;
    }

    private static Map<String, @Nullable Object> shown(FileReport.Sample sample) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("row", sample.row());
        sample.meaning()
                .match(
                        seen -> {
                            Dossier dossier = seen.dossier();
                            shown.put("code", dossier.code());
                            shown.put("procedure", dossier.filing().procedure());
                            shown.put("org", dossier.filing().org());
                            shown.put("status", dossier.status());
                            shown.put("channel", dossier.filing().channel());
                            shown.put("submittedAt", dossier.times().submittedAt());
                            shown.put("receivedAt", dossier.times().receivedAt());
                            shown.put("dueAt", dossier.times().dueAt());
                            shown.put("finishedAt", dossier.times().finishedAt());
                            shown.put("returnedAt", dossier.times().returnedAt());
                            return shown;
                        },
                        seen -> {
                            Assignment one = seen.assignment();
                            shown.put("id", one.id());
                            shown.put("document", one.order().document());
                            shown.put("title", one.order().title());
                            shown.put("giver", one.parties().giver());
                            shown.put("lead", one.parties().lead());
                            shown.put("partners", one.parties().partners());
                            shown.put("givenAt", one.times().givenAt());
                            shown.put("dueAt", one.times().dueAt());
                            shown.put("originalDueAt", one.times().originalDueAt());
                            shown.put("progress", one.progress().percent());
                            shown.put("doneAt", one.times().doneAt());
                            return shown;
                        },
                        seen -> {
                            shown.put("code", seen.step().dossier());
                            shown.put("office", seen.step().work().office());
                            shown.put("text", seen.step().work().text());
                            shown.put("status", seen.step().status());
                            shown.put("at", seen.step().times().at());
                            shown.put("startedAt", seen.step().times().startedAt());
                            shown.put("dueAt", seen.step().times().dueAt());
                            return shown;
                        },
                        (Mapped.Refused none) -> shown);
        return shown;
    }
}
