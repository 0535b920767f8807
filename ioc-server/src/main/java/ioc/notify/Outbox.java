package ioc.notify;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where sendings are kept until, and long after, they are sent. All calls block and may fail while the store is away; what
 * they did before is then undone. What they have done survives the end of the process.
 */
public interface Outbox {
    /** Adds those whose key is not there yet, and replaces {@code changed} by key; both or none. */
    void put(List<Sending> fresh, List<Sending> changed) throws IOException;

    /** All of an alert, in the order of its transitions. */
    List<Sending> of(String alert) throws IOException;

    /**
     * Open ones whose time has come, the longest waiting first. One that follows a waiting one of the same alert to the
     * same recipient is not among them.
     *
     * @param without recipients that are left out
     */
    List<Sending> due(Instant now, Set<String> without, int most) throws IOException;

    /** Open ones that are to be given up. */
    List<Sending> expired(Instant now, int most) throws IOException;

    /** How many are open, by recipient. */
    Map<String, Long> open() throws IOException;

    /** Forgets those that happened before and are not open. */
    void forget(Instant before) throws IOException;
}
