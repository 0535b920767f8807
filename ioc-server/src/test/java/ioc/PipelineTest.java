package ioc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import ioc.alert.Alerts;
import ioc.inbox.Strangers;
import ioc.journal.Batch;
import ioc.journal.Entry;
import ioc.peer.Peer;
import ioc.picture.District;
import ioc.picture.Feed;
import ioc.picture.Picture;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.TopicMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One defect stops nothing: neither what comes after it, nor the next start, which reads the same journal. */
class PipelineTest {
    private static final TopicMap NO_TOPICS = new TopicMap(List.of(), District.ZONE);

    private final Picture picture = District.picture();
    private final Alerts alerts = new Alerts(List.of(), picture, Alerts.Frozen.EMPTY);

    private Pipeline pipeline(List<String> minutes) {
        return new Pipeline(
                new Decoding(new Decoders(NO_TOPICS, device -> true), Map.of()),
                picture,
                alerts,
                new Strangers(NO_TOPICS, Strangers.Frozen.EMPTY),
                0,
                now -> {
                    minutes.add(now.atZone(District.ZONE).toLocalTime().toString());
                    throw new IllegalStateException("Nguyễn Văn A");
                },
                turns -> {});
    }

    private static Entry entry(long position, String time, Entry.Kind kind, String source, byte[] body) {
        return new Entry(position, District.at(time).toEpochMilli(), kind, source, "up", false, body);
    }

    @SuppressWarnings("NullAway") // an entry that nothing is prepared for
    private static byte[] nothing() {
        return null;
    }

    @Test
    void aDefectInOneEntryOrTickIsPassedOverAndCounted() {
        List<String> minutes = new ArrayList<>();
        Pipeline pipeline = pipeline(minutes);
        pipeline.take(entry(1, "08:00:30", Entry.Kind.SHIFT, "person", nothing()));
        assertThat(pipeline.failed()).isEqualTo(1);
        pipeline.take(entry(2, "08:02:30", Entry.Kind.FEED, Feed.DEVICES, new byte[0]));
        assertThat(minutes).containsExactly("08:01", "08:02");
        assertThat(pipeline.failed()).isEqualTo(3);
        assertThat(pipeline.position()).isEqualTo(2);
        assertThat(picture.now()).isEqualTo(District.at("08:02:30"));
    }

    @Test
    void theNextBatchIsTakenAfterOneThatThrew() {
        Vertx vertx = Vertx.vertx();
        try {
            List<Long> taken = Collections.synchronizedList(new ArrayList<>());
            Handover handover = new Handover(vertx.getOrCreateContext(), batch -> {
                taken.add(batch.entries().get(0).position());
                throw new IllegalStateException("Nguyễn Văn A");
            });
            for (long position = 1; position <= 2; position++) {
                Entry entry = entry(position, "08:00", Entry.Kind.FEED, "mqtt", "".getBytes(UTF_8));
                handover.accept(new Batch(List.of(entry), List.of()));
                long last = position;
                Peer.await("batch " + position, () -> taken.contains(last));
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
