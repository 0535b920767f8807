package ioc.picture;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One feed and when it was last heard. */
public final class FeedPicture {
    public enum Standing {
        OK,
        STALE,
        LOST,
        NEVER,
        /** Nothing is expected now. */
        IDLE,
        OFF;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /** Days kept. */
    public static final int DAYS = 14;

    /**
     * Office time of one day.
     *
     * @param day ISO date
     * @param known minutes in which the server was awake and knew how the feed stands
     * @param fresh those of them in which it was as fresh as it should be
     */
    public record Day(String day, int known, int fresh) {}

    private final Feed feed;
    private final Change change;
    private @Nullable Long heardAt;
    private boolean down;
    private Standing standing;
    private final TreeMap<String, Day> days = new TreeMap<>();

    FeedPicture(Feed feed, boolean open) {
        this.feed = feed;
        change = new Change(Change.Kind.FEED, feed.id());
        this.standing = standing(0, open);
    }

    public Feed feed() {
        return feed;
    }

    /** Our clock, epoch ms. */
    public @Nullable Long heardAt() {
        return heardAt;
    }

    Change change() {
        return change;
    }

    public Standing standing() {
        return standing;
    }

    void heard(long at) {
        heardAt = at;
        down = false;
    }

    void isDown(boolean truth) {
        down = truth;
    }

    /** True when it stands differently now. */
    boolean tick(long now, boolean open) {
        Standing before = standing;
        standing = standing(now, open);
        return standing != before;
    }

    private Standing standing(long now, boolean open) {
        if (!feed.on()) {
            return Standing.OFF;
        }
        if (down) {
            return Standing.LOST;
        }
        if (heardAt == null) {
            return Standing.NEVER;
        }
        if (feed.id().equals(Feed.RATINGS) && !open) {
            return Standing.IDLE;
        }
        if (feed.period() == null) {
            return Standing.OK;
        }
        long age = now - heardAt;
        long period = feed.period().toMillis();
        return age > Limits.SILENT * period ? Standing.LOST : age > Limits.LATE * period ? Standing.STALE : Standing.OK;
    }

    /** A minute of office time, of which the server knows. */
    void sampled(LocalDate day) {
        if (standing == Standing.NEVER || standing == Standing.OFF) {
            return;
        }
        int fresh = standing == Standing.OK ? 1 : 0;
        days.merge(
                day.toString(),
                new Day(day.toString(), 1, fresh),
                (before, one) -> new Day(before.day(), before.known() + one.known(), before.fresh() + one.fresh()));
        if (days.size() > DAYS) {
            days.pollFirstEntry();
        }
    }

    /** Empty for a day of which nothing is known. */
    public Optional<Day> day(LocalDate day) {
        return Optional.ofNullable(days.get(day.toString()));
    }

    /** A feed in a frozen picture. */
    public record Frozen(String id, @Nullable Long heardAt, boolean down, List<Day> days) {
        public Frozen {
            days = List.copyOf(days);
        }
    }

    Frozen freeze() {
        return new Frozen(feed.id(), heardAt, down, List.copyOf(days.values()));
    }

    void restore(Frozen frozen, long now, boolean open) {
        heardAt = frozen.heardAt();
        down = frozen.down();
        frozen.days().forEach(day -> days.put(day.day(), day));
        standing = standing(now, open);
    }
}
