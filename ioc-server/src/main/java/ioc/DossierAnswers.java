package ioc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.calendar.ClockRules;
import ioc.calendar.Deadline;
import ioc.calendar.Explanation;
import ioc.calendar.Holiday;
import ioc.calendar.Notice;
import ioc.calendar.Pause;
import ioc.calendar.TimeLimit;
import ioc.calendar.WorkingCalendar;
import ioc.dossier.Judge;
import ioc.dossier.Judgement;
import ioc.dossier.Procedure;
import ioc.dossier.Stage;
import ioc.event.Dossier;
import ioc.event.Step;
import ioc.follow.StoreAway;
import ioc.place.Name;
import ioc.place.OrgWords;
import ioc.place.Sight;
import ioc.records.DossierRow;
import ioc.records.DossierState;
import ioc.records.Past;
import ioc.records.Records;
import ioc.records.Redated;
import ioc.records.StepRow;
import ioc.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dossiers as answers: a row of a list, and one whole with its clock and what each source said. Instants become ms. */
final class DossierAnswers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Judge judge;
    private final OrgWords words;
    private final Map<String, Source> sources;

    DossierAnswers(Settings settings) {
        judge = settings.judge();
        words = new OrgWords(settings.config().places());
        sources = settings.sources();
    }

    Judgement judgement(DossierRow row, Instant now) {
        return judge.of(
                row.course(), LocalDate.ofInstant(now, judge.calendars().usual().zone()));
    }

    /** One row of a list. */
    Map<String, @Nullable Object> row(DossierRow row, Instant now) {
        return row(judgement(row, now), now);
    }

    /** The rows of a page, each with the step it is in; null where that is not known. Blocks. */
    List<Map<String, @Nullable Object>> rows(Records records, List<DossierRow> rows, Instant now) throws StoreAway {
        Map<String, List<StepRow>> steps = records.steps(rows.stream()
                .map(row -> row.course().dossier())
                .filter(Dossier::isOpen)
                .map(Dossier::code)
                .toList());
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (DossierRow row : rows) {
            Judgement judgement = judgement(row, now);
            Map<String, @Nullable Object> shown = row(judgement, now);
            List<StepRow> own = steps.getOrDefault(judgement.dossier().code(), List.of());
            shown.put(
                    "step",
                    stages(judgement, own, now).stream()
                            .filter(Stage::isCurrent)
                            .findFirst()
                            .map(DossierAnswers::stage)
                            .orElse(null));
            all.add(shown);
        }
        return all;
    }

    private Map<String, @Nullable Object> row(Judgement judgement, Instant now) {
        Dossier dossier = judgement.dossier();
        Dossier.Times times = dossier.times();
        Deadline deadline = judgement.deadline();
        Procedure procedure = judgement.procedure();
        boolean isDone = !dossier.isOpen();
        boolean isDated = isDone && times.endedAt() != null && times.dueAt() != null;
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("code", dossier.code());
        shown.put("procedure", dossier.filing().procedure());
        shown.put("procedureName", procedure == null ? null : both(procedure.name()));
        shown.put("org", both(words.name(judgement.unit())));
        shown.put("status", dossier.status());
        shown.put("rawStatus", dossier.rawStatus());
        shown.put("channel", dossier.filing().channel());
        shown.put("submittedAt", times.submittedAt());
        shown.put("receivedAt", times.receivedAt());
        shown.put("dueAt", deadline.due());
        shown.put("originalDueAt", deadline.original());
        shown.put("finishedAt", times.finishedAt());
        shown.put("returnedAt", times.returnedAt());
        shown.put("state", word(state(judgement, now)));
        shown.put("left", dossier.isOpen() ? left(judgement, now) : null);
        shown.put("perDay", judgement.calendar().perDay());
        shown.put("standsSince", dossier.isOpen() ? deadline.standsSince() : null);
        shown.put("provisional", dossier.isOpen() && deadline.isProvisional());
        shown.put("supplements", judgement.course().supplements());
        shown.put("late", isDated ? judgement.endedLate() : null);
        shown.put("lateByDay", isDated ? judgement.endedOnLaterDay() : null);
        shown.put("scoredLate", judgement.isScoredLate(now));
        shown.put("disputed", judgement.course().isDisputed());
        shown.put("source", judgement.course().by());
        shown.put("apology", Apologies.summary(judgement, now));
        return shown;
    }

    private static @Nullable Duration left(Judgement judgement, Instant now) {
        return judgement.deadline().left(now, judgement.calendar()).orElse(null);
    }

    static DossierState state(Judgement judgement, Instant now) {
        Dossier dossier = judgement.dossier();
        if (dossier.status() == 0) {
            return DossierState.UNSORTED;
        }
        if (!dossier.isOpen()) {
            return dossier.isStopped()
                    ? DossierState.STOPPED
                    : judgement.endedLate() ? DossierState.DONE_LATE : DossierState.DONE;
        }
        if (dossier.status() == Dossier.SUBMITTED) {
            return judgement.isOverdue(now) ? DossierState.TO_RECEIVE_LATE : DossierState.TO_RECEIVE;
        }
        if (judgement.isOverdue(now)) {
            return DossierState.OVERDUE;
        }
        if (judgement.isStanding()) {
            return DossierState.PAUSED;
        }
        return judgement.deadline().due() == null
                ? DossierState.UNDATED
                : judgement.isSoon(now) ? DossierState.SOON : DossierState.IN_TIME;
    }

    /** One dossier whole; empty when there is none of that code that may be seen. Blocks. */
    Optional<Map<String, @Nullable Object>> whole(Records records, String code, Instant now, Sight sight)
            throws StoreAway {
        Optional<DossierRow> row = records.dossier(code)
                .filter(one ->
                        sight.isWhole() || sight.seesOrg(judgement(one, now).unit()));
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Judgement judgement = judgement(row.get(), now);
        Map<String, @Nullable Object> shown = row(judgement, now);
        shown.put("seenAt", row.get().seenAt());
        shown.put("clock", clock(judgement, now));
        List<StepRow> steps = records.steps(List.of(code)).getOrDefault(code, List.of());
        Optional<String> by = best(judgement, steps);
        shown.put("stepsBy", by.map(this::label).orElse(null));
        shown.put(
                "steps",
                stages(judgement, steps, now).stream()
                        .map(DossierAnswers::stage)
                        .toList());
        List<Object> told = new ArrayList<>();
        judgement.course().told().forEach((source, dossier) -> told.add(told(source, dossier)));
        shown.put("told", told);
        shown.put(
                "history", records.dossierHistory(code).stream().map(this::past).toList());
        return Optional.of(shown);
    }

    private Optional<String> best(Judgement judgement, List<StepRow> steps) {
        return judge.best(judgement, steps.stream().map(StepRow::source).toList());
    }

    private List<Stage> stages(Judgement judgement, List<StepRow> steps, Instant now) {
        String by = best(judgement, steps).orElse("");
        return Stage.of(
                steps.stream()
                        .filter(row -> row.source().equals(by))
                        .map(StepRow::step)
                        .toList(),
                judgement,
                now);
    }

    static Map<String, @Nullable Object> redated(Redated redated) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("code", redated.code());
        shown.put("at", redated.at());
        shown.put("oldDueAt", redated.oldDue());
        shown.put("dueAt", redated.newDue());
        return shown;
    }

    private static Map<String, @Nullable Object> stage(Stage stage) {
        Step step = stage.step();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("office", step.work().office());
        shown.put("title", step.work().title());
        shown.put("text", step.work().text());
        shown.put("status", step.status());
        shown.put("at", step.times().at());
        shown.put("from", step.times().from());
        shown.put("until", stage.until());
        shown.put("dueAt", step.times().dueAt());
        shown.put("used", stage.used());
        shown.put("allowed", stage.allowed());
        shown.put("late", stage.isLate());
        shown.put("current", stage.isCurrent());
        shown.put("doubtful", stage.isDoubtful());
        return shown;
    }

    private Map<String, @Nullable Object> told(String source, Dossier dossier) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("source", source);
        shown.put("label", label(source));
        shown.put("status", dossier.status());
        shown.put("rawStatus", dossier.rawStatus());
        shown.put("dueAt", dossier.times().dueAt());
        shown.put("finishedAt", dossier.times().finishedAt());
        return shown;
    }

    private Map<String, String> label(String source) {
        Source known = sources.get(source);
        return known == null
                ? Map.of("vi", source, "en", source)
                : Map.of("vi", known.labelVi(), "en", known.labelEn());
    }

    private Map<String, @Nullable Object> past(Past past) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("position", past.position());
        shown.put("seenAt", past.seenAt());
        shown.put("source", past.source());
        shown.put("label", label(past.source()));
        shown.put("body", body(past.body()));
        return shown;
    }

    private static Object body(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree.isObject() ? tree : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static Map<String, @Nullable Object> clock(Judgement judgement, Instant now) {
        Deadline deadline = judgement.deadline();
        WorkingCalendar calendar = judgement.calendar();
        TimeLimit limit = deadline.terms().limit();
        ClockRules rules = deadline.terms().rules();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(
                "limit",
                limit == null
                        ? null
                        : Map.of("amount", limit.amount(), "unit", limit.unit().word()));
        shown.put("byLimit", Deadline.byLimit(deadline.terms(), calendar).orElse(null));
        shown.put("start", deadline.start());
        shown.put("originalDueAt", deadline.original());
        shown.put("dueAt", deadline.due());
        shown.put("promisedAt", deadline.promised());
        shown.put("standsSince", deadline.standsSince());
        shown.put("left", left(judgement, now));
        shown.put("perDay", calendar.perDay());
        shown.put("provisional", deadline.isProvisional());
        shown.put("supplement", rules.supplement().word());
        shown.put("payment", rules.payment().word());
        shown.put("calendars", notices(deadline, calendar));
        shown.put("scoredDueAt", judgement.clock().scored().due());
        shown.put(
                "pauses",
                deadline.terms().pauses().stream().map(DossierAnswers::pause).toList());
        shown.put(
                "steps",
                deadline.explained(calendar).stream().map(DossierAnswers::step).toList());
        return shown;
    }

    /** Of the years that the way touches. */
    private static List<Object> notices(Deadline deadline, WorkingCalendar calendar) {
        List<Object> notices = new ArrayList<>();
        Instant start = deadline.start();
        Instant due = deadline.due();
        if (start != null && due != null) {
            int last = due.atZone(calendar.zone()).getYear();
            for (int year = start.atZone(calendar.zone()).getYear(); year <= last && notices.size() < 10; year++) {
                Notice notice = calendar.notice(year).orElse(new Notice(year, 0, false, ""));
                notices.add(Map.of(
                        "year",
                        notice.year(),
                        "version",
                        notice.version(),
                        "confirmed",
                        notice.isConfirmed(),
                        "source",
                        notice.source()));
            }
        }
        return notices;
    }

    private static Map<String, @Nullable Object> pause(Pause pause) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("reason", pause.reason().word());
        shown.put("from", pause.from());
        shown.put("until", pause.until());
        return shown;
    }

    private static Map<String, @Nullable Object> step(Explanation.Step step) {
        Pause.Reason pause = step.pause();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("kind", step.kind().word());
        shown.put("from", step.from());
        shown.put("until", step.until());
        shown.put("counted", step.counted());
        shown.put("total", step.total());
        shown.put("swapped", step.isSwapped());
        shown.put(
                "holidays",
                step.holidays().stream().map(DossierAnswers::holiday).toList());
        shown.put("pause", pause == null ? null : pause.word());
        return shown;
    }

    private static Map<String, String> holiday(Holiday holiday) {
        return Map.of("vi", holiday.vi(), "en", holiday.en());
    }

    private static Map<String, String> both(Name name) {
        return Map.of("vi", name.vi(), "viShort", name.viShort(), "en", name.en(), "enShort", name.enShort());
    }

    private static String word(DossierState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
