package ioc.journal;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue in front of the disk: gives position and time, both in the order of arrival. An entry counts
 * against the bounds until it is durable, not only until it is taken. Entries of kind FEED are let in above the bounds:
 * they are few, and that a broker was away must not be forgotten because the disk was full at the same time.
 */
final class Intake {
    /** One entry with what to run when it is durable, or a mark of time when there is no entry. */
    record Slot(@Nullable Entry entry, long at, @Nullable LongConsumer durable, int cost) {
        /** The entry is durable. */
        void tell() {
            if (entry != null && durable != null) {
                durable.accept(entry.position());
            }
        }
    }

    /** Entries in one transaction at most. */
    static final int GROUP = 2_000;

    private static final long GROUP_BYTES = 4L << 20;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** As long as so many more come within a millisecond it is worth waiting for another one, so many times. */
    private static final int CROWD = 8;

    private static final int GATHERINGS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition closed = lock.newCondition();
    private final ArrayDeque<Slot> slots = new ArrayDeque<>();
    private final InstantSource clock;
    private final Journal.Options options;
    private long nextPosition;
    private long lastAt;
    private int entries;
    private long bytes;
    private long refused;
    private boolean idle;
    private boolean closing;

    Intake(InstantSource clock, Journal.Options options, long lastPosition, long lastAt) {
        this.clock = clock;
        this.options = options;
        this.nextPosition = lastPosition + 1;
        this.lastAt = lastAt;
    }

    /** Waits for room at most this long; false: not taken. An interrupt ends the wait. */
    boolean offer(Draft draft, LongConsumer durable, long patienceNanos) {
        int cost = draft.cost();
        lock.lock();
        try {
            long left = patienceNanos;
            while (!closing && !fits(draft, cost) && left > 0) {
                try {
                    left = room.awaitNanos(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    left = 0;
                }
            }
            if (closing || !fits(draft, cost)) {
                refused++;
                return false;
            }
            add(draft, cost, durable);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** All or none, at once. */
    boolean offerAll(List<Draft> drafts, LongConsumer lastDurable) {
        long cost = 0;
        for (Draft draft : drafts) {
            cost += draft.cost();
        }
        lock.lock();
        try {
            if (closing || entries + drafts.size() > options.queueEntries() || bytes + cost > options.queueBytes()) {
                refused += drafts.size();
                return false;
            }
            for (int i = 0; i < drafts.size(); i++) {
                Draft draft = drafts.get(i);
                add(draft, draft.cost(), i == drafts.size() - 1 ? lastDurable : null);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Marks how far time has come; a mark right behind another one replaces it. */
    void mark() {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            lastAt = Math.max(lastAt, clock.millis());
            Slot newest = slots.peekLast();
            if (newest != null && newest.entry() == null) {
                slots.removeLast();
            }
            slots.addLast(new Slot(null, lastAt, null, 0));
            wake();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for one, gives others a millisecond to join (a few when they come in crowds: the cost is in the commit, not in
     * the entry), takes what is there; empty only when closed and drained.
     */
    List<Slot> take() {
        int before = 0;
        int there = awaitOne();
        for (int i = 0; i < GATHERINGS && there < GROUP && (i == 0 || there - before >= CROWD); i++) {
            LockSupport.parkNanos(GATHER_NANOS);
            before = there;
            there = size();
        }
        lock.lock();
        try {
            List<Slot> taken = new ArrayList<>(Math.min(slots.size(), GROUP));
            long size = 0;
            while (!slots.isEmpty() && taken.size() < GROUP && size < GROUP_BYTES) {
                Slot slot = slots.removeFirst();
                size += slot.cost();
                taken.add(slot);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Their number; GROUP when there is nothing to wait for. */
    private int awaitOne() {
        lock.lock();
        try {
            while (slots.isEmpty() && !closing) {
                idle = true;
                filled.awaitUninterruptibly();
            }
            idle = false;
            return closing ? GROUP : slots.size();
        } finally {
            lock.unlock();
        }
    }

    private int size() {
        lock.lock();
        try {
            return closing ? GROUP : slots.size();
        } finally {
            lock.unlock();
        }
    }

    /** These are durable and no longer count. */
    void release(List<Slot> taken) {
        lock.lock();
        try {
            for (Slot slot : taken) {
                if (slot.entry() != null) {
                    entries--;
                    bytes -= slot.cost();
                }
            }
            if (lock.hasWaiters(room)) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            filled.signalAll();
            room.signalAll();
            closed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits this long, or until closed; true when closed. */
    boolean awaitClosed(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!closing && left > 0) {
                try {
                    left = closed.awaitNanos(left);
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts the writer of the journal", e);
                }
            }
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** What is taken and not yet durable, and the number of those that were not taken. */
    record Load(int entries, long bytes, long refused) {}

    Load load() {
        lock.lock();
        try {
            return new Load(entries, bytes, refused);
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Draft draft, int cost) {
        return entries == 0
                || draft.kind() == Entry.Kind.FEED
                || (entries < options.queueEntries() && bytes + cost <= options.queueBytes());
    }

    private void add(Draft draft, int cost, @Nullable LongConsumer durable) {
        lastAt = Math.max(lastAt, clock.millis());
        slots.addLast(new Slot(draft.at(nextPosition++, lastAt), lastAt, durable, cost));
        entries++;
        bytes += cost;
        wake();
    }

    private void wake() {
        if (idle) {
            idle = false;
            filled.signal();
        }
    }
}
