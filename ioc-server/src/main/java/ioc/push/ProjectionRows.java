package ioc.push;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Puts rows, and remembers those that come and go, so that what is gone is removed. */
final class ProjectionRows {
    private final Projection.Target target;
    private final Map<String, Set<String>> groups = new HashMap<>();

    ProjectionRows(Projection.Target target) {
        this.target = target;
    }

    void put(String topic, String key, Map<String, ?> fields) {
        target.put(topic, key, fields);
    }

    /** Puts a row of a group. {@code prefix} is the start of the key, and of its group. */
    void put(String topic, String prefix, String name, Map<String, ?> fields) {
        group(topic, prefix).add(name);
        target.put(topic, prefix + name, fields);
    }

    /** Whether that row is out. */
    boolean has(String topic, String prefix, String name) {
        return group(topic, prefix).contains(name);
    }

    void remove(String topic, String prefix, String name) {
        if (group(topic, prefix).remove(name)) {
            target.remove(topic, prefix + name);
        }
    }

    /** Removes every row of the group that is not among {@code names}. */
    void keep(String topic, String prefix, Set<String> names) {
        Set<String> group = group(topic, prefix);
        if (!names.containsAll(group)) {
            for (String gone : Set.copyOf(group)) {
                if (!names.contains(gone)) {
                    remove(topic, prefix, gone);
                }
            }
        }
    }

    private Set<String> group(String topic, String prefix) {
        return groups.computeIfAbsent(topic + " " + prefix, group -> new LinkedHashSet<>());
    }
}
