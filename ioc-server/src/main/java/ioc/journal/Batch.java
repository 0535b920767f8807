package ioc.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What became durable with one commit, in order, and the marks of time between the entries.
 *
 * <p>A mark says only that time has come so far while nothing arrived. Who keeps time by quarters of a second does so before
 * every entry as well as at every mark: <i>while the next quarter of a second is not after this instant: tick</i>. Then a
 * replay, which has no marks, ticks at the same places.
 *
 * @param entries in order of position, without gap; empty when only time has passed
 */
public record Batch(List<Entry> entries, List<Mark> marks) {
    /**
     * Time has come to {@code at} before the entry with this index.
     *
     * @param before index in {@link Batch#entries}, or their number when it comes after all of them
     * @param at epoch ms, not before the entries in front of it, not after those behind it
     */
    public record Mark(int before, long at) {}

    public Batch {
        entries = List.copyOf(entries);
        marks = List.copyOf(marks);
    }

    /** The same in parts of at most so many entries; walked one after the other they are walked as one. */
    public List<Batch> parts(int most) {
        if (entries.size() <= most) {
            return List.of(this);
        }
        List<Batch> parts = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += most) {
            int begin = from;
            int end = Math.min(entries.size(), from + most);
            boolean isLast = end == entries.size();
            parts.add(new Batch(
                    entries.subList(begin, end),
                    marks.stream()
                            .filter(mark -> mark.before() >= begin && (mark.before() < end || isLast))
                            .map(mark -> new Mark(mark.before() - begin, mark.at()))
                            .toList()));
        }
        return parts;
    }

    /** Entries and marks, in their common order. */
    public void walk(Consumer<Entry> entry, LongConsumer time) {
        int next = 0;
        for (int i = 0; i <= entries.size(); i++) {
            while (next < marks.size() && marks.get(next).before() == i) {
                time.accept(marks.get(next++).at());
            }
            if (i < entries.size()) {
                entry.accept(entries.get(i));
            }
        }
    }
}
