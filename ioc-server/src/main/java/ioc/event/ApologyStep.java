package ioc.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person did about the letter of apology of one dossier. Names those who sign and who typed, never the applicant.
 *
 * @param revision of the letter that the person had before them; 0 where there was none
 * @param by name of the person
 * @param text as it is from now on; null unless {@code kind} is {@code SAVE}
 */
public record ApologyStep(
        Kind kind, int revision, String by, @Nullable Text text) {
    /** What was done. */
    public enum Kind {
        /** A draft was written, or written anew. */
        SAVE,
        /** The draft was given up. */
        DISCARD,
        /** It was signed: its text is fixed. */
        SIGN,
        /** It was taken back to be a draft again. */
        REOPEN,
        /** It went out. */
        SEND
    }

    /**
     * What stands in the letter, but for the applicant.
     *
     * @param form name of the official form
     * @param reason of the delay
     */
    public record Text(String form, String reason, Dates dates, Origin origin, Signing signing) {
        public Text {
            within("form", form, 1, 50);
            within("reason", reason, 1, 4_000);
        }
    }

    /**
     * What is promised, and from what it was reckoned.
     *
     * @param dueAt the due instant that the letter names
     * @param byAt when the letter must have gone out; null where that could not be said
     * @param promisedAt the new date
     */
    public record Dates(Instant dueAt, @Nullable Instant byAt, Instant promisedAt) {
        public Dates {
            if (!promisedAt.isAfter(dueAt)) {
                throw new IllegalArgumentException(
                        "promisedAt: was " + promisedAt + " but must be after dueAt, " + dueAt);
            }
        }
    }

    /**
     * Who writes.
     *
     * @param parent of the agency; may be empty
     * @param number of the letter with its sign; may be empty
     * @param office where the dossier was received; may be empty
     * @param receipt number of the paper that confirms reception; may be empty
     */
    public record Origin(String parent, String agency, String number, String place, String office, String receipt) {
        public Origin {
            within("parent", parent, 0, 200);
            within("agency", agency, 1, 200);
            within("number", number, 0, 50);
            within("place", place, 1, 100);
            within("office", office, 0, 300);
            within("receipt", receipt, 0, 100);
        }
    }

    /**
     * Who signs, and who else gets it.
     *
     * @param authority on whose behalf; may be empty
     * @param title may be empty in a draft
     * @param name may be empty in a draft
     */
    public record Signing(String authority, String title, String name, List<String> recipients) {
        public Signing {
            within("authority", authority, 0, 120);
            within("title", title, 0, 120);
            within("name", name, 0, 120);
            recipients = List.copyOf(recipients);
            if (recipients.size() > 10) {
                throw new IllegalArgumentException("recipients: were " + recipients.size() + " but must be at most 10");
            }
            recipients.forEach(recipient -> within("recipients", recipient, 1, 120));
        }

        /** Names who signs. */
        public boolean isComplete() {
            return !title.isEmpty() && !name.isEmpty();
        }
    }

    public ApologyStep {
        within("by", by, 1, 100);
        if (revision < 0) {
            throw new IllegalArgumentException("revision: was " + revision + " but must be 0 or more");
        }
        if ((text != null) != (kind == Kind.SAVE)) {
            throw new IllegalArgumentException("letter: must be there to save a draft, and then only");
        }
    }

    private static void within(String where, String text, int least, int most) {
        if (!text.equals(text.strip()) || text.length() < least || text.length() > most) {
            throw new IllegalArgumentException(where + ": was " + text.length() + " characters but must be " + least
                    + " to " + most + ", without space around");
        }
    }
}
