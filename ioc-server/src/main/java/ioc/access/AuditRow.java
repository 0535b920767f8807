package ioc.access;

import java.util.List;

/**
 * One thing somebody did, as a link of a chain: its hash is over the hash before it and all it says, so a row that is
 * changed, left out or put in later breaks the chain there.
 *
 * @param seq 1, 2, 3 ... without gap
 * @param at epoch ms
 * @param journal position of the entry it was made from
 * @param hash in hexadecimal
 */
public record AuditRow(long seq, long at, long journal, Deed deed, String hash) {
    /** The hash before the first. */
    public static final String BEGINNING = "0".repeat(64);

    /**
     * What was done.
     *
     * @param who id of a person or token; empty for nobody who is known
     * @param name as colleagues read it
     * @param operation of the REST interface
     * @param subject what it was done to
     * @param before short; empty where there is nothing to say
     * @param outcome {@code done} or {@code refused}
     */
    public record Deed(
            String who,
            String name,
            String operation,
            String subject,
            String before,
            String after,
            String address,
            String outcome) {
        public static final String DONE = "done";
        public static final String REFUSED = "refused";
        private static final int LONGEST = 500;

        public Deed {
            subject = brief(subject);
            before = brief(before);
            after = brief(after);
        }

        private static String brief(String text) {
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        }
    }

    /** The row that follows a hash. */
    public static AuditRow after(String before, long seq, long at, long journal, Deed deed) {
        return new AuditRow(seq, at, journal, deed, hash(before, seq, at, journal, deed));
    }

    /** Whether it is what once followed that hash. */
    public boolean follows(String before) {
        return Randoms.same(hash, hash(before, seq, at, journal, deed));
    }

    /** Each part with its length before it, so that no text can be moved from one into the next. */
    private static String hash(String before, long seq, long at, long journal, Deed deed) {
        StringBuilder text = new StringBuilder(before);
        text.append('\n').append(seq).append('\n').append(at).append('\n').append(journal);
        for (String part : List.of(
                deed.who(),
                deed.name(),
                deed.operation(),
                deed.subject(),
                deed.before(),
                deed.after(),
                deed.address(),
                deed.outcome())) {
            text.append('\n').append(part.length()).append(':').append(part);
        }
        return Randoms.hash(text.toString());
    }
}
