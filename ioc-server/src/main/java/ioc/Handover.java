package ioc;

import io.vertx.core.Context;
import ioc.journal.Batch;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries batches in order from the journal's thread to the core's, woken once however many there are. When the core is
 * {@value #MOST} entries behind, the journal's thread waits, and with it everybody who offers.
 */
final class Handover implements Consumer<Batch> {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final int MOST = 50_000;
    /** After this time, looked at once in so many entries, the loop may do something else, such as serve dashboards. */
    private static final long SLICE_NANOS = 20_000_000;

    private static final int PART = 50;

    private final Context core;
    private final Consumer<Batch> take;
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
    private int entries;
    private boolean awake;
    private boolean closed;

    Handover(Context core, Consumer<Batch> take) {
        this.core = core;
        this.take = take;
    }

    @Override
    public synchronized void accept(Batch batch) {
        try {
            while (entries > MOST && !closed) {
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        waiting.addAll(batch.parts(PART));
        entries += batch.entries().size();
        if (!awake) {
            awake = true;
            core.runOnContext(nothing -> drain());
        }
    }

    /** Entries durable and not yet in the picture. */
    synchronized int behind() {
        return entries;
    }

    /** Lets the journal's thread go; what waits is taken at the next start. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void drain() {
        long began = System.nanoTime();
        for (Batch batch = next(); batch != null; batch = next()) {
            try {
                take.accept(batch);
            } catch (RuntimeException defect) {
                LOG.error("a batch failed, the next one is taken none the less: {}", Pipeline.where(defect));
            }
            if (System.nanoTime() - began > SLICE_NANOS) {
                core.runOnContext(nothing -> drain());
                return;
            }
        }
    }

    private synchronized @Nullable Batch next() {
        Batch batch = closed ? null : waiting.poll();
        if (batch == null) {
            awake = false;
        } else {
            entries -= batch.entries().size();
            notifyAll();
        }
        return batch;
    }
}
