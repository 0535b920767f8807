package ioc.report;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The queues of one or more points over a time. What was not measured is null, and so is what is made of it.
 *
 * @param days on which something was measured
 * @param visits served
 * @param meanWaitMs of those called, over days weighted by visits
 * @param within share of calls that came within the promised time, weighted alike
 * @param longestMs somebody waited
 */
public record Queues(
        int days,
        @Nullable Long visits,
        @Nullable Long meanWaitMs,
        @Nullable Double within,
        @Nullable Long longestMs,
        @Nullable Long walkAways,
        Opinions opinions) {
    public static final Queues NONE = new Queues(0, null, null, null, null, null, Opinions.NONE);

    /** Ratings. */
    public record Opinions(long count, long good) {
        public static final Opinions NONE = new Opinions(0, 0);

        /** Share of good ones; null while there are fewer than {@code least}. */
        public @Nullable Double share(long least) {
            return count < Math.max(1, least) ? null : Double.valueOf((double) good / count);
        }
    }

    /** Added up; {@code days} is the most of any. */
    public static Queues sum(Collection<Queues> parts) {
        int days = 0;
        Long visits = null;
        Long longest = null;
        Long away = null;
        double waits = 0;
        double withins = 0;
        long waited = 0;
        long judged = 0;
        long ratings = 0;
        long good = 0;
        for (Queues part : parts) {
            days = Math.max(days, part.days);
            visits = plus(visits, part.visits);
            away = plus(away, part.walkAways);
            longest =
                    longest == null || (part.longestMs != null && part.longestMs > longest) ? part.longestMs : longest;
            long weight = part.visits == null ? 0 : part.visits;
            if (part.meanWaitMs != null) {
                waits += (double) part.meanWaitMs * weight;
                waited += weight;
            }
            if (part.within != null) {
                withins += part.within * weight;
                judged += weight;
            }
            ratings += part.opinions.count();
            good += part.opinions.good();
        }
        return new Queues(
                days,
                visits,
                waited == 0 ? null : Long.valueOf(Math.round(waits / waited)),
                judged == 0 ? null : Double.valueOf(withins / judged),
                longest,
                away,
                new Opinions(ratings, good));
    }

    /** Of the days of one point: {@code days} is how many there are. */
    public static Queues ofDays(Collection<Queues> days) {
        Queues sum = sum(days);
        return new Queues(
                days.size(), sum.visits, sum.meanWaitMs, sum.within, sum.longestMs, sum.walkAways, sum.opinions);
    }

    public Queues with(Opinions counted) {
        return new Queues(days, visits, meanWaitMs, within, longestMs, walkAways, counted);
    }

    private static @Nullable Long plus(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(one + other);
    }
}
