package ioc.records;

import ioc.access.ScreenRow;
import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Turn;
import ioc.dossier.Judge;
import ioc.follow.Dead;
import ioc.follow.Sink;
import ioc.follow.StoreAway;
import ioc.score.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dossiers, assignments, alerts and cursors. The newest state of each is a row that can be searched; every earlier one is
 * kept. One code for both engines: plain SQL that SQLite and PostgreSQL read alike.
 *
 * <p>{@link #position} and {@link #write} belong to the one thread of a follower; all others may come from any thread. All
 * block, none may be called on an event loop. The database is first touched by the first call, so it may be away at the
 * start.
 */
public final class Records implements Sink<Change>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final String FOLLOWER = "records";

    private final Database database;
    private final Judge judge;
    private final Dating dating;
    private final AssignmentRows assignmentRows;
    private final InstantSource clock;

    private Records(Database database, Judge judge, InstantSource clock) {
        this.database = database;
        this.judge = judge;
        this.clock = clock;
        this.dating = new Dating(judge);
        this.assignmentRows =
                new AssignmentRows(judge.words(), judge.calendars().usual().zone());
    }

    /** A file, made with its folder when first needed. */
    public static Records sqlite(Path file, Judge judge, InstantSource clock) {
        return new Records(Database.sqlite(file), judge, clock);
    }

    /** A database that exists; its tables are made when first needed. {@code url} as in {@code jdbc:postgresql://host/ioc}. */
    public static Records postgres(String url, String user, String password, Judge judge, InstantSource clock) {
        return new Records(Database.postgres(url, user, password), judge, clock);
    }

    /** {@code SQLite} or {@code PostgreSQL}. */
    public String engine() {
        return database.name();
    }

    /** Who may come in. */
    public People people() {
        return new People(database);
    }

    /** What everybody did. */
    public Audit audit() {
        return new Audit(database);
    }

    /** Where to go on; before that, dossiers are dated anew when calendar or catalogue are others than last time. */
    @Override
    public long position() throws StoreAway {
        try {
            change(handle -> {
                int moved = dating.redate(handle, judge.fingerprint(), clock.millis());
                if (moved > 0) {
                    LOG.info(
                            "records: calendar or catalogue changed, {} open dossiers have another due instant", moved);
                }
            });
        } catch (JdbiException e) {
            throw database.away(e);
        }
        return read(handle -> handle.createQuery("SELECT journal FROM follower WHERE name = :name")
                .bind("name", FOLLOWER)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    /** Changes and position are one transaction; a row the database refuses is dead and its neighbours are stored. */
    @Override
    public List<Dead> write(List<Change> changes, long position) throws StoreAway {
        List<Dead> dead = new ArrayList<>();
        try {
            change(handle -> {
                Upserts.store(handle, dating, assignmentRows, changes);
                save(handle, position);
            });
        } catch (JdbiException e) {
            if (!Database.isOfRow(e)) {
                throw database.away(e);
            }
            oneByOne(changes, dead);
            write(List.of(), position);
        }
        return dead;
    }

    private void oneByOne(List<Change> changes, List<Dead> dead) throws StoreAway {
        for (Change change : changes) {
            try {
                change(handle -> Upserts.store(handle, dating, assignmentRows, List.of(change)));
            } catch (JdbiException e) {
                if (!Database.isOfRow(e)) {
                    throw database.away(e);
                }
                dead.add(new Dead(String.valueOf(e.getMessage()), change.toString()));
            }
        }
    }

    private static void save(Handle handle, long position) {
        handle.createUpdate("INSERT INTO follower(name, journal) VALUES (:name, :position)"
                        + " ON CONFLICT(name) DO UPDATE SET journal = excluded.journal")
                .bind("name", FOLLOWER)
                .bind("position", position)
                .execute();
    }

    /** One page of dossiers. */
    public Page<DossierRow, DossierState> dossiers(Listing<DossierState> listing) throws StoreAway {
        return read(handle -> handle.inTransaction(inside -> Lists.dossiers(inside, listing)));
    }

    /** One page of assignments. */
    public Page<AssignmentRow, AssignmentState> assignments(Listing<AssignmentState> listing) throws StoreAway {
        return read(handle -> handle.inTransaction(inside -> Lists.assignments(inside, listing)));
    }

    /** All dossiers of a list in its order, at most so many, whatever its page; one is in the heap at a time. */
    public void eachDossier(Listing<DossierState> listing, long most, Each<DossierRow> each)
            throws StoreAway, IOException {
        walk(handle -> Lists.eachDossier(handle, listing, most, each));
    }

    /** The same of assignments. */
    public void eachAssignment(Listing<AssignmentState> listing, long most, Each<AssignmentRow> each)
            throws StoreAway, IOException {
        walk(handle -> Lists.eachAssignment(handle, listing, most, each));
    }

    /** The dossiers that the score may ask, counted by unit and procedure; {@code until} is the last instant that counts. */
    public List<Tally> tallies(Instant from, Instant until) throws StoreAway {
        return read(handle -> Tallies.of(handle, from, until));
    }

    /** Dossiers of a time by unit, those without any left out; {@code until} is exclusive. */
    public Map<String, ioc.report.Dossiers> dossierReport(Instant from, Instant until) throws StoreAway {
        return read(handle -> Reports.dossiers(handle, from, until));
    }

    /** The same of assignments, by unit in the lead. */
    public Map<String, ioc.report.Assignments> assignmentReport(Instant from, Instant until) throws StoreAway {
        return read(handle -> Reports.assignments(handle, from, until));
    }

    /** Alerts of a time for a report, each behind its subject; the newest, at most so many. */
    public List<Map.Entry<String, ioc.report.Alarms.Fact>> alertReport(Instant from, Instant until, int most)
            throws StoreAway {
        return read(handle -> Reports.alarms(handle, from, until, most));
    }

    /** The dossier of a code. */
    public Optional<DossierRow> dossier(String code) throws StoreAway {
        return read(handle -> Lists.dossier(handle, code));
    }

    /**
     * Open dossiers whose due instant moved because calendar or catalogue did, the newest first.
     *
     * @param seen keys of the units whose rows may be read; null for all
     */
    public List<Redated> redated(int most, @Nullable Set<String> seen) throws StoreAway {
        return read(handle -> Lists.redated(handle, most, seen));
    }

    /** All states of a dossier, oldest first. */
    public List<Past> dossierHistory(String code) throws StoreAway {
        return read(handle -> Lists.history(handle, "dossier_change", "code", code));
    }

    /** The assignment of an id. */
    public Optional<AssignmentRow> assignment(String id) throws StoreAway {
        return read(handle -> Lists.assignment(handle, id));
    }

    /** Which of these may be read by who sees those units; at most 1000. */
    public Set<String> seenAssignments(Set<String> ids, Set<String> seen) throws StoreAway {
        return ids.isEmpty() ? Set.of() : read(handle -> Lists.seenAssignments(handle, ids, seen));
    }

    /** The parts of an assignment, by due instant; at most 200. */
    public List<AssignmentRow> assignmentParts(String id) throws StoreAway {
        return read(handle -> Lists.assignmentParts(handle, id));
    }

    /** Whether a state of the history was told by a person here, and not by a source. */
    public static boolean isOfPerson(Past past) {
        return past.source().equals(AssignmentRows.PERSON);
    }

    /** The steps of dossiers by code, of each in the order they were told; a dossier without any is left out. */
    public Map<String, List<StepRow>> steps(List<String> codes) throws StoreAway {
        return read(handle -> Lists.steps(handle, codes));
    }

    /** All states of an assignment, oldest first. */
    public List<Past> assignmentHistory(String id) throws StoreAway {
        return read(handle -> Lists.history(handle, "assignment_change", "id", id));
    }

    /** Keeps what happened to alerts, and how they are since; what is there already is the same again. */
    public void keep(List<Turn> turns) throws StoreAway {
        try {
            change(handle -> AlertRows.store(handle, turns));
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    /** Alerts, as they were last. */
    public List<Alert> alerts(AlertRows.Wanted wanted) throws StoreAway {
        return read(handle -> AlertRows.alerts(handle, wanted));
    }

    /** Alerts that were open at that instant (epoch ms) or later. */
    public List<Alert> alertsSince(long since, int most) throws StoreAway {
        return read(handle -> AlertRows.since(handle, since, most));
    }

    public Optional<Alert> alert(String id) throws StoreAway {
        return read(handle -> AlertRows.alert(handle, id));
    }

    /** What ever happened to one alert, oldest first. */
    public List<Act> alertActs(String id) throws StoreAway {
        return read(handle -> AlertRows.acts(handle, id));
    }

    /** What happened to all alerts in a time, newest first; {@code from} inclusive and {@code to} exclusive, epoch ms. */
    public List<AlertRows.Past> alertActs(long from, long to, int most) throws StoreAway {
        return read(handle -> AlertRows.acts(handle, from, to, most));
    }

    /** What people were told about alerts. */
    public Sendings sendings() {
        return new Sendings(database);
    }

    /** Keeps a screen as it is now; one that is there is replaced. */
    public void keep(ScreenRow screen) throws StoreAway {
        try {
            change(handle -> ScreenTable.keep(handle, screen));
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    /** All screens that ever were, in the order they were paired. */
    public List<ScreenRow> screens() throws StoreAway {
        return read(ScreenTable::all);
    }

    /** Where the next question to a source goes on; empty for the beginning. */
    public Optional<String> cursor(String source) throws StoreAway {
        return read(handle -> handle.createQuery("SELECT next_cursor FROM source_cursor WHERE source = :source")
                .bind("source", source)
                .mapTo(String.class)
                .findOne());
    }

    /** Remembers a cursor; {@code now} is epoch ms. */
    public void saveCursor(String source, String cursor, long now) throws StoreAway {
        try {
            change(handle -> handle.createUpdate(
                            "INSERT INTO source_cursor(source, next_cursor, saved_at) VALUES (:source, :cursor, :now)"
                                    + " ON CONFLICT(source) DO UPDATE"
                                    + " SET next_cursor = excluded.next_cursor, saved_at = excluded.saved_at")
                    .bind("source", source)
                    .bind("cursor", cursor)
                    .bind("now", now)
                    .execute());
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    /** A use of one connection. */
    private interface Reading<T> {
        T on(Handle handle);
    }

    /** A use of one connection within a transaction. */
    private interface Writing {
        void on(Handle handle);
    }

    private <T> T read(Reading<T> reading) throws StoreAway {
        try {
            return database.reader().withHandle(reading::on);
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    /** A use of one connection that also writes elsewhere. */
    private interface Walk {
        void over(Handle handle) throws IOException;
    }

    private void walk(Walk walk) throws StoreAway, IOException {
        try {
            database.reader().useTransaction(walk::over);
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    private void change(Writing writing) throws StoreAway {
        database.writer().useTransaction(writing::on);
    }

    @Override
    public void close() {
        database.close();
    }
}
