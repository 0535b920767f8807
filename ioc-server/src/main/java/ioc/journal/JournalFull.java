package ioc.journal;

/** The queue in front of the disk has no room now; nothing of the input was taken. Try again later (HTTP 503). */
public final class JournalFull extends RuntimeException {
    JournalFull(String message) {
        super(message);
    }
}
