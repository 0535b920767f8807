package ioc.records;

import java.util.Locale;
import java.util.Optional;

/**
 * A group of the dossier list, as SQL; the same groups as on the wall. {@code OPEN} = {@code OVERDUE} + {@code SOON} +
 * {@code IN_TIME} + {@code PAUSED} + {@code TO_RECEIVE}; {@code ALL} = {@code OPEN} + {@code DONE} + {@code UNSORTED}.
 */
public enum DossierState {
    ALL("1 = 1"),
    OPEN("is_open = 1"),
    /** Past the due instant; while it waits for the citizen, past it before the wait. */
    OVERDUE("is_open = 1 AND status <> 1 AND due_at < COALESCE(stands_since, :now)"),
    SOON("is_open = 1 AND status <> 1 AND stands_since IS NULL AND soon_at <= :now AND due_at >= :now"),
    /** Also those without a due instant. */
    IN_TIME("is_open = 1 AND status <> 1 AND stands_since IS NULL"
            + " AND (due_at IS NULL OR due_at >= :now AND (soon_at IS NULL OR soon_at > :now))"),
    /** Waits for the citizen; the clock stands. */
    PAUSED("is_open = 1 AND status <> 1 AND stands_since IS NOT NULL AND (due_at IS NULL OR due_at >= stands_since)"),
    /** Submitted, and not yet received. */
    TO_RECEIVE("is_open = 1 AND status = 1"),
    /** Of those, for longer than the limit of reception. */
    TO_RECEIVE_LATE("is_open = 1 AND status = 1 AND due_at < :now"),
    /** Handled, and not yet handed over; part of {@code DONE}. */
    HANDOVER("status = 9 AND returned_at IS NULL"),
    /** Handled, refused, withdrawn or stopped. */
    DONE("is_open = 0 AND status <> 0"),
    DONE_ON_TIME("is_open = 0 AND late = 0"),
    /** Done at a later instant than due. */
    DONE_LATE("is_open = 0 AND late > 0"),
    /** Done on a later day than due. */
    DONE_LATE_DAY("is_open = 0 AND late = 2"),
    /** Refused, withdrawn or stopped; part of {@code DONE}. */
    STOPPED("is_open = 0 AND status IN (3, 7, 8)"),
    /** Late as QĐ 766 counts, open or done. */
    SCORED_LATE("late_from < :now"),
    /** Open, and a letter of apology is to go out: from the first warning on, or because one is begun. */
    APOLOGY_OWED(Apology.OWED),
    /** Of those, no letter is begun. */
    APOLOGY_TO_WRITE(Apology.OWED + " AND apology IN ('', 'discarded')"),
    /** Of those owed, it should have gone out by now. */
    APOLOGY_PAST(Apology.OWED + " AND (apology_by < :now OR " + Apology.OVERDUE + ")"),
    APOLOGY_DRAFT("is_open = 1 AND status <> 1 AND apology = 'draft'"),
    APOLOGY_SIGNED("is_open = 1 AND status <> 1 AND apology = 'signed'"),
    /** Open, and its letter went out. */
    APOLOGY_SENT("is_open = 1 AND status <> 1 AND apology IN ('sent', 'sent-late')"),
    /** Of those, later than it should have. */
    APOLOGY_SENT_LATE("is_open = 1 AND status <> 1 AND apology = 'sent-late'"),
    /** Sources say different things of it. */
    DISPUTED("is_disputed = 1"),
    /** With a status nobody knows. */
    UNSORTED("status = 0"),
    /** Without a due instant, open or done. */
    UNDATED("due_at IS NULL");

    /** Parts of the conditions about letters. */
    private static final class Apology {
        static final String OVERDUE = "due_at < COALESCE(stands_since, :now)";
        static final String OWED = "is_open = 1 AND status <> 1 AND (apology IN ('draft', 'signed')"
                + " OR apology IN ('', 'discarded') AND (" + OVERDUE + " OR stands_since IS NULL AND soon_at <= :now))";
    }

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String condition;

    DossierState(String condition) {
        this.condition = condition;
    }

    /** As in an address: {@code done-late}. */
    public String word() {
        return word;
    }

    String condition() {
        return condition;
    }

    public static Optional<DossierState> of(String word) {
        for (DossierState state : values()) {
            if (state.word.equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
