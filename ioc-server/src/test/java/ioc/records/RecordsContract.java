package ioc.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.access.ScreenRow;
import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Priority;
import ioc.alert.Rule;
import ioc.alert.Turn;
import ioc.calendar.ClockRules;
import ioc.calendar.TimeLimit;
import ioc.dossier.Apology;
import ioc.dossier.Judge;
import ioc.dossier.Procedure;
import ioc.dossier.Procedures;
import ioc.event.ApologyStep;
import ioc.event.ApologyStep.Dates;
import ioc.event.ApologyStep.Kind;
import ioc.event.ApologyStep.Origin;
import ioc.event.ApologyStep.Signing;
import ioc.event.ApologyStep.Text;
import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.event.Party;
import ioc.event.Step;
import ioc.follow.StoreAway;
import ioc.picture.District;
import ioc.picture.Limits;
import ioc.place.Name;
import ioc.place.Validity;
import ioc.records.Listing.Sort;
import ioc.score.Measure;
import ioc.score.Part;
import ioc.score.Tally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What both engines do alike. */
@SuppressWarnings("NullAway.Init")
abstract class RecordsContract {
    private static final Party HA = Party.person("p1", "Hà");
    static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final Instant SOON = NOW.plus(Duration.ofDays(2));

    Records records;
    private String store = "";

    /** Opens the records of this name, empty at first. */
    abstract Records open(String store, Judge judge) throws Exception;

    private Records open(String store) throws Exception {
        return open(store, District.judge());
    }

    @BeforeEach
    void openIt(TestInfo test) throws Exception {
        store = test.getDisplayName().replaceAll("\\W", "");
        records = open(store);
    }

    @AfterEach
    void closeIt() {
        records.close();
    }

    static Change dossier(long position, String code, int status, @Nullable Duration due, @Nullable Duration finished) {
        Dossier dossier = new Dossier(
                code,
                new Dossier.Filing("Đăng ký biến động đất đai", "", "unit-" + code.charAt(0), "direct"),
                status,
                Integer.toString(status),
                District.times(
                        NOW.minus(Duration.ofDays(9)),
                        due == null ? null : NOW.plus(due),
                        finished == null ? null : NOW.plus(finished)),
                List.of());
        return new Change.OfDossier(position, position * 10, "mot-cua", dossier, "{\"s\":" + status + "}");
    }

    private static Dossier dossierOf(Change change) {
        return ((Change.OfDossier) change).dossier();
    }

    private static Change assignment(long position, String id, @Nullable Duration due, @Nullable Duration done) {
        Assignment assignment = new Assignment(
                id,
                new Assignment.Order(
                        "2214/UBND-TH", null, "Giải ngân vốn đầu tư công quý IV", Assignment.Priority.NORMAL, null, ""),
                new Assignment.Parties("Chủ tịch UBND tỉnh", "Phòng Kinh tế", List.of("VP, \"một\"", "hai"), ""),
                new Assignment.Times(
                        NOW.minus(Duration.ofDays(30)),
                        due == null ? null : NOW.plus(due),
                        null,
                        null,
                        done == null ? null : NOW.plus(done)),
                Assignment.Progress.of(40));
        return new Change.OfAssignment(position, position, "nhiem-vu", assignment, "{}");
    }

    private static Listing<DossierState> dossiersThatAre(DossierState state) {
        return new Listing<>(state, List.of(), "", NOW, SOON, Sort.DUE, 0, 100);
    }

    private List<String> codes(Listing<DossierState> listing) throws StoreAway {
        return records.dossiers(listing).rows().stream()
                .map(row -> row.course().dossier().code())
                .toList();
    }

    @Test
    void emptyRecordsStandAtZeroAndCountZero() throws Exception {
        assertThat(records.position()).isZero();
        Page<DossierRow, DossierState> page = records.dossiers(dossiersThatAre(DossierState.ALL));
        assertThat(page.total()).isZero();
        assertThat(page.rows()).isEmpty();
        assertThat(page.counts()).containsEntry(DossierState.OVERDUE, 0L);
    }

    @Test
    void aWalkGivesEveryRowOfTheListInItsOrder() throws Exception {
        records.write(
                IntStream.range(0, 1_700)
                        .mapToObj(i -> dossier(
                                i + 1, String.format("A-%04d", i), i % 2 == 0 ? 4 : 5, Duration.ofDays(-1), null))
                        .toList(),
                1_700);
        List<String> walked = new ArrayList<>();
        records.eachDossier(
                dossiersThatAre(DossierState.OVERDUE),
                800,
                row -> walked.add(row.course().dossier().code()));
        assertThat(walked).hasSize(800).startsWith("A-0000", "A-0002").isSorted();
        assertThatThrownBy(() -> records.eachDossier(dossiersThatAre(DossierState.ALL), 800, row -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        records.write(List.of(assignment(1_701, "T-1", null, null)), 1_701);
        List<String> tasks = new ArrayList<>();
        records.eachAssignment(
                new Listing<>(AssignmentState.ALL, List.of(), "", NOW, SOON, Sort.DUE, 0, 1),
                800,
                row -> tasks.add(row.course().present().id()));
        assertThat(tasks).containsExactly("T-1");
    }

    @Test
    void positionAndRowsSurviveACloseAndComeBack() throws Exception {
        Change change = dossier(7, "A-1", 4, Duration.ofDays(5), null);
        records.write(List.of(change), 9);
        records.close();
        records = open(store);
        assertThat(records.position()).isEqualTo(9);
        assertThat(records.dossier("A-1")).hasValueSatisfying(row -> {
            assertThat(row.course().dossier()).isEqualTo(dossierOf(change));
            assertThat(row.unit()).isEqualTo("~unit-A");
            assertThat(row.seenAt()).isEqualTo(70);
        });
        assertThat(records.dossier("A-2")).isEmpty();
    }

    @Test
    void everyDossierIsInItsGroupAndTheGroupsAddUp() throws Exception {
        Duration day = Duration.ofDays(1);
        records.write(
                List.of(
                        dossier(1, "A-over", 4, day.negated(), null),
                        dossier(2, "A-now", 4, Duration.ZERO, null),
                        dossier(3, "A-soon", 2, day, null),
                        dossier(4, "A-later", 4, day.multipliedBy(9), null),
                        dossier(5, "A-undated", 2, null, null),
                        dossier(6, "A-paused", 5, day.negated(), null),
                        dossier(7, "B-intime", 10, day, Duration.ZERO),
                        dossier(8, "B-undated", 10, null, Duration.ZERO),
                        dossier(9, "B-hours", 9, Duration.ofHours(-3), Duration.ofHours(-1)),
                        dossier(10, "B-days", 10, day.negated(), Duration.ZERO),
                        dossier(11, "C-refused", 3, null, null),
                        dossier(12, "D-submitted", 1, null, null),
                        dossier(13, "D-unknown", 0, day, null)),
                13);
        assertThat(codes(dossiersThatAre(DossierState.OVERDUE))).containsExactly("A-over");
        assertThat(codes(dossiersThatAre(DossierState.SOON))).containsExactly("A-now", "A-soon");
        assertThat(codes(dossiersThatAre(DossierState.IN_TIME))).containsExactly("A-later", "A-undated");
        assertThat(codes(dossiersThatAre(DossierState.UNDATED))).containsExactly("A-undated", "B-undated", "C-refused");
        assertThat(codes(dossiersThatAre(DossierState.PAUSED))).containsExactly("A-paused");
        assertThat(codes(dossiersThatAre(DossierState.HANDOVER))).containsExactly("B-hours");
        assertThat(codes(dossiersThatAre(DossierState.DONE_ON_TIME))).containsExactly("B-intime");
        assertThat(codes(dossiersThatAre(DossierState.DONE_LATE))).containsExactly("B-days", "B-hours");
        assertThat(codes(dossiersThatAre(DossierState.DONE_LATE_DAY))).containsExactly("B-days");
        assertThat(codes(dossiersThatAre(DossierState.STOPPED))).containsExactly("C-refused");
        Page<DossierRow, DossierState> open = records.dossiers(dossiersThatAre(DossierState.OPEN));
        assertThat(codes(dossiersThatAre(DossierState.TO_RECEIVE_LATE))).containsExactly("D-submitted");
        assertThat(codes(dossiersThatAre(DossierState.UNSORTED))).containsExactly("D-unknown");
        assertThat(codes(dossiersThatAre(DossierState.SCORED_LATE))).containsExactly("A-over", "B-days", "B-hours");
        assertThat(open.total()).isEqualTo(7).isEqualTo(open.rows().size());
        assertThat(open.counts()).containsEntry(DossierState.ALL, 13L).containsEntry(DossierState.DONE, 5L);
    }

    @Test
    void anotherCalendarDatesOpenDossiersAnewAndSaysWhichMoved() throws Exception {
        records.close();
        records = open(store, District.judge(landTakes(5)));
        assertThat(records.position()).isZero();
        records.write(List.of(dossier(1, "A-1", 4, null, null), dossier(2, "A-2", 10, null, Duration.ZERO)), 2);
        records.close();
        records = open(store, District.judge(landTakes(5)));
        assertThat(records.position()).isEqualTo(2);
        assertThat(records.redated(10, null)).as("the same catalogue").isEmpty();
        records.close();
        records = open(store, District.judge(landTakes(6)));
        assertThat(records.position()).isEqualTo(2);
        long old = Instant.parse("2026-11-18T02:00:00Z").toEpochMilli();
        long moved = Instant.parse("2026-11-19T02:00:00Z").toEpochMilli();
        assertThat(records.redated(10, null)).containsExactly(new Redated("A-1", NOW.toEpochMilli(), old, moved));
        assertThat(codes(dossiersThatAre(DossierState.OVERDUE))).containsExactly("A-1");
    }

    private static Procedures landTakes(int days) {
        Name name = new Name("Đăng ký biến động đất đai", "Biến động", "Changes of land", "Land");
        Procedure.Handling handling =
                new Procedure.Handling(new TimeLimit(days, TimeLimit.Unit.DAYS), null, ClockRules.USUAL, List.of());
        return new Procedures(
                List.of(new Procedure(
                        "1.012753", name, name, handling, new Procedure.Result(0, true), Validity.ALWAYS)),
                ClockRules.USUAL,
                List.of());
    }

    private static Change apology(long position, String code, ApologyStep step) {
        return new Change.OfApology(position, position * 10, "person", code, step, "{\"r\":" + step.revision() + "}");
    }

    private static ApologyStep draft(int revision, Duration due) {
        Text text = new Text(
                "VAN_BAN_XIN_LOI",
                "chờ",
                new Dates(NOW.plus(due), NOW.plus(due).minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(40))),
                new Origin("", "UBND", "", "Gò Dầu", "", ""),
                new Signing("", "Chủ tịch", "Bảo", List.of()));
        return new ApologyStep(Kind.SAVE, revision, "Hà", text);
    }

    @Test
    void lettersOfApologyAreGroupedAsOnTheWallAndSurvive() throws Exception {
        Duration day = Duration.ofDays(1);
        ApologyStep sign = new ApologyStep(Kind.SIGN, 1, "Hà", null);
        ApologyStep send = new ApologyStep(Kind.SEND, 2, "Hà", null);
        records.write(
                List.of(
                        dossier(1, "A-over", 4, day.negated(), null),
                        dossier(2, "B-soon", 4, day.multipliedBy(5), null),
                        dossier(3, "C-later", 4, day.multipliedBy(30), null),
                        dossier(4, "D-draft", 4, day.negated(), null),
                        dossier(5, "E-signed", 4, day.multipliedBy(30), null),
                        dossier(6, "F-sent", 4, day.multipliedBy(5), null),
                        dossier(7, "G-paused", 5, day, null),
                        dossier(8, "H-ended", 9, day, Duration.ZERO),
                        apology(9, "D-draft", draft(0, day.negated())),
                        apology(10, "E-signed", draft(0, day.multipliedBy(30))),
                        apology(11, "E-signed", sign),
                        apology(12, "F-sent", draft(0, day.multipliedBy(5))),
                        apology(13, "F-sent", sign),
                        apology(14, "F-sent", send),
                        apology(15, "F-sent", draft(3, day)),
                        apology(16, "D-draft", draft(0, day.negated())),
                        apology(17, "nobody", draft(0, day))),
                17);
        assertThat(codes(dossiersThatAre(DossierState.APOLOGY_OWED)))
                .containsExactly("A-over", "D-draft", "B-soon", "E-signed");
        assertThat(codes(dossiersThatAre(DossierState.APOLOGY_TO_WRITE))).containsExactly("A-over", "B-soon");
        assertThat(codes(dossiersThatAre(DossierState.APOLOGY_PAST))).containsExactly("A-over", "D-draft");
        assertThat(codes(dossiersThatAre(DossierState.APOLOGY_DRAFT))).containsExactly("D-draft");
        assertThat(codes(dossiersThatAre(DossierState.APOLOGY_SIGNED))).containsExactly("E-signed");
        assertThat(codes(dossiersThatAre(DossierState.APOLOGY_SENT))).containsExactly("F-sent");
        assertThat(records.dossierHistory("F-sent"))
                .as("what was refused is no change")
                .extracting(Past::source)
                .containsExactly("mot-cua", "person", "person", "person");
        records.close();
        records = open(store);
        assertThat(records.dossier("F-sent").orElseThrow().course().apology()).satisfies(letter -> {
            assertThat(letter).isNotNull();
            assertThat(letter.state()).isEqualTo(Apology.State.SENT);
            assertThat(letter.revision()).isEqualTo(3);
            assertThat(letter.since()).isEqualTo(java.time.Instant.ofEpochMilli(140));
        });
        assertThat(records.dossier("D-draft").orElseThrow().course().apology())
                .satisfies(letter -> assertThat(letter.revision()).isEqualTo(1));
    }

    private static Change step(long position, String source, String code, int minute) {
        return new Change.OfStep(
                position,
                position,
                source,
                new Step(
                        code,
                        new Step.Work("Văn thư", "", "Bước " + minute),
                        4,
                        new Step.Times(NOW.plusSeconds(minute * 60L), null, NOW)));
    }

    @Test
    void stepsAreKeptOncePerSourceAndBounded() throws Exception {
        records.write(
                List.of(step(1, "a", "A-1", 1), step(2, "a", "A-1", 1), step(3, "b", "A-1", 1), step(4, "a", "A-2", 1)),
                4);
        records.write(List.of(step(5, "a", "A-1", 1), step(6, "a", "A-1", 0)), 6);
        assertThat(records.steps(List.of("A-1", "A-3")).get("A-1"))
                .extracting(row -> row.source() + " " + row.step().work().text())
                .containsExactly("a Bước 1", "b Bước 1", "a Bước 0");
        assertThat(records.steps(List.of("A-3"))).isEmpty();
        Step read = records.steps(List.of("A-2"))
                .getOrDefault("A-2", List.of())
                .get(0)
                .step();
        assertThat(new Change.OfStep(4, 4, "a", read)).isEqualTo(step(4, "a", "A-2", 1));
        records.write(
                IntStream.range(0, 300)
                        .mapToObj(i -> step(10 + i, "a", "A-9", i))
                        .toList(),
                400);
        assertThat(records.steps(List.of("A-9")).get("A-9")).hasSize(Limits.MOST_STEPS);
    }

    @Test
    void timeAloneMakesADossierOverdue() throws Exception {
        records.write(List.of(dossier(1, "A-1", 4, Duration.ofDays(1), null)), 1);
        Listing<DossierState> tomorrow = new Listing<>(
                DossierState.OVERDUE,
                List.of(),
                "",
                NOW.plus(Duration.ofDays(1)).plusMillis(1),
                SOON,
                Sort.DUE,
                0,
                10);
        assertThat(codes(dossiersThatAre(DossierState.OVERDUE))).isEmpty();
        assertThat(codes(tomorrow)).containsExactly("A-1");
    }

    @Test
    void unitsTextPageAndOrderChooseRows() throws Exception {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            changes.add(dossier(i + 1, (i % 2 == 0 ? "A-" : "B-") + (100 + i), 4, Duration.ofDays(25 - i), null));
        }
        records.write(changes, 25);
        Listing<DossierState> page =
                new Listing<>(DossierState.OPEN, List.of("~unit-A"), "DANG ky", NOW, SOON, Sort.DUE, 1, 5);
        assertThat(codes(page)).containsExactly("A-114", "A-112", "A-110", "A-108", "A-106");
        assertThat(records.dossiers(page).total()).isEqualTo(13);
        Listing<DossierState> found = new Listing<>(DossierState.OPEN, List.of(), "b-10", NOW, SOON, Sort.KEY, 0, 100);
        assertThat(codes(found)).containsExactly("B-101", "B-103", "B-105", "B-107", "B-109");
        Listing<DossierState> wild = new Listing<>(DossierState.OPEN, List.of(), "%_!", NOW, SOON, Sort.KEY, 0, 100);
        assertThat(codes(wild)).isEmpty();
        for (Sort sort : Sort.values()) {
            assertThat(codes(new Listing<>(DossierState.ALL, List.of(), "", NOW, SOON, sort, 0, 100)))
                    .hasSize(25);
        }
    }

    @Test
    void historyHasARowPerChangeAndNoneForARepeat() throws Exception {
        records.write(
                List.of(
                        dossier(1, "A-1", 2, null, null),
                        dossier(2, "A-1", 2, null, null),
                        dossier(3, "A-1", 4, null, null)),
                3);
        records.write(List.of(dossier(3, "A-1", 4, null, null)), 3);
        records.write(List.of(dossier(5, "A-1", 5, null, null), dossier(6, "A-1", 4, null, null)), 6);
        records.write(List.of(dossier(2, "A-1", 2, null, null)), 6);
        assertThat(records.dossierHistory("A-1")).extracting(Past::position).containsExactly(1L, 3L, 5L, 6L);
        assertThat(records.dossier("A-1"))
                .hasValueSatisfying(
                        row -> assertThat(row.course().dossier().status()).isEqualTo(4));
    }

    @Test
    void assignmentsFallIntoFourQuadrants() throws Exception {
        Duration day = Duration.ofDays(1);
        records.write(
                List.of(
                        assignment(1, "over", day.negated(), null),
                        assignment(2, "soon", day, null),
                        assignment(3, "later", day.multipliedBy(9), null),
                        assignment(4, "undated", null, null),
                        assignment(5, "good", day.negated(), day.multipliedBy(-2)),
                        assignment(6, "late", day.multipliedBy(-2), day.negated())),
                6);
        Page<AssignmentRow, AssignmentState> open = records.assignments(
                new Listing<>(AssignmentState.OPEN, List.of("~Phòng Kinh tế"), "dau tu", NOW, SOON, Sort.DUE, 0, 10));
        assertThat(open.rows())
                .extracting(row -> row.course().present().id())
                .containsExactly("over", "soon", "later", "undated");
        assertThat(open.rows().get(0).course().present().parties().partners()).containsExactly("VP, \"một\"", "hai");
        assertThat(open.counts())
                .containsEntry(AssignmentState.OVERDUE, 1L)
                .containsEntry(AssignmentState.SOON, 1L)
                .containsEntry(AssignmentState.IN_TIME, 1L)
                .containsEntry(AssignmentState.UNDATED, 1L)
                .containsEntry(AssignmentState.DONE_ON_TIME, 1L)
                .containsEntry(AssignmentState.DONE_LATE, 1L)
                .containsEntry(AssignmentState.ALL, 6L);
        assertThat(records.assignmentHistory("late")).hasSize(1);
    }

    @Test
    void alertsAreReplacedByIdAndListedNewestFirst() throws Exception {
        Act born = new Act(1, 100, Act.Kind.RAISED, Party.NOBODY, Party.NOBODY, "", null);
        Act taken = new Act(2, 120, Act.Kind.ACCEPTED, HA, Party.NOBODY, "", null);
        Act moved = new Act(3, 150, Act.Kind.ASSIGNED, HA, Party.person("p2", "Tú"), "", null);
        Alert raised = alert("1", 100, Alert.State.NEW, List.of(born));
        Alert later = alert(
                "2",
                200,
                Alert.State.NEW,
                List.of(new Act(1, 200, Act.Kind.RAISED, Party.NOBODY, Party.NOBODY, "", null)));
        records.keep(List.of(
                new Turn(raised, born), new Turn(later, later.handling().acts().get(0))));
        Alert held = alert("1", 100, Alert.State.ACCEPTED, List.of(born, taken, moved));
        records.keep(List.of(new Turn(held, taken), new Turn(held, moved)));
        records.keep(List.of(new Turn(held, taken)));
        assertThat(records.alerts(new AlertRows.Wanted(0, 1000, null, 10))).containsExactly(later, held);
        assertThat(records.alerts(new AlertRows.Wanted(0, 200, "wait", 10))).containsExactly(held);
        assertThat(records.alerts(new AlertRows.Wanted(0, 200, "other", 10))).isEmpty();
        assertThat(records.alerts(new AlertRows.Wanted(0, 1000, null, 1))).containsExactly(later);
        assertThat(records.alert("1")).contains(held);
        assertThat(records.alert("3")).isEmpty();
        assertThat(records.alertActs("1")).containsExactly(born, taken, moved);
        assertThat(records.alertActs(120, 200, 10))
                .containsExactly(new AlertRows.Past("1", moved), new AlertRows.Past("1", taken));
    }

    private static Alert alert(String id, long raisedAt, Alert.State state, List<Act> acts) {
        return new Alert(
                id,
                new Alert.Cause("wait", 1, Rule.Kind.LONGEST_WAIT, Priority.HIGH, "bau-don", "bau-don", "xa-b"),
                new Alert.Life(state, raisedAt, raisedAt, null, null, 0, null),
                new Alert.Extent(35.0, 30.0, 1, null, List.of()),
                new Alert.Handling(
                        acts.size() - 1,
                        state == Alert.State.ACCEPTED
                                ? new Alert.Acceptance(Party.person("p2", "Tú"), HA, 150, 150)
                                : null,
                        null,
                        acts),
                new Alert.Why(90, "morning", 7, List.of(new Alert.Sample(90, 88L, 89L, 31.0, 1))));
    }

    @Test
    void aCursorIsKeptPerSource() throws Exception {
        assertThat(records.cursor("mot-cua")).isEmpty();
        records.saveCursor("mot-cua", "a", 1);
        records.saveCursor("mot-cua", "b", 2);
        records.saveCursor("nhiem-vu", "c", 3);
        assertThat(records.cursor("mot-cua")).contains("b");
    }

    @Test
    void aLargeBatchIsStoredWhole() throws Exception {
        List<Change> changes = IntStream.rangeClosed(1, 3000)
                .mapToObj(i -> dossier(i, "A-" + i % 1200, 4, Duration.ofHours(i), null))
                .toList();
        assertThat(records.write(changes, 3000)).isEmpty();
        assertThat(records.dossiers(dossiersThatAre(DossierState.ALL)).total()).isEqualTo(1200);
    }

    /** Every measure and part of every unit, in a period that goes on and in one that is over. */
    @Test
    void theScoreCountsWhatASlowRecountFindsAndListsExactlyThat() throws Exception {
        records.close();
        records = open(store, District.judge(Recount766.CATALOGUE));
        List<Recount766.Case> cases = Recount766.cases(new Random(766), 400);
        List<Change> changes = new ArrayList<>();
        for (Recount766.Case one : cases) {
            long position = changes.size() + 1L;
            changes.add(new Change.OfDossier(position, NOW.toEpochMilli(), "mot-cua", one.dossier(), "{}"));
        }
        records.write(changes, changes.size());
        int compared = 0;
        for (Recount766.Span span : Recount766.SPANS) {
            List<Tally> tallies = records.tallies(span.from(), span.until());
            for (String unit : Recount766.UNITS) {
                for (Measure measure : Measure.values()) {
                    for (Part part : Part.values()) {
                        if (part.isOfTime() && measure != Measure.ON_TIME) {
                            continue;
                        }
                        String what = span + " " + unit + " " + measure + " " + part;
                        List<String> expected = cases.stream()
                                .filter(one -> one.dossier().filing().org().equals(unit))
                                .filter(one -> Recount766.is(one, measure, part, span))
                                .map(one -> one.dossier().code())
                                .sorted()
                                .toList();
                        Listing<DossierState> listing = new Listing<>(
                                DossierState.ALL,
                                List.of("~" + unit),
                                Map.of(),
                                "",
                                NOW,
                                SOON,
                                new Scored(measure, part, span.from(), span.until()),
                                Sort.KEY,
                                0,
                                1000);
                        assertThat(codes(listing)).as(what).isEqualTo(expected);
                        assertThat(records.dossiers(listing).total()).as(what).isEqualTo(expected.size());
                        assertThat(counted(tallies, "~" + unit, measure, part))
                                .as(what)
                                .isEqualTo(expected.size());
                        compared += expected.size();
                    }
                }
            }
        }
        assertThat(compared).as("dossiers in all parts").isGreaterThan(3_000);
    }

    private static long counted(List<Tally> tallies, String unit, Measure measure, Part part) {
        return tallies.stream()
                .filter(tally -> tally.unit().equals(unit))
                .mapToLong(tally -> switch (part) {
                    case COUNTED -> tally.of(measure).counted();
                    case REACHED -> tally.of(measure).reached();
                    case LOST -> tally.of(measure).lost();
                    case UNSAID -> tally.of(measure).unsaid();
                    default -> tally.late().getOrDefault(part, 0L);
                })
                .sum();
    }

    @Test
    void aPartOfTheScoreGoesWithStateTextAndPage() throws Exception {
        records.write(
                List.of(
                        dossier(1, "A-1", 4, Duration.ofDays(-1), null),
                        dossier(2, "A-2", 4, Duration.ofDays(-1), null),
                        dossier(3, "B-3", 10, Duration.ofDays(-3), Duration.ofDays(-1)),
                        dossier(4, "B-4", 4, Duration.ofDays(1), null)),
                4);
        Scored late = new Scored(Measure.ON_TIME, Part.LOST, NOW.minus(Duration.ofDays(60)), NOW);
        Listing<DossierState> open =
                new Listing<>(DossierState.OPEN, List.of(), Map.of(), "a-", NOW, SOON, late, Sort.KEY, 1, 1);
        Page<DossierRow, DossierState> page = records.dossiers(open);
        assertThat(page.total()).isEqualTo(2);
        assertThat(codes(open)).containsExactly("A-2");
        assertThat(page.counts()).containsEntry(DossierState.ALL, 2L).containsEntry(DossierState.DONE, 0L);
        assertThatThrownBy(() -> new Scored(Measure.PAID, Part.OPEN_LATE, NOW, NOW))
                .hasMessage("part: was open-late but must be one of every measure");
    }

    private static SendingRow sending(String alert, int transition, String recipient, String state, long nextAt) {
        return new SendingRow(
                alert + "/" + transition + "/" + recipient,
                alert,
                transition,
                "raised",
                recipient,
                "email",
                nextAt,
                state,
                0,
                nextAt,
                null,
                nextAt + 1_000,
                "",
                "{}");
    }

    @Test
    void sendingsAreKeptOnceByKeyAndComeWhenTheyAreDue() throws StoreAway {
        Sendings sendings = records.sendings();
        SendingRow first = sending("a", 0, "x", "waiting", 10);
        sendings.put(
                List.of(
                        first,
                        sending("a", 1, "x", "waiting", 5),
                        sending("a", 1, "y", "waiting", 20),
                        sending("b", 0, "x", "held", 7),
                        sending("b", 1, "x", "waiting", 8),
                        sending("c", 0, "x", "waiting", 99)),
                List.of());
        sendings.put(List.of(sending("a", 0, "x", "sent", 0)), List.of());

        assertThat(sendings.of("a")).extracting(SendingRow::key).containsExactly("a/0/x", "a/1/x", "a/1/y");
        assertThat(sendings.of("a").get(0)).isEqualTo(first);
        // a/1/x follows a/0/x, which waits; b/1/x does not wait for what is held
        assertThat(sendings.due(20, Set.of(), 9))
                .extracting(SendingRow::key)
                .containsExactly("b/0/x", "b/1/x", "a/0/x", "a/1/y");
        assertThat(sendings.due(20, Set.of("x"), 9)).extracting(SendingRow::key).containsExactly("a/1/y");
        assertThat(sendings.open()).isEqualTo(Map.of("x", 5L, "y", 1L));
        assertThat(sendings.expired(1_007, 9)).extracting(SendingRow::key).containsExactly("a/1/x", "b/0/x");

        SendingRow sent = new SendingRow(
                "a/0/x", "a", 0, "raised", "x", "email", 10, "sent", 3, 12, 11L, 1_010, "HTTP 200", "{}");
        sendings.put(List.of(), List.of(sent));
        assertThat(sendings.of("a").get(0)).isEqualTo(sent);
        assertThat(sendings.due(5, Set.of(), 9)).extracting(SendingRow::key).containsExactly("a/1/x");
        sendings.forget(100);
        assertThat(sendings.of("a")).extracting(SendingRow::key).containsExactly("a/1/x", "a/1/y");
    }

    /** What a report counts is what the lists show with the same time. */
    @Test
    void reportsCountWhatTheListsShow() throws StoreAway {
        records.write(
                List.of(
                        dossier(1, "a1", 4, Duration.ofDays(1), null),
                        dossier(2, "a2", 4, Duration.ofDays(-1), null),
                        dossier(3, "a3", 9, Duration.ofDays(-1), Duration.ofDays(-2)),
                        dossier(4, "a4", 9, Duration.ofDays(-3), Duration.ofDays(-2)),
                        dossier(5, "b1", 9, null, Duration.ofDays(-2)),
                        dossier(6, "b2", 9, Duration.ofDays(-8), Duration.ofDays(-7))),
                6);
        Instant from = NOW.minus(Duration.ofDays(3));
        ioc.report.Dossiers sum =
                ioc.report.Dossiers.sum(records.dossierReport(from, NOW).values());
        assertThat(sum.received()).isZero(); // all nine days ago
        assertThat(sum.finished()).isEqualTo(3);
        assertThat(sum.onTime()).isEqualTo(listed(DossierState.DONE_ON_TIME, from));
        assertThat(sum.late()).isEqualTo(listed(DossierState.DONE_LATE, from)).isEqualTo(1);
        assertThat(sum.finished())
                .isEqualTo(listed(DossierState.DONE, from))
                .isEqualTo(sum.onTime() + sum.late() + sum.unsaid());
        assertThat(sum.overdue())
                .isEqualTo(
                        records.dossiers(new Listing<>(DossierState.OVERDUE, List.of(), "", NOW, SOON, Sort.DUE, 0, 10))
                                .total())
                .isEqualTo(1);
        // two and a half days ago the one that was finished late was open and overdue as well
        assertThat(ioc.report.Dossiers.sum(records.dossierReport(from, NOW.minus(Duration.ofHours(60)))
                                .values())
                        .overdue())
                .isEqualTo(1);
        assertThat(ioc.report.Dossiers.sum(records.dossierReport(NOW.minus(Duration.ofDays(10)), NOW)
                                .values())
                        .received())
                .isEqualTo(6);
        assertThat(records.assignmentReport(from, NOW)).isEmpty();
    }

    private long listed(DossierState state, Instant from) throws StoreAway {
        return records.dossiers(new Listing<>(
                        state,
                        List.of(),
                        Map.of(
                                Listing.Column.ENDED_FROM,
                                Long.toString(from.toEpochMilli()),
                                Listing.Column.ENDED_UNTIL,
                                Long.toString(NOW.toEpochMilli())),
                        "",
                        NOW,
                        SOON,
                        null,
                        Sort.DUE,
                        0,
                        10))
                .total();
    }

    @Test
    void screensAreKeptAsTheyAreNow() throws Exception {
        ScreenRow paired =
                new ScreenRow("k7", "Tường B", "overview", List.of("a", "b"), "hash", "", 5, 4, "Nam", null, "", null);
        ScreenRow later =
                new ScreenRow("k8", "Tường A", "overview", List.of(), "other", "next", 7, 6, "Nam", null, "", 9L);
        records.keep(later);
        records.keep(paired);
        assertThat(records.screens()).containsExactly(paired, later);
        ScreenRow revoked =
                new ScreenRow("k7", "Tường B", "overview", List.of("a", "b"), "", "", 5, 4, "Nam", 11L, "Hà", 8L);
        records.keep(revoked);
        assertThat(records.screens()).containsExactly(revoked, later);
    }

    @Test
    void whatMayNotBeSeenIsInNoListAndNoCount() throws Exception {
        records.write(
                List.of(
                        dossier(1, "A-1", 4, Duration.ofDays(-1), null),
                        dossier(2, "B-1", 4, Duration.ofDays(-1), null),
                        assignment(3, "T-1", null, null)),
                3);
        Page<DossierRow, DossierState> page = records.dossiers(seenBy(Set.of("~unit-A"), ""));
        assertThat(codes(seenBy(Set.of("~unit-A"), ""))).containsExactly("A-1");
        assertThat(page.total()).isEqualTo(1);
        assertThat(page.counts()).containsEntry(DossierState.OVERDUE, 1L);
        assertThat(records.dossiers(seenBy(Set.of("~unit-A"), "b-1")).total())
                .as("found by no search")
                .isZero();
        assertThat(records.dossiers(seenBy(Set.of(), "")).total())
                .as("who sees nothing")
                .isZero();
        List<String> walked = new ArrayList<>();
        records.eachDossier(
                seenBy(Set.of("~unit-B"), ""),
                100,
                row -> walked.add(row.course().dossier().code()));
        assertThat(walked).containsExactly("B-1");
        assertThat(records.redated(10, Set.of("~unit-A"))).isEmpty();
        for (String seen : List.of("~Phòng Kinh tế", "~hai")) {
            assertThat(tasksSeenBy(Set.of(seen, "x%_!"))).as(seen).isEqualTo(1);
            assertThat(records.seenAssignments(Set.of("T-1", "T-2"), Set.of(seen)))
                    .containsExactly("T-1");
        }
        assertThat(tasksSeenBy(Set.of("~ha", "%hai%", "~VP")))
                .as("part of a name")
                .isZero();
        assertThat(records.seenAssignments(Set.of("T-1"), Set.of())).isEmpty();
    }

    private long tasksSeenBy(Set<String> units) throws StoreAway {
        return records.assignments(new Listing<>(
                        AssignmentState.ALL, List.of(), Map.of(), "", NOW, SOON, null, Sort.KEY, 0, 100, units))
                .total();
    }

    private static Listing<DossierState> seenBy(Set<String> units, String text) {
        return new Listing<>(DossierState.ALL, List.of(), Map.of(), text, NOW, SOON, null, Sort.KEY, 0, 100, units);
    }
}
