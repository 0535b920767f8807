package ioc.follow;

import java.util.List;

/** A store that keeps items together with the position they came from. Used by one thread. */
public interface Sink<T> {
    /** How far the journal is in the store; 0 when it is empty. */
    long position() throws StoreAway;

    /**
     * Stores a batch and its position. When it returns, both are durable; when it throws, the same batch comes again, so
     * a repeat must not count twice.
     *
     * @return the items the store will never take, with its reason; all others are stored
     */
    List<Dead> write(List<T> items, long position) throws StoreAway;
}
