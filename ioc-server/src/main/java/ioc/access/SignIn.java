package ioc.access;

/**
 * A person at one browser, from signing in until it ends.
 *
 * @param hash of the cookie's value, which is kept nowhere
 * @param id names it without opening anything
 * @param person id
 * @param seenAt last request, epoch ms, by the minute
 * @param address it came from
 * @param browser as it called itself, short
 * @param way {@code password}, {@code invitation}, {@code provider}; {@code provider-mfa} when the provider has asked for
 *     more than one factor, {@code provider-second} when a code was asked for here
 */
public record SignIn(
        String hash,
        String id,
        String person,
        long begunAt,
        long endsAt,
        long seenAt,
        String address,
        String browser,
        String way) {
    /** By a provider, and nobody knows yet of more than one factor. */
    public static final String PROVIDER = "provider";
    /** The same, and the provider has asked for more than one. */
    public static final String PROVIDER_STRONG = "provider-mfa";

    private static final String PROVIDER_SECOND = "provider-second";

    /** Over by now. */
    public SignIn ended(long now) {
        return new SignIn(hash, id, person, begunAt, Math.min(endsAt, now), seenAt, address, browser, way);
    }

    public SignIn seen(long at) {
        return new SignIn(hash, id, person, begunAt, endsAt, at, address, browser, way);
    }

    /** With a code that was asked for here. */
    public SignIn second() {
        String other = way.equals(PROVIDER) ? PROVIDER_SECOND : way;
        return new SignIn(hash, id, person, begunAt, endsAt, seenAt, address, browser, other);
    }

    /** A code of somebody who has a second factor was, or need not be, asked for. */
    public boolean isChecked() {
        return !way.equals(PROVIDER);
    }

    /** The provider says that it has asked for more than one factor. */
    public boolean isStrong() {
        return way.equals(PROVIDER_STRONG);
    }
}
