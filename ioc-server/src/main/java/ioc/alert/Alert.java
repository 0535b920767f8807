package ioc.alert;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule broken for one subject. Times are epoch ms.
 *
 * @param id rule, subject and instant, fit for a URL: the same inputs raise the same id
 * @param clearedAt null while it lasts
 * @param seen who acknowledged it; null while nobody did
 */
public record Alert(
        String id,
        Cause cause,
        long raisedAt,
        @Nullable Long clearedAt,
        @Nullable Seen seen,
        Extent extent) {
    /**
     * What broke which rule.
     *
     * @param subject id of a site, key of a device or unit, id of an assignment
     * @param site null where it is of none
     */
    public record Cause(
            String rule,
            Rule.Kind kind,
            Priority priority,
            String subject,
            @Nullable String site) {}

    /** A person said: I have seen it. */
    public record Seen(String by, long at) {}

    /**
     * How bad it is.
     *
     * @param value in the unit of its rule's kind: ms, counters, share, dossiers; null where nothing is measured
     * @param limit in the same unit
     * @param count how many people, devices or dossiers it touches
     * @param fault what a device says of itself; null for other kinds
     */
    public record Extent(
            @Nullable Double value,
            @Nullable Double limit,
            int count,
            @Nullable String fault) {
        Extent(@Nullable Double value, @Nullable Double limit, int count) {
            this(value, limit, count, null);
        }
    }

    static String id(Rule rule, String subject, long raisedAt) {
        StringBuilder id = new StringBuilder(rule.id()).append('.');
        if (subject.matches("[a-z0-9/-]{1,140}")) {
            id.append(subject.replace('/', '.'));
        } else {
            long hash = 0xcbf29ce484222325L; // FNV-1a over UTF-16
            for (int i = 0; i < subject.length(); i++) {
                hash = (hash ^ subject.charAt(i)) * 0x100000001b3L;
            }
            id.append('x').append(Long.toHexString(hash));
        }
        return id.append('.')
                .append(Long.toString(raisedAt / 1000, 36))
                .toString()
                .toLowerCase(Locale.ROOT);
    }

    public boolean isActive() {
        return clearedAt == null;
    }

    Alert with(Extent now) {
        return new Alert(id, cause, raisedAt, clearedAt, seen, now);
    }

    Alert cleared(long at) {
        return new Alert(id, cause, raisedAt, at, seen, extent);
    }

    Alert seen(Seen by) {
        return new Alert(id, cause, raisedAt, clearedAt, by, extent);
    }
}
