package ioc;

import ioc.alert.Alerts;
import ioc.alert.Rule;
import ioc.alert.Rules;
import ioc.alert.Turn;
import ioc.inbox.Strangers;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.journal.Snapshots;
import ioc.picture.Picture;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.TopicMap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fold once more, beside the living one: from the snapshot of a day and the journal behind it, with the rules of then
 * or with others. Blocks; any thread, one call at a time each with a picture of its own.
 */
final class Replay {
    private static final int SLICE = 2_000;
    private static final TopicMap NO_TOPICS = new TopicMap(List.of(), ZoneOffset.UTC);

    private final Settings settings;
    private final Supplier<Decoders> decoders;
    private final Journal journal;
    private final Snapshots snapshots;

    Replay(Settings settings, Supplier<Decoders> decoders, Journal journal, Snapshots snapshots) {
        this.settings = settings;
        this.decoders = decoders;
        this.journal = journal;
        this.snapshots = snapshots;
    }

    /**
     * How far one came.
     *
     * @param from what is known begins then; later than asked where the journal or its snapshots begin later
     * @param until told up to then; earlier than asked when it took too long
     */
    record Told(Instant from, Instant until, Alerts alerts) {}

    /**
     * Tells what happened between two instants.
     *
     * @param other a rule as it might have been all the time; null for those of then
     * @param atMost as long as it may take
     */
    Told tell(Instant from, Instant until, @Nullable Rule other, Duration atMost, Consumer<List<Turn>> turns)
            throws IOException {
        Start start = start(from);
        SavedPicture saved = start.saved();
        long position = start.position();
        Picture picture = new Picture(
                settings.config().places(),
                settings.judge(),
                Feeds.limits(settings.config()),
                Feeds.all(settings),
                saved.picture());
        Alerts alerts = new Alerts(settings.config().rules(), picture, saved.alerts());
        if (other != null) {
            int base = alerts.rules()
                    .rule(other.id())
                    .map(history -> history.present().number())
                    .orElse(0);
            alerts.apply(new Rules.Proposal(other, base, "", "", false), picture.now());
        }
        Course course = new Course(from, turns);
        Pipeline pipeline = new Pipeline(
                new Decoding(decoders.get(), settings.sources()),
                picture,
                alerts,
                new Strangers(NO_TOPICS, Strangers.Frozen.EMPTY),
                position,
                now -> {},
                course::take);
        long deadline = System.nanoTime() + atMost.toNanos();
        long end = until.toEpochMilli();
        boolean isThere = false;
        while (!isThere && System.nanoTime() < deadline) {
            List<Entry> entries = journal.read(position, SLICE);
            isThere = entries.isEmpty();
            for (Entry entry : entries) {
                if (entry.receivedAt() > end) {
                    isThere = true;
                    break;
                }
                if (other == null
                        || !(entry.kind() == Entry.Kind.RULE && entry.subject().equals(other.id()))) {
                    course.begins(entry.receivedAt());
                    pipeline.take(entry);
                }
                position = entry.position();
            }
        }
        if (isThere) {
            pipeline.time(end);
        }
        Instant began = Objects.requireNonNullElse(course.began, from);
        return new Told(began.isAfter(from) ? began : from, picture.now(), alerts);
    }

    private record Start(long position, SavedPicture saved) {
        private static final Start NONE = new Start(0, SavedPicture.NONE);
    }

    /** The snapshot of that day is its first, and may be later than what is asked; the one before it is not. */
    private Start start(Instant from) throws IOException {
        LocalDate day = LocalDate.ofInstant(from, settings.config().places().zone());
        for (LocalDate asked : List.of(day, day.minusDays(1))) {
            Optional<Snapshots.Snapshot> snapshot = snapshots.of(asked);
            if (snapshot.isPresent()) {
                SavedPicture saved = SavedPicture.fromJson(snapshot.get().content());
                if (saved.picture().now() < from.toEpochMilli()) {
                    return new Start(snapshot.get().position(), saved);
                }
            }
        }
        return Start.NONE;
    }

    /** What happens before {@code from} is only what leads there. */
    private static final class Course {
        private final long from;
        private final Consumer<List<Turn>> turns;
        private @Nullable Instant began;

        private Course(Instant from, Consumer<List<Turn>> turns) {
            this.from = from.toEpochMilli();
            this.turns = turns;
        }

        private void begins(long at) {
            if (began == null) {
                began = Instant.ofEpochMilli(at);
            }
        }

        private void take(List<Turn> all) {
            List<Turn> told =
                    all.stream().filter(turn -> turn.act().at() >= from).toList();
            if (!told.isEmpty()) {
                turns.accept(told);
            }
        }
    }
}
