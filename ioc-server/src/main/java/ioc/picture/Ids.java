package ioc.picture;

import java.util.LinkedHashSet;
import java.util.List;

/** The newest ids seen, at most {@code most}; the oldest is forgotten first. */
final class Ids {
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private final int most;

    Ids(int most, List<String> before) {
        this.most = most;
        before.forEach(this::isNew);
    }

    boolean knows(String id) {
        return seen.contains(id);
    }

    /** Remembers it; false when it was known. */
    boolean isNew(String id) {
        if (!seen.add(id)) {
            return false;
        }
        if (seen.size() > most) {
            var oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    void forget() {
        seen.clear();
    }

    List<String> freeze() {
        return List.copyOf(seen);
    }
}
