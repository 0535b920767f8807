package ioc.series;

import ioc.follow.Dead;
import ioc.follow.Sink;
import ioc.follow.StoreAway;
import java.util.List;

/**
 * A store of points. Same measurement, tags and time is the same point: writing it again replaces it.
 *
 * <p>{@link #position} and {@link #write} belong to the one thread of a follower, {@link #query} may be called from any
 * other; all three block. The store is first touched by the first call, so it may be away at the start.
 */
public interface Series extends Sink<Point>, AutoCloseable {
    /** Name of the engine with its version when known, such as {@code InfluxDB 1.6.7}. */
    String engine();

    @Override
    long position() throws StoreAway;

    /** A point whose field has another type than the first one of that field is dead. */
    @Override
    List<Dead> write(List<Point> points, long position) throws StoreAway;

    /** Lets the follower go on from this position, when it is further: what it writes once more replaces itself. Before it starts. */
    void rewind(long position) throws StoreAway;

    /** At most {@link Query#maxPoints} values in order of time; empty when nothing is known. */
    List<Sample> query(Query query) throws StoreAway;

    @Override
    void close();
}
