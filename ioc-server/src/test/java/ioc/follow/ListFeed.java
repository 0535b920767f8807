package ioc.follow;

import ioc.journal.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A journal in memory. */
public final class ListFeed implements Feed {
    private final List<Entry> entries = new ArrayList<>();

    /** Appends a message; its position is the number of entries by then. */
    public synchronized long add(String subject) {
        long position = entries.size() + 1L;
        entries.add(new Entry(position, position, Entry.Kind.MESSAGE, "mqtt", subject, false, new byte[0]));
        notifyAll();
        return position;
    }

    @Override
    public synchronized List<Entry> read(long fromExclusive, int max) {
        int from = Math.toIntExact(Math.min(fromExclusive, entries.size()));
        return List.copyOf(entries.subList(from, Math.min(entries.size(), from + max)));
    }

    @Override
    public synchronized long head() {
        return entries.size();
    }

    @Override
    public synchronized long await(long position, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); entries.size() <= position && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return entries.size();
    }
}
