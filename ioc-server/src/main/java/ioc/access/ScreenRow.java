package ioc.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A screen as it is kept. Instants in epoch ms; of secrets the hash only.
 *
 * @param scope ids of units; none for the whole
 * @param secret hash of what it must show
 * @param nextSecret hash of what it was given since, and may not have got; empty for none
 * @param revokedAt null while it counts
 */
public record ScreenRow(
        String id,
        String name,
        String layout,
        List<String> scope,
        String secret,
        String nextSecret,
        long secretAt,
        long pairedAt,
        String pairedBy,
        @Nullable Long revokedAt,
        String revokedBy,
        @Nullable Long drawnAt) {
    public ScreenRow {
        scope = List.copyOf(scope);
    }

    /** The same with another secret on its way. */
    ScreenRow renewed(String hash, long at) {
        return new ScreenRow(
                id, name, layout, scope, secret, hash, at, pairedAt, pairedBy, revokedAt, revokedBy, drawnAt);
    }

    /** The secret that was on its way has arrived. */
    ScreenRow arrived() {
        return new ScreenRow(
                id, name, layout, scope, nextSecret, "", secretAt, pairedAt, pairedBy, revokedAt, revokedBy, drawnAt);
    }

    ScreenRow revoked(long at, String by) {
        return new ScreenRow(id, name, layout, scope, "", "", secretAt, pairedAt, pairedBy, at, by, drawnAt);
    }

    ScreenRow drawn(long at) {
        return new ScreenRow(
                id, name, layout, scope, secret, nextSecret, secretAt, pairedAt, pairedBy, revokedAt, revokedBy, at);
    }
}
