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
        /** Open, running, due within the window. */
        SOON,
        /** Open, running, past its due instant. */
        OVERDUE,
        /** Open, the clock stands. */
        PAUSED,
        /** Done, not yet handed over. */
        HANDOVER,
        DONE_ON_TIME,
        /** Done at a later instant than due. */
        DONE_LATE,
        /** Done on a later day than due: what most reports count. */
        DONE_LATE_BY_DAY,
        /** Without due instant. */
        UNDATED;

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
