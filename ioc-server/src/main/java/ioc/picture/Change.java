package ioc.picture;

/** A subject of the picture that may look different now. {@code key} names it within its kind; empty where there is one only. */
public record Change(Kind kind, String key) {
    public enum Kind {
        /** Anything of one device; key as {@link DevicePicture#key}. */
        DEVICE,
        /** How much all devices say; every five minutes. */
        PACE,
        /** Who of the devices of one kind is there; key is the kind's word. */
        KIND,
        /** State or sums of one site; key is its id. */
        SITE,
        /** Tickets or counters of one site. */
        QUEUE,
        /** Ratings of one site. */
        RATING,
        /** Dossiers of one unit; key as {@link DossierCounts#key}. */
        DOSSIERS,
        /** One dossier past its due instant, or no more, or of another unit, or gone; key is its code. */
        DOSSIER,
        /** One assignment; key is its id. */
        ASSIGNMENT,
        /** One feed; key is its id. */
        FEED,
        /** One part of the installation; key is its id. */
        PART,
        /** The account of one source. */
        LEDGER,
        /** One refused subject. */
        REFUSAL,
        /** What today is compared with. */
        DAYBOOK,
        /** Office hours began or ended. */
        HOURS,
        /** A new day: everything of the day before is gone. */
        DAY
    }
}
