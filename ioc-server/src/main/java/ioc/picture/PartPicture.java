package ioc.picture;

import org.jspecify.annotations.Nullable;

/**
 * A part of the installation that is no device: a wall, or a part of the server itself.
 *
 * @param id {@code screen/} and its id, or {@code server/} and the name of the part
 * @param name as people call it; empty when it is only known by its id
 * @param since when it came to work or not to work, epoch ms
 * @param detail why it does not; null while it does
 */
public record PartPicture(
        String id,
        String name,
        boolean works,
        long since,
        @Nullable String detail) {
    /** Start of the id of a wall. */
    public static final String SCREEN = "screen/";
}
