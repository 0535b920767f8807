package ioc.dossier;

import ioc.event.ApologyStep;
import ioc.event.ApologyStep.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The letter of apology of one dossier: draft, signed, sent. A fold over what people did; immutable. Whoever acts names the
 * revision they saw, so of two at once one is refused. What a calendar allows is asked before a step is taken, not here:
 * a letter that went out stays what it was when days off change.
 *
 * @param revision number of steps so far
 * @param deeds what it was and is, the present last; at most {@value #MOST}
 * @param text as last saved
 */
public record Apology(int revision, List<Deed> deeds, Text text) {
    private static final int MOST = 20;

    /** How far a letter is. */
    public enum State {
        DISCARDED,
        DRAFT,
        /** Its text is fixed. */
        SIGNED,
        /** For good: there is one letter for a dossier. */
        SENT;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** Name in answers, such as {@code draft}. */
        public String word() {
            return word;
        }
    }

    /** Since when it is what, by whom. */
    public record Deed(State state, Instant at, String by) {}

    /** What is owed for a dossier now. */
    public enum Duty {
        NONE,
        /** Lateness is foreseen and no letter is begun. */
        TO_WRITE,
        /** The same, and the letter should have gone out. */
        LATE,
        DRAFT,
        SIGNED,
        SENT,
        /** Sent later than it should have been. */
        SENT_LATE;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** Name in answers, such as {@code sent-late}. */
        public String word() {
            return word;
        }
    }

    /** Why no letter can be written, signed or sent for a dossier now. */
    public enum Hindrance {
        /** Refused, withdrawn, stopped or done. */
        ENDED,
        NOT_RECEIVED,
        NO_DUE,
        /** It waits for the applicant and is in time: nobody knows yet what the letter would have to name. */
        STANDING;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        public String word() {
            return word;
        }
    }

    /**
     * Why a new date cannot be promised.
     *
     * @param allowed what it must be after, or the next instant of working time
     */
    public record Fault(Kind kind, Instant allowed) {
        /** What is wrong with it. */
        public enum Kind {
            /** It is not after the due instant, the original one and the present one. */
            AFTER_DUE,
            AFTER_NOW,
            /** Nobody works then. */
            WORKING_TIME;

            private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

            public String word() {
                return word;
            }
        }
    }

    public Apology {
        deeds = List.copyOf(deeds);
        if (deeds.isEmpty()) {
            throw new IllegalArgumentException("apology: was never begun");
        }
    }

    /** Which state a step leads to from another, null for none yet; empty when it cannot be taken. */
    public static Optional<State> next(@Nullable State state, ApologyStep.Kind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case SAVE -> state == null || state == State.DISCARDED || state == State.DRAFT ? State.DRAFT : null;
                    case DISCARD -> state == State.DRAFT ? State.DISCARDED : null;
                    case SIGN -> state == State.DRAFT ? State.SIGNED : null;
                    case REOPEN -> state == State.SIGNED ? State.DRAFT : null;
                    case SEND -> state == State.SIGNED ? State.SENT : null;
                });
    }

    /** After a step; empty when it was made for another revision or cannot be taken. */
    static Optional<Apology> after(@Nullable Apology before, ApologyStep step, Instant at) {
        int revision = before == null ? 0 : before.revision;
        State now = before == null ? null : before.state();
        Text text = step.text() != null ? step.text() : before == null ? null : before.text;
        State next = next(now, step.kind()).orElse(null);
        if (revision != step.revision()
                || next == null
                || text == null
                || (next == State.SIGNED && !text.signing().isComplete())) {
            return Optional.empty();
        }
        List<Deed> deeds = new ArrayList<>(before == null ? List.of() : before.deeds);
        Deed last = deeds.isEmpty() ? null : deeds.get(deeds.size() - 1);
        if (last != null && last.state() == State.DRAFT && next == State.DRAFT) {
            deeds.remove(last); // written on
        }
        deeds.add(new Deed(next, at, step.by()));
        return Optional.of(
                new Apology(revision + 1, deeds.subList(Math.max(0, deeds.size() - MOST), deeds.size()), text));
    }

    public State state() {
        return last().state();
    }

    /** Begin of the present state. */
    public Instant since() {
        return last().at();
    }

    /** Who brought it there. */
    public String by() {
        return last().by();
    }

    private Deed last() {
        return deeds.get(deeds.size() - 1);
    }

    /** When it was signed; null for a letter that is not. */
    public @Nullable Instant signedAt() {
        if (state() != State.SIGNED && state() != State.SENT) {
            return null;
        }
        for (int i = deeds.size() - 1; i >= 0; i--) {
            if (deeds.get(i).state() == State.SIGNED) {
                return deeds.get(i).at();
            }
        }
        return null;
    }

    /** When it went out; null while it has not. */
    public @Nullable Instant sentAt() {
        return state() == State.SENT ? since() : null;
    }

    /** It went out later than it should have. */
    public boolean isSentLate() {
        Instant sent = sentAt();
        Instant by = text.dates().byAt();
        return sent != null && sent.isAfter(by == null ? text.dates().dueAt() : by);
    }
}
