package ioc.event;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person does about an alert.
 *
 * @param alert its id
 * @param revision of the alert that the person saw; another one and nothing happens, except for a comment
 * @param to who shall have it, when it is assigned; else nobody
 * @param text comment, or the reason of a shelf
 * @param until end of a shelf
 */
public record Handling(
        String alert,
        int revision,
        Kind kind,
        Party by,
        Party to,
        String text,
        @Nullable Instant until) {
    public static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_NAME = 100;

    /** After ISA-18.2: acknowledge, suppress by shelving. */
    public enum Kind {
        /** I have it: nhận xử lý. */
        ACCEPT,
        /** Somebody else has it: giao. */
        ASSIGN,
        /** I do not have it any more: trả lại. */
        RELEASE,
        COMMENT,
        /** Out of sight for a time, for a reason: tạm ẩn. */
        SHELVE,
        UNSHELVE;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }

        public static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public Handling {
        by = checked("by", by);
        to = checked("to", to);
        text = checked("text", text, LONGEST_TEXT);
        if (by.nobody()) {
            throw new IllegalArgumentException("by: was blank but must be a person");
        }
        if (kind == Kind.ASSIGN && to.nobody()) {
            throw new IllegalArgumentException("to: was blank but must be who shall have it");
        }
        if ((kind == Kind.COMMENT || kind == Kind.SHELVE) && text.isEmpty()) {
            throw new IllegalArgumentException("text: was blank but " + kind.word() + " needs one");
        }
        if (kind == Kind.SHELVE && until == null) {
            throw new IllegalArgumentException("until: was absent but must be the end of the shelf");
        }
    }

    /** The same, given to {@code whom}. */
    public Handling to(Party whom) {
        return new Handling(alert, revision, kind, by, whom, text, until);
    }

    private static Party checked(String field, Party party) {
        return new Party(
                checked(field + ".id", party.id(), LONGEST_NAME), checked(field + ".name", party.name(), LONGEST_NAME));
    }

    private static String checked(String field, String text, int longest) {
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    field + ": was " + text.length() + " characters but must be at most " + longest);
        }
        return text.strip();
    }
}
