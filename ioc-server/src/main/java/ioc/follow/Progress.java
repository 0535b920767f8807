package ioc.follow;

import org.jspecify.annotations.Nullable;

/**
 * How far a follower is.
 *
 * @param position of the newest entry that is in the store or gave nothing to store
 * @param head newest entry of the journal
 * @param receivedAt epoch ms at which the entry at {@code position} came in; 0 when none was read yet
 * @param written items stored since the start, exact
 * @param dead items refused for ever since the start, exact; the newest are in the file of dead letters
 * @param error what is wrong now; null when all is well
 */
public record Progress(
        String name,
        State state,
        long position,
        long head,
        long receivedAt,
        long written,
        long dead,
        @Nullable String error) {
    /** What a follower is doing. */
    public enum State {
        STARTING,
        FOLLOWING,
        /** The store is away; tried again with growing pauses. */
        AWAY,
        /** The store refuses until a person acts; tried again every half minute. */
        REFUSED,
        CLOSED
    }

    /** Entries not yet in the store. */
    public long lag() {
        return Math.max(0, head - position);
    }
}
