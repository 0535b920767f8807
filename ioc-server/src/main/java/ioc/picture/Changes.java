package ioc.picture;

import java.util.LinkedHashSet;
import java.util.Set;

/** The subjects that changed since one reader last asked, each once, in the order of their first change. */
public final class Changes {
    private Set<Change> marked = new LinkedHashSet<>();

    Changes() {}

    void mark(Change change) {
        marked.add(change);
    }

    /** What changed since the last call. */
    public Set<Change> take() {
        Set<Change> taken = marked;
        marked = new LinkedHashSet<>();
        return taken;
    }
}
