package ioc.picture;

import java.util.Locale;
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

    private final Feed feed;
    private final Change change;
    private @Nullable Long heardAt;
    private boolean down;
    private Standing standing;

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

    /** A feed in a frozen picture. */
    public record Frozen(String id, @Nullable Long heardAt, boolean down) {}

    Frozen freeze() {
        return new Frozen(feed.id(), heardAt, down);
    }

    void restore(Frozen frozen, long now, boolean open) {
        heardAt = frozen.heardAt();
        down = frozen.down();
        standing = standing(now, open);
    }
}
