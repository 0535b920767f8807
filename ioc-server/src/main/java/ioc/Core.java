package ioc;

import ioc.alert.Alerts;
import ioc.alert.Turn;
import ioc.config.Config;
import ioc.inbox.Strangers;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.journal.Snapshots;
import ioc.picture.Picture;
import ioc.sensor.decode.TopicMap;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Picture, alerts, strange devices and the pipeline that feeds them, restored from the last snapshot and the journal behind it. */
final class Core {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final int SLICE = 5_000;

    /** Is told what happened to alerts, also when the journal is read again at the start. */
    interface Judged {
        void accept(List<Turn> turns, Picture picture, Alerts alerts);
    }

    final Picture picture;
    final Alerts alerts;
    final Strangers strangers;
    final Pipeline pipeline;

    /**
     * Reads snapshot and journal; blocks.
     *
     * @param everyMinute called after the tick of a whole minute
     * @param judged called with what happened to alerts
     */
    Core(
            Settings settings,
            TopicMap topics,
            Decoding decoding,
            Journal journal,
            Snapshots snapshots,
            BiConsumer<Picture, Instant> everyMinute,
            Judged judged)
            throws IOException {
        Config config = settings.config();
        long position = 0;
        SavedPicture saved = SavedPicture.NONE;
        Snapshots.Snapshot snapshot = snapshots.latest(journal.head()).orElse(null);
        if (snapshot != null) {
            try {
                saved = SavedPicture.fromJson(snapshot.content());
                position = snapshot.position();
            } catch (IOException other) {
                LOG.warn(
                        "snapshot at {}: is of another version, the journal is read from its start: {}",
                        snapshot.position(),
                        other.getMessage());
            }
        }
        picture = new Picture(
                config.places(), settings.judge(), Feeds.limits(config), Feeds.all(settings), saved.picture());
        alerts = new Alerts(config.rules(), picture, saved.alerts());
        strangers = new Strangers(topics, saved.strangers());
        pipeline = new Pipeline(
                decoding,
                picture,
                alerts,
                strangers,
                position,
                now -> everyMinute.accept(picture, now),
                turns -> judged.accept(turns, picture, alerts));
        replay(journal, position);
    }

    private void replay(Journal journal, long from) throws IOException {
        long began = System.nanoTime();
        long position = from;
        for (List<Entry> entries = journal.read(position, SLICE); !entries.isEmpty(); ) {
            entries.forEach(pipeline::take);
            position = entries.get(entries.size() - 1).position();
            entries = journal.read(position, SLICE);
        }
        LOG.info(
                "picture: snapshot at {}, replayed to {} in {} ms",
                from,
                position,
                (System.nanoTime() - began) / 1_000_000);
    }

    /** What a restart will begin with. On the core's thread; cheap, what is big is shared. */
    SavedPicture freeze() {
        return new SavedPicture(picture.freeze(), alerts.freeze(), strangers.freeze());
    }
}
