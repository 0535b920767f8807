package ioc.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rules with their versions. A rule comes from the file or from an administrator, and each change of either is an
 * input: the newest word counts.
 */
public final class Rules {
    /** Versions kept of one rule; older ones are in the journal. */
    static final int MOST_VERSIONS = 20;

    private static final int MOST = 200;
    /** Who made the versions that come from the file. */
    public static final String FILE = "config/alerts.yaml";

    /**
     * One version of a rule.
     *
     * @param number 1, 2, 3 ... within the rule
     * @param since epoch ms
     * @param by name of the person, or {@link #FILE}
     * @param note why, in their words
     */
    public record Version(Rule rule, int number, long since, String by, String note) {}

    /**
     * A rule and what it was before.
     *
     * @param file as it was last read in the file; null for one that was made by an administrator
     * @param versions oldest first; the last one counts
     */
    public record History(String rule, @Nullable Rule file, List<Version> versions) {
        public History {
            versions = List.copyOf(versions);
            if (versions.isEmpty()) {
                throw new IllegalArgumentException("rule " + rule + ": had no version but must have one");
            }
        }

        public Version present() {
            return versions.get(versions.size() - 1);
        }

        private History with(@Nullable Rule read, Version next) {
            List<Version> all = new ArrayList<>(versions);
            all.add(next);
            return new History(
                    rule, read, all.size() > MOST_VERSIONS ? all.subList(all.size() - MOST_VERSIONS, all.size()) : all);
        }
    }

    /**
     * What a rule shall be.
     *
     * @param base number of the version that was seen; 0 for a new rule
     * @param file it stands so in the file
     */
    public record Proposal(Rule rule, int base, String by, String note, boolean file) {}

    private final Map<String, History> histories = new LinkedHashMap<>();

    /** Goes on from {@code before}; at the very first start, from what stands in the file. */
    Rules(List<Rule> file, List<History> before) {
        before.forEach(history -> histories.put(history.rule(), history));
        if (before.isEmpty()) {
            for (Rule rule : file) {
                histories.put(rule.id(), new History(rule.id(), rule, List.of(new Version(rule, 1, 0, FILE, ""))));
            }
        }
    }

    /** What the file says otherwise than when it was last read; a rule that is gone from it is switched off. */
    public List<Proposal> changes(List<Rule> file) {
        List<Proposal> changes = new ArrayList<>();
        Set<String> there = new LinkedHashSet<>();
        for (Rule rule : file) {
            there.add(rule.id());
            History history = histories.get(rule.id());
            if (history == null || !rule.equals(history.file())) {
                changes.add(new Proposal(
                        rule, history == null ? 0 : history.present().number(), FILE, "", true));
            }
        }
        for (History history : histories.values()) {
            Rule read = history.file();
            if (read != null && read.isOn() && !there.contains(history.rule())) {
                changes.add(new Proposal(read.off(), history.present().number(), FILE, "", true));
            }
        }
        return changes;
    }

    /** False when somebody else was faster, or there are too many. */
    boolean apply(Proposal proposal, long at) {
        Rule rule = proposal.rule();
        History history = histories.get(rule.id());
        int present = history == null ? 0 : history.present().number();
        if (proposal.base() != present || (history == null && histories.size() >= MOST)) {
            return false;
        }
        Version next = new Version(rule, present + 1, at, proposal.by(), proposal.note());
        Rule file = proposal.file() ? rule : history == null ? null : history.file();
        histories.put(
                rule.id(), history == null ? new History(rule.id(), file, List.of(next)) : history.with(file, next));
        return true;
    }

    public Collection<History> all() {
        return List.copyOf(histories.values());
    }

    public Optional<History> rule(String id) {
        return Optional.ofNullable(histories.get(id));
    }

    /** The version that counts; null when there is none of that id. */
    @Nullable
    Version present(String id) {
        History history = histories.get(id);
        return history == null ? null : history.present();
    }

    /** That version while it is kept, else the present one; empty when the rule is gone. */
    public Optional<Rule> at(String id, int number) {
        return rule(id).map(history -> history.versions().stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElse(history.present())
                .rule());
    }

    List<Rule> of(Rule.Scope scope) {
        return histories.values().stream()
                .map(history -> history.present().rule())
                .filter(rule -> rule.kind().scope() == scope)
                .toList();
    }

    /** Whether a rule of that kind is judged while offices are open, or are not. */
    boolean has(Rule.Kind kind, boolean open) {
        return histories.values().stream()
                .map(history -> history.present().rule())
                .anyMatch(rule -> rule.kind() == kind && rule.holds(open));
    }

    List<History> freeze() {
        return List.copyOf(histories.values());
    }
}
