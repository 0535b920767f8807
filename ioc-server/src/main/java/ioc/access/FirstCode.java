package ioc.access;

import java.time.Duration;

/** The one-time code of a server that knows nobody: who has it becomes the first administrator. */
public final class FirstCode {
    public static final Duration LASTS = Duration.ofMinutes(30);
    private static final int TRIES = 5;

    private final String hash;
    private final long until;
    private int left = TRIES;

    public FirstCode(String code, long now) {
        this.hash = Randoms.hash(Randoms.typed(code));
        this.until = now + LASTS.toMillis();
    }

    /** Every try counts; after too many or too late no code is right. */
    public boolean opens(String code, long now) {
        if (!isOpen(now)) {
            return false;
        }
        left--;
        return Randoms.same(hash, Randoms.hash(Randoms.typed(code)));
    }

    public boolean isOpen(long now) {
        return left > 0 && now < until;
    }

    public int left() {
        return left;
    }

    /** Epoch ms. */
    public long until() {
        return until;
    }
}
