package ioc.picture;

import ioc.place.Name;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How many dossiers of one unit, or of all, stand how. One dossier may count under several traits. */
public final class DossierCounts {
    /** A way to stand. */
    public enum Trait {
        /** Known at all. */
        RECEIVED,
        /** Handling goes on. */
        OPEN,
        /** Open, running, and the first warning is due. */
        SOON,
        /** Open, past its due instant; when it waits for the citizen, past it before the wait. */
        OVERDUE,
        /** Open, the clock stands and is not past its due instant. */
        PAUSED,
        /** Of those, waiting for a payment. */
        PAUSED_FOR_PAYMENT,
        /** Open, submitted and not yet received. */
        TO_RECEIVE,
        /** Of those, for longer than the limit of reception. */
        TO_RECEIVE_LATE,
        /** Done, not yet handed over. */
        HANDOVER,
        DONE_ON_TIME,
        /** Done at a later instant than due. */
        DONE_LATE,
        /** Done on a later day than due: what most reports count. */
        DONE_LATE_BY_DAY,
        /** Done on an earlier day than due. */
        DONE_EARLY,
        /** Late as QĐ 766 counts, open or done. */
        SCORED_LATE,
        /** Open, and a letter of apology is to go out: from the first warning on, or because one is begun. */
        APOLOGY_OWED,
        /** Of those, it should have gone out by now. */
        APOLOGY_PAST,
        /** Of those owed, a draft is there. */
        APOLOGY_DRAFT,
        /** Of those owed, it is signed. */
        APOLOGY_SIGNED,
        /** Open, and its letter of apology went out. */
        APOLOGY_SENT,
        /** Of those, later than it should have. */
        APOLOGY_SENT_LATE,
        /** Without due instant. */
        UNDATED,
        /** With a status nobody knows; neither open nor done. */
        UNSORTED,
        /** Received before the period and not settled before it. */
        CARRIED_OVER,
        /** Received in the period. */
        RECEIVED_NOW,
        /** Of those, online. */
        RECEIVED_ONLINE,
        /** Of those, by post. */
        RECEIVED_BY_POST,
        /** Done in the period. */
        SETTLED_NOW,
        /** Of those, at a later instant than due. */
        SETTLED_LATE,
        /** Refused, withdrawn or stopped in the period. */
        STOPPED_NOW;

        private final String field;

        Trait() {
            String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
            StringBuilder text = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
            }
            field = text.toString();
        }

        /** Name in frames, such as {@code doneOnTime}. */
        public String field() {
            return field;
        }
    }

    private final String key;
    private final Name name;
    private final Map<Trait, Integer> counts = new EnumMap<>(Trait.class);

    DossierCounts(String key, Name name) {
        this.key = key;
        this.name = name;
    }

    /** Id of the unit; {@code ~} and the raw word for one nobody knows; empty for all. */
    public String key() {
        return key;
    }

    public Name name() {
        return name;
    }

    public int count(Trait trait) {
        return counts.getOrDefault(trait, 0);
    }

    void add(Set<Trait> traits, int sign) {
        traits.forEach(trait -> counts.merge(trait, sign, Integer::sum));
    }
}
