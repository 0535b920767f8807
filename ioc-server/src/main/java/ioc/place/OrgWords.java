package ioc.place;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which unit of today a source means by a word of its own. A unit that ended counts for its one heir; where several took
 * over, nobody can say which, and it keeps a row of its own. A word nobody knows is a row too, shown as written.
 */
public final class OrgWords {
    private static final String RAW = "~";
    private final Places places;

    /** Looks words up in these places. */
    public OrgWords(Places places) {
        this.places = places;
    }

    /** Key of the row: the id of a unit, or {@code ~} and the raw word. */
    public String key(String word, LocalDate then, LocalDate today) {
        Optional<Org> org = places.orgCalled(word, then).or(() -> places.orgCalled(word, today));
        if (org.isEmpty()) {
            return RAW + (word.length() > 120 ? word.substring(0, 120) : word);
        }
        List<Org> heirs = places.heirs(org.get(), today);
        return heirs.size() == 1 ? heirs.get(0).id() : org.get().id();
    }

    @Override
    public String toString() {
        return places.orgs().toString();
    }

    /** The name of a row. */
    public Name name(String key) {
        if (key.startsWith(RAW)) {
            String raw = key.substring(RAW.length());
            return new Name(raw, raw, raw, raw);
        }
        return places.org(key).map(Org::name).orElseGet(() -> new Name(key, key, key, key));
    }
}
