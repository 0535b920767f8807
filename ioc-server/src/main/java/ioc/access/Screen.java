package ioc.access;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wall that was paired: a device, not a person. It only looks, at one layout, with one scope.
 *
 * @param id never re-used
 * @param pairedBy who gave it its name
 * @param drawnAt when it last said that it had drawn; null while it never did
 */
public record Screen(
        String id,
        String name,
        String layout,
        Scope scope,
        Instant pairedAt,
        String pairedBy,
        @Nullable Instant drawnAt,
        Optional<Report> report) {
    /**
     * What a screen said of itself last.
     *
     * @param seq of the last frame it has drawn
     * @param heap bytes; null where its browser does not say
     * @param growth of the heap in bytes an hour; null while that is not known
     * @param errors of the page since it was loaded
     * @param error the last of them; empty for none
     */
    public record Report(
            Instant at,
            long seq,
            @Nullable Long heap,
            @Nullable Long growth,
            int errors,
            String error) {}

    /** As it asks for something. */
    public Caller caller() {
        return new Caller("screen:" + id, name, Role.VIEWER, scope);
    }
}
