package ioc;

import ioc.follow.Feed;
import ioc.journal.Entry;
import ioc.journal.Journal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The journal as its followers read it. */
record JournalFeed(Journal journal) implements Feed {
    @Override
    public List<Entry> read(long fromExclusive, int max) throws IOException {
        return journal.read(fromExclusive, max);
    }

    @Override
    public long head() {
        return journal.head();
    }

    @Override
    public long await(long position, Duration atMost) throws InterruptedException {
        return journal.await(position, atMost);
    }
}
