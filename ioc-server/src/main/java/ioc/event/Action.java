package ioc.event;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person here does about an assignment.
 *
 * @param assignment its id
 * @param revision of the assignment that the person saw; another one and the action does not count
 * @param by name of the person
 * @param text reason, remark or instruction
 * @param due new due instant of an extension
 * @param percent progress; -1 when it is not told
 */
public record Action(
        String assignment,
        int revision,
        Kind kind,
        String by,
        String text,
        @Nullable Instant due,
        String document,
        String link,
        int percent) {
    private static final int LONGEST = 2_000;
    private static final Pattern WEB = Pattern.compile("https?://[^\\s/?#\"<>]+(?:[/?#][^\\s\"<>]*)?");

    public enum Kind {
        /** Đôn đốc. */
        REMIND,
        /** Yêu cầu giải trình. */
        ASK_EXPLANATION,
        NOTE,
        PROGRESS,
        EVIDENCE,
        /** The lead says that it is done. */
        REPORT,
        CONFIRM,
        REFUSE,
        ASK_EXTENSION,
        APPROVE_EXTENSION,
        REFUSE_EXTENSION;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

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

        private boolean needsText() {
            return this == ASK_EXPLANATION
                    || this == NOTE
                    || this == REFUSE
                    || this == ASK_EXTENSION
                    || this == REFUSE_EXTENSION;
        }
    }

    public Action {
        text = brief("text", text);
        document = brief("document", document);
        by = brief("by", by);
        if (by.isEmpty()) {
            throw new IllegalArgumentException("by: was blank but must be the name of a person");
        }
        if (kind.needsText() && text.isEmpty()) {
            throw new IllegalArgumentException("text: was blank but " + kind.word() + " needs a reason");
        }
        if (kind == Kind.ASK_EXTENSION && due == null) {
            throw new IllegalArgumentException("due: was absent but must be the new due instant");
        }
        if (kind == Kind.EVIDENCE && document.isEmpty()) {
            throw new IllegalArgumentException("document: was blank but must name the evidence");
        }
        if (percent < -1 || percent > 100 || (kind == Kind.PROGRESS && percent < 0)) {
            throw new IllegalArgumentException("percent: was " + percent + " but must be 0..100");
        }
        link = link.strip();
        if (!link.isEmpty() && !isWeb(link)) {
            throw new IllegalArgumentException("link: was \"" + link + "\" but must begin with http:// or https://");
        }
    }

    /** Whether a text is an address of the web that a page may link to. */
    public static boolean isWeb(String link) {
        return link.length() <= LONGEST && WEB.matcher(link).matches();
    }

    private static String brief(String field, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    field + ": was " + text.length() + " characters but must be at most " + LONGEST);
        }
        return text.strip();
    }
}
