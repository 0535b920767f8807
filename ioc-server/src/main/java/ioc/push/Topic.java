package ioc.push;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may be subscribed to: keys with fields, each with the number of its last change. Keys hang in a ring in the order
 * of their last change, so that "everything since n" walks over the changed keys only. A removed key stays as a grave
 * for a bounded number of removals; whoever is further behind gets the whole topic.
 */
final class Topic {
    private final String name;
    private final int mostGraves;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Key ring = new Key("");
    private final ArrayDeque<Grave> graves = new ArrayDeque<>();
    private final StringBuilder scratch = new StringBuilder();
    private long changedAt;
    private long forgottenUpTo;

    Topic(String name, int mostGraves) {
        this.name = name;
        this.mostGraves = mostGraves;
    }

    /** One content of a topic as JSON text {@code "name":{"put":{},"del":[]}}; full when it replaces what was there. */
    record Part(String text, boolean full) {}

    private record Grave(Key key, long diedAt) {}

    private static final class Field {
        private @Nullable Object value;
        private String text = "";
        private long changedAt;
    }

    private static final class Key {
        private final String name;
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private Key older = this;
        private Key newer = this;
        private boolean alive;
        private long changedAt;
        private long diedAt = -1;

        private Key(String name) {
            this.name = name;
        }
    }

    /** Merges fields into a key; true when anything is different now. Fields not named keep their values. */
    boolean put(String name, Map<String, ?> fields, long stamp) {
        Key key = keys.computeIfAbsent(name, Key::new);
        boolean changed = !key.alive;
        key.alive = true;
        for (Map.Entry<String, ?> entry : fields.entrySet()) {
            changed |= put(key, entry.getKey(), entry.getValue(), stamp);
        }
        if (changed) {
            touch(key, stamp);
        }
        return changed;
    }

    /** Lists and maps are compared by their text and never kept: the caller may go on writing to them. */
    private boolean put(Key key, String name, @Nullable Object value, long stamp) {
        Field field = key.fields.get(name);
        boolean scalar = !(value instanceof Map || value instanceof Iterable);
        if (field != null && scalar && value != null && Objects.equals(field.value, value)) {
            return false;
        }
        scratch.setLength(0);
        JsonText.string(scratch, name);
        scratch.append(':');
        JsonText.value(scratch, value);
        if (field == null) {
            field = new Field();
            key.fields.put(name, field);
        } else if (field.text.contentEquals(scratch)) {
            return false;
        }
        field.value = scalar ? value : null;
        field.text = scratch.toString();
        field.changedAt = stamp;
        return true;
    }

    boolean remove(String name, long stamp) {
        Key key = keys.get(name);
        if (key == null || !key.alive) {
            return false;
        }
        if (key.diedAt != stamp) {
            graves.add(new Grave(key, stamp));
        }
        key.alive = false;
        key.fields.clear();
        key.diedAt = stamp;
        touch(key, stamp);
        if (graves.size() > mostGraves) {
            forget(graves.remove());
        }
        return true;
    }

    boolean clear(long stamp) {
        if (keys.values().stream().noneMatch(key -> key.alive)) {
            return false;
        }
        keys.clear();
        graves.clear();
        ring.older = ring;
        ring.newer = ring;
        changedAt = stamp;
        forgottenUpTo = stamp;
        return true;
    }

    private void forget(Grave grave) {
        Key key = grave.key;
        forgottenUpTo = Math.max(forgottenUpTo, grave.diedAt);
        if (!key.alive && key.diedAt == grave.diedAt) {
            keys.remove(key.name, key);
            unhang(key);
        }
    }

    private void touch(Key key, long stamp) {
        key.changedAt = stamp;
        changedAt = stamp;
        unhang(key);
        key.older = ring.older;
        key.newer = ring;
        ring.older.newer = key;
        ring.older = key;
    }

    private static void unhang(Key key) {
        key.older.newer = key.newer;
        key.newer.older = key.older;
        key.older = key;
        key.newer = key;
    }

    /** True when changes since that number are all still known. */
    boolean knows(long since) {
        return since >= forgottenUpTo;
    }

    /** Everything since a number; null when nothing. A negative number asks for all. */
    @Nullable
    Part since(long since) {
        if (since < 0 || !knows(since)) {
            return all();
        }
        return changedAt <= since ? null : changes(since);
    }

    private Part all() {
        open(scratch);
        scratch.append("{\"put\":{");
        int start = scratch.length();
        for (Key key : keys.values()) {
            if (key.alive) {
                fields(key, -1, scratch.length() > start);
            }
        }
        return new Part(scratch.append("}}").toString(), true);
    }

    private Part changes(long since) {
        open(scratch);
        char before = '{';
        Key oldest = ring.older;
        boolean puts = false;
        boolean deletes = false;
        while (oldest != ring && oldest.changedAt > since) {
            puts |= oldest.alive;
            deletes |= oldest.diedAt > since;
            oldest = oldest.older;
        }
        if (puts) {
            scratch.append("{\"put\":{");
            int start = scratch.length();
            for (Key key = oldest.newer; key != ring; key = key.newer) {
                if (key.alive) {
                    fields(key, since, scratch.length() > start);
                }
            }
            scratch.append('}');
            before = ',';
        }
        if (deletes) {
            scratch.append(before).append("\"del\":[");
            int start = scratch.length();
            for (Key key = oldest.newer; key != ring; key = key.newer) {
                if (key.diedAt > since) {
                    if (scratch.length() > start) {
                        scratch.append(',');
                    }
                    JsonText.string(scratch, key.name);
                }
            }
            scratch.append(']');
        }
        return new Part(scratch.append('}').toString(), false);
    }

    private void open(StringBuilder out) {
        out.setLength(0);
        JsonText.string(out, name);
        out.append(':');
    }

    private void fields(Key key, long since, boolean comma) {
        if (comma) {
            scratch.append(',');
        }
        JsonText.string(scratch, key.name);
        scratch.append(":{");
        int start = scratch.length();
        for (Field field : key.fields.values()) {
            if (field.changedAt > since) {
                if (scratch.length() > start) {
                    scratch.append(',');
                }
                scratch.append(field.text);
            }
        }
        scratch.append('}');
    }
}
