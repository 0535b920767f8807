package ioc.journal;

/**
 * One input on its way into the journal, which gives it a position and a time. The body is shared, not copied.
 *
 * @param source as in {@link Entry}
 * @param subject as in {@link Entry}
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; a copy per message would cost
public record Draft(Entry.Kind kind, String source, String subject, boolean retained, byte[] body) {
    Entry at(long position, long receivedAt) {
        return new Entry(position, receivedAt, kind, source, subject, retained, body);
    }

    /** Bytes this takes on the heap, roughly. */
    int cost() {
        return body.length + subject.length() + 128;
    }
}
