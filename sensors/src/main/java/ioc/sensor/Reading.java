package ioc.sensor;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one device said, in our words. {@link #observedAt} is the device's own clock and may lie; null when it has none. */
public sealed interface Reading {
    DeviceId device();

    @Nullable
    Instant observedAt();

    /** One branch per kind of reading; a new kind breaks every caller at compile time. */
    <T> T match(Cases<T> cases);

    /** One branch per kind of reading. */
    interface Cases<T> {
        T presence(Presence presence);

        T health(Health health);

        T fault(Fault fault);

        T ticketStep(TicketStep ticketStep);

        T counterState(CounterState counterState);

        T rating(Rating rating);

        T level(Level level);

        T tally(Tally tally);
    }

    /** Connected or not, as the session or its last will says. An older {@code session} than the last one heard is void. */
    record Presence(
            DeviceId device,
            @Nullable Instant observedAt,
            Link link,
            @Nullable String session) implements Reading {
        public enum Link {
            ONLINE,
            OFFLINE,
            SLEEPING
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.presence(this);
        }
    }

    /**
     * A heartbeat.
     *
     * @param uptimeSeconds since the device started; null when not said
     * @param rssi dBm; null when not said
     * @param queued messages waiting in the device; null when not said
     * @param fault short word of the fault the device itself reports, such as {@code paper-jam}; null when it is well
     */
    record Health(
            DeviceId device,
            @Nullable Instant observedAt,
            @Nullable Long uptimeSeconds,
            @Nullable String version,
            @Nullable Integer rssi,
            @Nullable Integer queued,
            @Nullable String fault)
            implements Reading {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.health(this);
        }
    }

    /**
     * One thing that is wrong with a device, or is not any more; others stay as they are.
     *
     * @param word short, such as {@code signal-loss}
     */
    record Fault(DeviceId device, @Nullable Instant observedAt, String word, boolean active) implements Reading {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.fault(this);
        }
    }

    /**
     * One step of one visit. The visit is known by site, day and {@code visit}, or by the ticket where the sender has no key of its
     * own.
     *
     * @param id the sender's id of this message, for idempotence; null when it has none
     * @param visit the sender's own key of the visit, the same in all its steps; null when the ticket is the key
     * @param ticket the label on the paper, such as {@code A012}; null where a step gives only the visit
     * @param service the service asked for; null where the step does not say
     * @param counter device name of the counter that acts, or is transferred to; null where none does
     */
    record TicketStep(
            DeviceId device,
            @Nullable Instant observedAt,
            @Nullable String id,
            Step step,
            @Nullable String visit,
            @Nullable String ticket,
            @Nullable String service,
            @Nullable String counter)
            implements Reading {
        public enum Step {
            ISSUED,
            CALLED,
            RECALLED,
            STARTED,
            TRANSFERRED,
            RETURNED,
            SERVED,
            NO_SHOW,
            CANCELLED
        }

        public TicketStep {
            if (visit == null && ticket == null) {
                throw new IllegalArgumentException("ticket: had neither visit nor ticket but must have one");
            }
        }

        /** What all steps of the visit have in common. */
        public String key() {
            return visit == null ? requireNonNull(ticket) : visit;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ticketStep(this);
        }
    }

    /** A counter opened, paused or closed, with the services it takes (empty: all). */
    record CounterState(DeviceId device, @Nullable Instant observedAt, State state, List<String> services)
            implements Reading {
        public enum State {
            OPEN,
            PAUSED,
            CLOSED
        }

        public CounterState {
            services = List.copyOf(services);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.counterState(this);
        }
    }

    /**
     * One press on a rating tablet.
     *
     * @param score 1 is worst, {@code scale} is best
     * @param reason short word such as {@code slow}; null when not asked
     */
    record Rating(
            DeviceId device,
            @Nullable Instant observedAt,
            @Nullable String id,
            int score,
            int scale,
            @Nullable String counter,
            @Nullable String reason)
            implements Reading {
        public Rating {
            if (scale < 2 || score < 1 || score > scale) {
                throw new IllegalArgumentException("rating: was " + score + " but must be 1.." + scale);
            }
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.rating(this);
        }
    }

    /**
     * How much there is now; replaces the level before it of the same quantity and part.
     *
     * @param part zone, radio or the like within the device; empty for the whole
     */
    record Level(DeviceId device, @Nullable Instant observedAt, Quantity quantity, String part, double value)
            implements Reading {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.level(this);
        }
    }

    /**
     * How many passed.
     *
     * @param id the sender's id of one passing, which tells two in one moment apart; null when it has none, and for
     *     totals
     * @param cumulative true: a running total where a decrease is a reset; false: the number of one period, to be added up
     */
    record Tally(
            DeviceId device,
            @Nullable Instant observedAt,
            @Nullable String id,
            Direction direction,
            String part,
            long count,
            boolean cumulative)
            implements Reading {
        public enum Direction {
            IN,
            OUT
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.tally(this);
        }
    }
}
