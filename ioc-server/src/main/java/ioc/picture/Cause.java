package ioc.picture;

/** Something that is lost and takes devices with it: a site all of its own, a device those that hang behind it. */
public record Cause(Kind kind, String subject) {
    public enum Kind {
        /** Subject is its id. */
        SITE,
        /** Subject as {@link DevicePicture#key}. */
        DEVICE
    }
}
