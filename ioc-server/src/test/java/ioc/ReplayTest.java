package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Act;
import ioc.alert.Alerts;
import ioc.alert.Turn;
import ioc.config.Config;
import ioc.inbox.Strangers;
import ioc.journal.Journal;
import ioc.journal.Snapshots;
import ioc.peer.ServerProcess;
import ioc.picture.Picture;
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
        decoders = new Decoders(new TopicMap(List.of(), settings.config().places().zone()), device -> true);
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
        Strangers strangers = new Strangers(new TopicMap(List.of(), config.places().zone()), none.strangers());
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

    @Test
    void aSnapshotOfTheDayThatIsLaterThanTheAlertIsNotTaken() throws IOException {
        for (List<LocalDate> kept : List.of(List.of(DAY), List.of(DAY.minusDays(1), DAY))) {
            Path own = folder.resolve("kept" + kept.size());
            try (Journal journal = Journal.open(
                    own.resolve("journal"),
                    settings.config().places().zone(),
                    now::get,
                    Journal.Options.keeping(100))) {
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
}
