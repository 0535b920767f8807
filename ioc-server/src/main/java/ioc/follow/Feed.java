package ioc.follow;

import ioc.journal.Entry;
import java.util.List;

/** What a follower reads: durable entries in order of position. Called on the follower's thread. */
public interface Feed {
    /** At most {@code max} entries after a position; empty when there is nothing newer. */
    List<Entry> read(long fromExclusive, int max);

    /** Position of the newest durable entry; 0 when there is none. */
    long head();
}
