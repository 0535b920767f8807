package ioc.journal;

/**
 * One input, raw, as it came in. The body is shared, not copied: nobody may write to it.
 *
 * @param position 1, 2, 3 ... without gap over all days; 0 while not yet appended
 * @param receivedAt epoch ms of our clock, never less than that of the entry before
 * @param source {@code mqtt}, the id of a dossier or task system, {@code person} or {@code ioc} itself
 * @param subject topic of a message, key of a record, id of an alert, code of a dossier, {@code up} or {@code down} for a feed
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; a copy per message would cost
public record Entry(
        long position, long receivedAt, Kind kind, String source, String subject, boolean retained, byte[] body) {
    /** What an entry is. The number is on disk: never change one, only add. */
    public enum Kind {
        MESSAGE(1),
        DOSSIER(2),
        ASSIGNMENT(3),
        FEED(4),
        /** What the picture said at a full minute: an output kept for the series, without effect on the picture. */
        SAMPLE(6),
        /** One step in the handling of a dossier. */
        STEP(7),
        /** What a person did about a letter of apology; subject is the code of the dossier. */
        APOLOGY(8),
        /** What a person does about an assignment. */
        ACTION(9),
        /** What a person does about an alert; subject is its id. */
        HANDLING(10),
        /** What an administrator makes of a rule; subject is its id. */
        RULE(11),
        /** A wall or a part of the server came to work or ceased to; subject is its id. */
        PART(12),
        /** Somebody hands a shift over, or takes it. */
        SHIFT(13),
        /** What somebody did, for the audit: without effect on the picture. Subject is the operation. */
        DEED(20);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("journal entry kind: was " + code + " but must be one of ours");
        }
    }
}
