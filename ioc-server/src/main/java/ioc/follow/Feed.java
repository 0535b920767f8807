package ioc.follow;

import ioc.journal.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a follower reads: durable entries in order of position. */
public interface Feed {
    /** At most {@code max} entries after a position; empty when there is nothing newer. */
    List<Entry> read(long fromExclusive, int max) throws IOException;

    /** Position of the newest durable entry; 0 when there is none. Any thread. */
    long head();

    /** Waits until there is an entry behind this position, at most so long; returns the head. */
    long await(long position, Duration atMost) throws InterruptedException;
}
