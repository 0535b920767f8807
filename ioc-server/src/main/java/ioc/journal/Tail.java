package ioc.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The newest entries, in memory, bounded by number and bytes: a follower that keeps up never touches the disk. */
final class Tail {
    private final @Nullable Entry[] ring;
    private final long bytesAtMost;
    private long first; // position of the oldest one held
    private long next; // position behind the newest one held
    private long bytes;

    /** Empty, behind the position last written. */
    Tail(long last, int entries, long bytesAtMost) {
        this.first = last + 1;
        this.next = last + 1;
        this.ring = new Entry[Math.max(1, entries)];
        this.bytesAtMost = bytesAtMost;
    }

    /** Entries in order of position; one that does not follow on starts the tail anew. */
    synchronized void add(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.position() != next) {
                clear(entry.position());
            }
            if (next - first == ring.length) {
                removeOldest();
            }
            ring[slot(next)] = entry;
            bytes += cost(entry);
            next++;
            while (bytes > bytesAtMost && first < next) {
                removeOldest();
            }
        }
    }

    /** The entries behind this position, or null when they are no longer (all) here. */
    synchronized @Nullable List<Entry> after(long fromExclusive, int max) {
        long from = fromExclusive + 1;
        if (from < first || from > next) {
            return null;
        }
        int count = (int) Math.min(max, next - from);
        List<Entry> found = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            found.add(Objects.requireNonNull(ring[slot(from + i)]));
        }
        return found;
    }

    private void clear(long position) {
        while (first < next) {
            removeOldest();
        }
        first = position;
        next = position;
    }

    private void removeOldest() {
        int slot = slot(first);
        bytes -= cost(Objects.requireNonNull(ring[slot]));
        ring[slot] = null;
        first++;
    }

    private int slot(long position) {
        return (int) (position % ring.length);
    }

    private static long cost(Entry entry) {
        return entry.body().length + entry.subject().length() + 128L;
    }
}
