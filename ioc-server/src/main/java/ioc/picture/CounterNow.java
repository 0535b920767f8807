package ioc.picture;

import ioc.sensor.Reading.CounterState.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a counter last said of itself.
 *
 * @param since our clock, epoch ms
 * @param openedMs time open today before {@code since}
 */
public record CounterNow(
        State state, List<String> services, @Nullable Long observedAt, long since, long openedMs) {
    public CounterNow {
        services = List.copyOf(services);
    }

    CounterNow next(State said, List<String> taken, @Nullable Long saidAt, long at) {
        if (said == state) {
            return new CounterNow(state, taken, saidAt, since, openedMs);
        }
        return new CounterNow(said, taken, saidAt, at, openedMs(at));
    }

    /** Time open today until {@code now}. */
    long openedMs(long now) {
        return openedMs + (state == State.OPEN ? Math.max(0, now - since) : 0);
    }

    /** The same, of which the device's own time means nothing any more. */
    CounterNow withoutTime() {
        return new CounterNow(state, services, null, since, openedMs);
    }

    /** The same on a new day, of which nothing has passed: an open counter counts from its start on. */
    CounterNow newDay(long start) {
        return new CounterNow(state, services, observedAt, state == State.OPEN ? Math.max(since, start) : since, 0);
    }
}
