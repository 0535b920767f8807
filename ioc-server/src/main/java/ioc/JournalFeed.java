package ioc;

import ioc.follow.Feed;
import ioc.journal.Entry;
import ioc.journal.Journal;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal as its followers read it. A read that fails is an empty one: it is tried again. */
record JournalFeed(Journal journal) implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFeed.class);

    @Override
    public List<Entry> read(long fromExclusive, int max) {
        try {
            return journal.read(fromExclusive, max);
        } catch (IOException unreadable) {
            LOG.error("journal: not readable behind {}: {}", fromExclusive, unreadable.getMessage());
            return List.of();
        }
    }

    @Override
    public long head() {
        return journal.head();
    }
}
