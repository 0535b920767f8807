package ioc.follow;

import org.jspecify.annotations.Nullable;

/** A store cannot be used now. Nothing is lost: the caller tries again with the same batch. */
public final class StoreAway extends Exception {
    private final boolean needsPerson;

    private StoreAway(String message, @Nullable Throwable cause, boolean needsPerson) {
        super(message, cause);
        this.needsPerson = needsPerson;
    }

    /** It will heal by itself: not reachable, overloaded, disk full. */
    public static StoreAway forNow(String message, @Nullable Throwable cause) {
        return new StoreAway(message, cause, false);
    }

    /** A person must act: wrong password, missing database, broken file. */
    public static StoreAway untilRepaired(String message, @Nullable Throwable cause) {
        return new StoreAway(message, cause, true);
    }

    public boolean needsPerson() {
        return needsPerson;
    }
}
