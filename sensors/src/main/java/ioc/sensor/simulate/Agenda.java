package ioc.sensor.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen next in the simulated world, in order of time and, at the same millisecond, in order of entry. */
final class Agenda {
    private record Item(long at, long number, Runnable what) {}

    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparingLong(Item::at).thenComparingLong(Item::number));
    private long number;
    private long now;

    Agenda(long start) {
        now = start;
    }

    /** Epoch ms of the simulated world. */
    long now() {
        return now;
    }

    /** At an instant; at once when it has passed. */
    void at(long instant, Runnable what) {
        items.add(new Item(Math.max(now, instant), number++, what));
    }

    void in(long millis, Runnable what) {
        at(now + millis, what);
    }

    /** At {@code first} and then every {@code period} ms, while before {@code until}. */
    void every(long period, long first, long until, Runnable what) {
        if (first < until) {
            at(first, () -> {
                what.run();
                every(period, first + period, until, what);
            });
        }
    }

    /** Lets the next thing happen; false when nothing is left. */
    boolean step() {
        Item next = items.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.what().run();
        return true;
    }
}
