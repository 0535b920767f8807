package ioc.source;

import ioc.journal.Entry;

/**
 * A record on its way into the journal, as its source told it, without what must not be kept.
 *
 * @param subject natural key of the record; empty when it has none, {@code up} or {@code down} for a feed
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; a copy per record would cost
public record Raw(Entry.Kind kind, String source, String subject, byte[] body) {}
