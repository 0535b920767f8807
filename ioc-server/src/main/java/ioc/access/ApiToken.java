package ioc.access;

/**
 * The key of a machine: what it may do, until when.
 *
 * @param hash of the token, which is shown once and kept nowhere
 * @param id names it without opening anything
 * @param madeBy id of a person
 * @param endsAt epoch ms
 * @param seenAt last request, epoch ms, by the minute; 0 for never
 */
public record ApiToken(
        String hash,
        String id,
        String name,
        Role role,
        Scope scope,
        String madeBy,
        long madeAt,
        long endsAt,
        long seenAt) {
    /** Over by now. */
    public ApiToken ended(long now) {
        return new ApiToken(hash, id, name, role, scope, madeBy, madeAt, Math.min(endsAt, now), seenAt);
    }

    public ApiToken seen(long at) {
        return new ApiToken(hash, id, name, role, scope, madeBy, madeAt, endsAt, at);
    }
}
