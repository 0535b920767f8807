package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.alert.Rule;
import ioc.alert.Turn;
import ioc.config.Config;
import ioc.event.Party;
import ioc.inbox.Strangers;
import ioc.journal.Journal;
import ioc.journal.Snapshots;
import ioc.peer.ServerProcess;
import ioc.picture.Picture;
import ioc.records.Records;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.TopicMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was raised is raised again, wherever the snapshots of the days lie. */
@SuppressWarnings("NullAway.Init")
class ReplayTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
    private static final LocalDate OLDEST = DAY.minusDays(100);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private Settings settings;
    private Decoders decoders;

    @BeforeEach
    void load() throws Exception {
        settings = Settings.load(ServerProcess.configuration(), Map.of());
        decoders =
                new Decoders(new TopicMap(List.of(), settings.config().places().zone()), device -> true);
    }

    private Instant at(LocalDate day, String time) {
        return day.atTime(java.time.LocalTime.parse(time))
                .atZone(settings.config().places().zone())
                .toInstant();
    }

    private void append(Journal journal, LocalDate day, String time, String part, boolean works) {
        now.set(at(day, time));
        journal.append(PartText.draft("server/" + part, "", works, ""))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Tells all of the journal; keeps a snapshot for each of these days, at its first entry. */
    private List<Turn> live(Journal journal, Snapshots snapshots, LocalDate... kept) throws IOException {
        Config config = settings.config();
        SavedPicture none = SavedPicture.NONE;
        Picture picture = new Picture(
                config.places(), settings.judge(), Feeds.limits(config), Feeds.all(settings), none.picture());
        Alerts alerts = new Alerts(config.rules(), picture, none.alerts());
        Strangers strangers =
                new Strangers(new TopicMap(List.of(), config.places().zone()), none.strangers());
        List<Turn> turns = new ArrayList<>();
        Pipeline pipeline = new Pipeline(
                new Decoding(decoders, settings.sources()), picture, alerts, strangers, 0, time -> {}, turns::addAll);
        List<LocalDate> wanted = new ArrayList<>(List.of(kept));
        for (var entry : journal.read(0, 1_000)) {
            pipeline.take(entry);
            LocalDate day = LocalDate.ofInstant(picture.now(), config.places().zone());
            if (wanted.remove(day)) {
                byte[] frozen = new SavedPicture(picture.freeze(), alerts.freeze(), strangers.freeze()).toJson();
                snapshots.write(entry.position(), frozen, day, OLDEST);
            }
        }
        return turns;
    }

    private Journal journal(Path own) throws IOException {
        return Journal.open(
                own.resolve("journal"), settings.config().places().zone(), now::get, Journal.Options.keeping(100));
    }

    @Test
    void aSnapshotOfTheDayThatIsLaterThanTheAlertIsNotTaken() throws IOException {
        for (List<LocalDate> kept : List.of(List.of(DAY), List.of(DAY.minusDays(1), DAY))) {
            Path own = folder.resolve("kept" + kept.size());
            try (Journal journal = journal(own)) {
                journal.start(batch -> {});
                Snapshots snapshots = new Snapshots(own.resolve("snapshots"));
                append(journal, DAY.minusDays(1), "23:50", "records", true);
                append(journal, DAY.minusDays(1), "23:59", "series", false);
                append(journal, DAY, "00:05", "records", true);
                List<Turn> lived = live(journal, snapshots, kept.toArray(LocalDate[]::new));
                assertThat(lived).extracting(turn -> turn.act().kind()).contains(Act.Kind.RAISED);
                Turn raised = lived.stream()
                        .filter(turn -> turn.alert().cause().subject().equals("server/series"))
                        .findFirst()
                        .orElseThrow();
                Instant then = Instant.ofEpochMilli(raised.act().at());
                assertThat(then).isBetween(at(DAY, "00:00"), at(DAY, "00:01"));

                List<Turn> again = new ArrayList<>();
                new Replay(settings, () -> decoders, journal, snapshots)
                        .tell(then, then, null, Duration.ofMinutes(2), again::addAll);
                assertThat(again).contains(raised);
            }
        }
    }

    @Test
    void whatWasRaisedAgainCountsBothTimesInAPreviewAndBefore() throws Exception {
        try (Journal journal = journal(folder);
                Records records =
                        Records.sqlite(folder.resolve("records.db"), settings.judge(), () -> at(DAY, "12:00"))) {
            journal.start(batch -> {});
            Snapshots snapshots = new Snapshots(folder.resolve("snapshots"));
            append(journal, DAY, "09:00", "series", false);
            append(journal, DAY, "09:10", "series", true);
            append(journal, DAY, "09:20", "series", false);
            append(journal, DAY, "09:30", "records", true);
            List<Turn> lived = live(journal, snapshots);
            records.keep(lived);
            assertThat(lived)
                    .extracting(turn -> turn.act().kind())
                    .contains(Act.Kind.RAISED, Act.Kind.RETURNED, Act.Kind.RERAISED);
            Rule same = settings.config().rules().stream()
                    .filter(rule -> rule.kind() == Rule.Kind.SERVER_PART)
                    .findFirst()
                    .orElseThrow();
            Replay replay = new Replay(settings, () -> decoders, journal, snapshots);
            Map<String, ?> answer = new Trials(settings, replay, records).preview(same, 1, at(DAY, "12:00"));
            assertThat(answer.get("raised")).isEqualTo(2);
            assertThat(answer.get("before")).isEqualTo(2L);
        }
    }

    private static Alert accepted(Alert alert, Instant at, String by) {
        List<Act> acts = new ArrayList<>(alert.handling().acts());
        acts.add(new Act(
                acts.size() + 1, at.toEpochMilli(), Act.Kind.ACCEPTED, Party.person(by, by), Party.NOBODY, "", null));
        return new Alert(
                alert.id(),
                alert.cause(),
                alert.life(),
                alert.extent(),
                new Alert.Handling(1, null, null, acts),
                alert.why());
    }

    private static double number(Map<String, ?> answer, String key) {
        return ((Number) Objects.requireNonNull(answer.get(key))).doubleValue();
    }

    @Test
    void theLoadOfAnOperatorIsThatOfThoseWhoWereThereOnADay() throws Exception {
        try (Journal journal = journal(folder);
                Records records =
                        Records.sqlite(folder.resolve("records.db"), settings.judge(), () -> at(DAY, "23:00"))) {
            journal.start(batch -> {});
            Snapshots snapshots = new Snapshots(folder.resolve("snapshots"));
            LocalDate before = DAY.plusDays(1);
            append(journal, before, "09:00", "series", false);
            append(journal, before, "10:00", "broker", false);
            append(journal, before.plusDays(1), "09:00", "records", false);
            append(journal, before.plusDays(1), "10:00", "series", true);
            List<Turn> lived = live(journal, snapshots).stream()
                    .filter(turn -> turn.act().kind() == Act.Kind.RAISED
                            && turn.alert().cause().subject().startsWith("server/"))
                    .toList();
            assertThat(lived).hasSize(3);
            for (Turn turn : lived) {
                String by = turn.alert().cause().subject(); // another person for each
                Instant then = Instant.ofEpochMilli(turn.act().at()).plusSeconds(60);
                Alert alert = accepted(turn.alert(), then, by);
                records.keep(List.of(
                        turn,
                        new Turn(
                                alert,
                                alert.handling()
                                        .acts()
                                        .get(alert.handling().acts().size() - 1))));
            }
            Replay replay = new Replay(settings, () -> decoders, journal, snapshots);
            Map<String, ?> answer = new Trials(settings, replay, records).figures(2, at(before.plusDays(1), "23:00"));
            double hours = number(answer, "workingHours");
            double raised = number(answer, "raised");
            assertThat(number(answer, "perOperatorHour"))
                    .as("two on the first day and one on the second are one and a half, not three")
                    .isCloseTo(raised / hours / 1.5, org.assertj.core.data.Offset.offset(1e-9));
        }
    }
}
