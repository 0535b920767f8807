package ioc.picture;

import ioc.sensor.decode.Decoded.Reason;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where every input ended: received = accepted + rejected, per source and reason; and the refused subjects, newest last. */
public final class Ledger {
    private static final int MOST_LETTERS = 256;
    private static final String OTHERS = "others";

    /**
     * One source's account.
     *
     * @param heardAt our clock, epoch ms
     */
    public record Account(
            String source,
            long accepted,
            Map<Reason, Long> rejected,
            @Nullable Long heardAt) {
        public Account {
            rejected = Map.copyOf(rejected);
        }

        public long rejectedInAll() {
            return rejected.values().stream().mapToLong(Long::longValue).sum();
        }

        public long received() {
            return accepted + rejectedInAll();
        }
    }

    /** A topic or record key that was refused. */
    public record Refusal(String subject, Reason reason, long count, long lastAt) {}

    private static final class Entry {
        private long accepted;
        private final EnumMap<Reason, Long> rejected = new EnumMap<>(Reason.class);
        private @Nullable Long heardAt;
    }

    private final Limits.Bounds bounds;
    private final Consumer<Change> changed;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final LinkedHashMap<String, Refusal> refusals = new LinkedHashMap<>();

    Ledger(Limits.Bounds bounds, Consumer<Change> changed) {
        this.bounds = bounds;
        this.changed = changed;
    }

    void accepted(String source, long at) {
        Entry entry = entry(source);
        entry.accepted++;
        entry.heardAt = at;
    }

    void rejected(String source, Reason reason, long at) {
        Entry entry = entry(source);
        entry.rejected.merge(reason, 1L, Long::sum);
        entry.heardAt = at;
    }

    /** Keeps the subject among the newest; duplicates are nobody's fault and are only counted. */
    void refused(String subject, Reason reason, long at) {
        String key = subject.length() > MOST_LETTERS ? subject.substring(0, MOST_LETTERS) : subject;
        Refusal before = refusals.remove(key);
        refusals.put(key, new Refusal(key, reason, before == null ? 1 : before.count() + 1, at));
        changed.accept(new Change(Change.Kind.REFUSAL, key));
        if (refusals.size() > bounds.refusals()) {
            String oldest = refusals.keySet().iterator().next();
            refusals.remove(oldest);
            changed.accept(new Change(Change.Kind.REFUSAL, oldest));
        }
    }

    private Entry entry(String source) {
        Entry known = entries.get(source);
        String key = known != null || entries.size() < bounds.sources() ? source : OTHERS;
        changed.accept(changes.computeIfAbsent(key, k -> new Change(Change.Kind.LEDGER, k)));
        return known != null ? known : entries.computeIfAbsent(key, k -> new Entry());
    }

    public List<Account> accounts() {
        return entries.entrySet().stream()
                .map(e -> account(e.getKey(), e.getValue()))
                .toList();
    }

    /** The account of a source; an empty one when it never said anything. */
    public Account account(String source) {
        Entry entry = entries.get(source);
        return entry == null ? new Account(source, 0, Map.of(), null) : account(source, entry);
    }

    private static Account account(String source, Entry entry) {
        return new Account(source, entry.accepted, entry.rejected, entry.heardAt);
    }

    /** How many were rejected for this reason, over all sources. */
    public long rejected(Reason reason) {
        return entries.values().stream()
                .mapToLong(entry -> entry.rejected.getOrDefault(reason, 0L))
                .sum();
    }

    /** Oldest first. */
    public Collection<Refusal> refusals() {
        return Collections.unmodifiableCollection(refusals.values());
    }

    public @Nullable Refusal refusal(String subject) {
        return refusals.get(subject);
    }

    void restore(List<Account> accounts, List<Refusal> before) {
        for (Account account : accounts) {
            Entry entry = new Entry();
            entry.accepted = account.accepted();
            entry.rejected.putAll(account.rejected());
            entry.heardAt = account.heardAt();
            entries.put(account.source(), entry);
        }
        before.forEach(refusal -> refusals.put(refusal.subject(), refusal));
    }
}
