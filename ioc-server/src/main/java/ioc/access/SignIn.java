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
 * @param way {@code password} or {@code invitation}
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
    public SignIn seen(long at) {
        return new SignIn(hash, id, person, begunAt, endsAt, at, address, browser, way);
    }
}
