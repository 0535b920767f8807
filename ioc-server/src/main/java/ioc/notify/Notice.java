package ioc.notify;

import ioc.alert.Priority;
import ioc.config.NoticeKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people may be told: one transition of one alert. The same transition said again is the same notice.
 *
 * @param transition of this alert, counted from the one that raised it; later ones are larger
 */
public record Notice(String alert, int transition, What what, Cause cause, Wording wording, Times times, Call call) {
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_DETAILS = 40;

    public record What(NoticeKind kind, Priority priority) {}

    /**
     * What broke which rule.
     *
     * @param org id of the unit it is of; null where it is of none
     */
    public record Cause(
            String rule,
            String subject,
            @Nullable String site,
            @Nullable String org) {
        public Cause {
            rule = line("rule", rule, LONGEST_ID);
            subject = line("subject", subject, LONGEST_TEXT);
        }
    }

    /** A text in both languages. */
    public record Both(String vi, String en) {
        public static final Both NONE = new Both("", "");

        public String in(String language) {
            return language.equals("en") ? en : vi;
        }
    }

    /** A value that the alert was raised for, as text: what it is, and how much. */
    public record Detail(String id, Both label, String value) {
        public Detail {
            id = line("detail", id, LONGEST_ID);
            label = new Both(line("detail", label.vi(), LONGEST_ID), line("detail", label.en(), LONGEST_ID));
            value = text("detail " + id, value);
        }
    }

    /**
     * What is said.
     *
     * @param whatToDo empty where the rule says nothing
     * @param url of the alert; a path is put behind the address of this server
     */
    public record Wording(Both title, List<Detail> details, Both whatToDo, String url) {
        public Wording {
            title = new Both(line("title", title.vi(), LONGEST_TEXT), line("title", title.en(), LONGEST_TEXT));
            details = List.copyOf(details);
            if (details.size() > MOST_DETAILS) {
                throw new IllegalArgumentException(
                        "notice details: was " + details.size() + " but must be at most " + MOST_DETAILS);
            }
            whatToDo = new Both(text("whatToDo", whatToDo.vi()), text("whatToDo", whatToDo.en()));
            if (!url.isEmpty() && !url.matches("(https?:/)?/[^\\s<>\"]{0,1000}")) {
                throw new IllegalArgumentException(
                        "notice url: was \"" + url + "\" but must be a path, an http address or empty");
            }
        }
    }

    /** When the alert was raised, and when this happened to it. */
    public record Times(Instant raisedAt, Instant at) {
        public Times {
            if (at.isBefore(raisedAt)) {
                throw new IllegalArgumentException("notice at: was " + at + " but must not be before " + raisedAt);
            }
        }
    }

    /**
     * Who is to be told.
     *
     * @param recipients exactly these of notify.yaml, whatever they want to be told; empty: all that want it
     * @param step of the chain of an escalation; 0 for none
     */
    public record Call(Set<String> recipients, int step) {
        public static final Call ALL = new Call(Set.of(), 0);

        public Call {
            recipients = Set.copyOf(recipients);
            if (step < 0) {
                throw new IllegalArgumentException("notice step: was " + step + " but must not be negative");
            }
        }
    }

    public Notice {
        if (!alert.matches("[!-.0-~]{1," + LONGEST_ID + "}")) { // visible ASCII without /
            throw new IllegalArgumentException("notice alert: was \"" + alert + "\" but must be 1 to " + LONGEST_ID
                    + " letters without / and space");
        }
        if (transition < 0) {
            throw new IllegalArgumentException("notice transition: was " + transition + " but must not be negative");
        }
    }

    /** Says the same of the same transition: {@code <alert>/<transition>}. */
    public String key() {
        return alert + "/" + transition;
    }

    /** One line of text: a subject of a mail and a header must not be broken. */
    private static String line(String name, String given, int longest) {
        String text = given.replaceAll("\\p{Cntrl}+", " ").strip();
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(
                    "notice " + name + ": was \"" + given + "\" but must be 1 to " + longest + " characters");
        }
        return text;
    }

    private static String text(String name, String given) {
        if (given.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "notice " + name + ": was " + given.length() + " characters but must be at most " + LONGEST_TEXT);
        }
        return given;
    }
}
