package ioc.report;

import java.util.Collection;

/** Assignments of one or more units in the lead over a time; {@code overdue} is at the end. */
public record Assignments(long given, long doneOnTime, long doneLate, long overdue) {
    public static final Assignments NONE = new Assignments(0, 0, 0, 0);

    public static Assignments sum(Collection<Assignments> parts) {
        return parts.stream().reduce(NONE, Assignments::plus);
    }

    private Assignments plus(Assignments other) {
        return new Assignments(
                given + other.given, doneOnTime + other.doneOnTime, doneLate + other.doneLate, overdue + other.overdue);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
