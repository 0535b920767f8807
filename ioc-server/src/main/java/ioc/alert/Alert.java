package ioc.alert;

import ioc.event.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule broken for one subject. Times are epoch ms.
 *
 * @param id rule, subject and instant, fit for a URL: the same inputs raise the same id
 * @param handling who has it, and what was done about it
 * @param why what was seen until it was raised
 */
public record Alert(String id, Cause cause, Life life, Extent extent, Handling handling, Why why) {
    /** Acts kept with the alert; the records keep all. */
    static final int MOST_ACTS = 100;

    /**
     * What broke which rule.
     *
     * @param version of the rule it was judged by
     * @param subject id of a site or feed, key of a device or unit, id of an assignment, code of a dossier
     * @param site null where it is of none
     * @param unit id of the unit it belonged to when it was raised, by whose hours it is judged; null where it is of none
     */
    public record Cause(
            String rule,
            int version,
            Rule.Kind kind,
            Priority priority,
            String subject,
            @Nullable String site,
            @Nullable String unit) {}

    /** The states of an alarm after ISA-18.2. */
    public enum State {
        /** Nobody has it. */
        NEW,
        ACCEPTED,
        /** Over, before anybody had it. */
        RETURNED,
        SHELVED,
        CLOSED;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }

        /** Whether somebody must still do something. */
        public boolean isOpen() {
            return this != CLOSED;
        }
    }

    /**
     * Where it is in its life.
     *
     * @param newSince since when nobody has it, as far as escalation counts
     * @param clearedAt null while the rule is broken
     * @param level steps of the chain that were told: 0 for none
     * @param within id of the alert that has its cause; null for one that stands for itself
     */
    public record Life(
            State state,
            long raisedAt,
            long newSince,
            @Nullable Long clearedAt,
            @Nullable Long closedAt,
            int level,
            @Nullable String within) {
        Life with(State state) {
            return new Life(state, raisedAt, newSince, clearedAt, closedAt, level, within);
        }

        Life anew(long at) {
            return new Life(State.NEW, raisedAt, at, null, null, 0, within);
        }

        Life cleared(State state, long at) {
            Long closed = state == State.CLOSED ? Long.valueOf(at) : null;
            return new Life(
                    state, raisedAt, newSince, clearedAt == null ? Long.valueOf(at) : clearedAt, closed, level, null);
        }

        Life broken() {
            return new Life(state, raisedAt, newSince, null, null, level, within);
        }

        Life told(int steps) {
            return new Life(state, raisedAt, newSince, clearedAt, closedAt, steps, within);
        }

        Life within(@Nullable String other) {
            return new Life(state, raisedAt, newSince, clearedAt, closedAt, level, other);
        }
    }

    /**
     * How bad it is.
     *
     * @param value in the unit of its rule's kind; null where nothing is measured
     * @param limit in the same unit
     * @param count how many people, devices or dossiers it touches
     * @param fault what a device says of itself; null for other kinds
     * @param inside subjects that this one stands for
     */
    public record Extent(
            @Nullable Double value,
            @Nullable Double limit,
            int count,
            @Nullable String fault,
            List<String> inside) {
        public Extent {
            inside = List.copyOf(inside);
        }

        Extent(@Nullable Double value, @Nullable Double limit, int count) {
            this(value, limit, count, null, List.of());
        }
    }

    /**
     * Who has it and what was done.
     *
     * @param revision grows with each thing a person does, except comments
     * @param accepted null while nobody has it
     * @param shelf null while it is not shelved
     * @param acts the last {@value #MOST_ACTS}, oldest first
     */
    public record Handling(
            int revision,
            @Nullable Acceptance accepted,
            @Nullable Shelf shelf,
            List<Act> acts) {
        static final Handling NONE = new Handling(0, null, null, List.of());

        public Handling {
            acts = List.copyOf(acts);
        }

        Act last() {
            return acts.get(acts.size() - 1);
        }
    }

    /**
     * Somebody has it.
     *
     * @param moved when somebody last did something about it: its end counts from there
     */
    public record Acceptance(Party holder, Party by, long at, long moved) {}

    public record Shelf(Party by, long at, long until, String reason) {}

    /**
     * What was seen until it was raised.
     *
     * @param brokenSince from when on the raise condition held without a break
     * @param phase what kind of time it was, as in {@link ioc.calendar.WorkingCalendar.Phase}
     * @param calendar fingerprint of the calendar
     */
    public record Why(long brokenSince, String phase, int calendar, List<Sample> samples) {
        public Why {
            samples = List.copyOf(samples);
        }
    }

    /**
     * The figures at one tick, and the newest reading in them.
     *
     * @param observedAt clock of the device; null when it gave none
     * @param receivedAt our clock; null when nothing was heard
     */
    public record Sample(
            long at,
            @Nullable Long observedAt,
            @Nullable Long receivedAt,
            @Nullable Double value,
            int count) {}

    static String id(String rule, String subject, long raisedAt) {
        StringBuilder id = new StringBuilder(rule).append('.');
        if (subject.matches("[a-z0-9/-]{1,100}")) {
            id.append(subject.replace('/', '.'));
        } else {
            long hash = 0xcbf29ce484222325L; // FNV-1a over UTF-16
            for (int i = 0; i < subject.length(); i++) {
                hash = (hash ^ subject.charAt(i)) * 0x100000001b3L;
            }
            id.append('x').append(Long.toHexString(hash));
        }
        return id.append('.')
                .append(Long.toString(raisedAt / 1000, 36))
                .toString()
                .toLowerCase(Locale.ROOT);
    }

    /** Whether the rule is still broken. */
    public boolean isActive() {
        return life.clearedAt() == null;
    }

    public State state() {
        return life.state();
    }

    public long raisedAt() {
        return life.raisedAt();
    }

    /** Whether it asks for somebody: nobody has it, and no other alert stands for it. */
    public boolean isWaiting() {
        return (state() == State.NEW || state() == State.RETURNED) && life.within() == null;
    }

    Alert with(Extent now) {
        return new Alert(id, cause, life, now, handling, why);
    }

    /** The same after an act. */
    Alert after(Act.Kind kind, long at, Life then) {
        return after(new Said(kind, Party.NOBODY), at, then, handling.accepted(), handling.shelf(), 0);
    }

    /** What is said in an act. */
    record Said(
            Act.Kind kind,
            Party by,
            Party to,
            String text,
            @Nullable Long until) {
        /** By time or the figures. */
        Said(Act.Kind kind, Party to) {
            this(kind, Party.NOBODY, to, "", null);
        }
    }

    Alert after(Said said, long at, Life then, @Nullable Acceptance accepted, @Nullable Shelf shelf, int revisions) {
        List<Act> acts = new ArrayList<>(handling.acts());
        int number = acts.isEmpty() ? 1 : acts.get(acts.size() - 1).number() + 1;
        acts.add(new Act(number, at, said.kind(), said.by(), said.to(), said.text(), said.until()));
        if (acts.size() > MOST_ACTS) {
            acts.remove(0);
        }
        return new Alert(
                id, cause, then, extent, new Handling(handling.revision() + revisions, accepted, shelf, acts), why);
    }
}
