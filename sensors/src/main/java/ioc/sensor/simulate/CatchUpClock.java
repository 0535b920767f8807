package ioc.sensor.simulate;

import java.time.Instant;

/** A clock that the past is played to: it stands still until it is told to go on. */
public interface CatchUpClock {
    /**
     * Everything published so far is acknowledged by the broker; the clock goes on to an instant that no message published
     * next will exceed. May block until the receiver has taken what was published before: then its time of receipt is right.
     */
    void advanceTo(Instant instant);
}
