package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON Pointers (RFC 6901), all of them found in one pass over a payload. */
final class Pointers {
    /** Stands for null and for blank text: there, but no value. */
    static final Object NOTHING = new Object();

    private static final int MOST_ITEMS = 1000;

    private static final class Draft {
        final Map<String, Draft> children = new TreeMap<>();
        int at = -1;
    }

    private static final class Node {
        final WordMap<Node> names;
        final @Nullable Node[] items;
        final int at;

        Node(Draft draft) {
            Map<String, Node> children = new TreeMap<>();
            draft.children.forEach((name, child) -> children.put(name, new Node(child)));
            names = new WordMap<>(children);
            int most = children.keySet().stream().mapToInt(Node::item).max().orElse(-1);
            items = new @Nullable Node[most + 1];
            children.forEach((name, child) -> {
                if (item(name) >= 0) {
                    items[item(name)] = child;
                }
            });
            at = draft.at;
        }

        /** The place in a list a name says; -1 when it says none. */
        private static int item(String name) {
            double item = Numbers.of(name);
            return Numbers.isWhole(item) && item >= 0 && item < MOST_ITEMS ? (int) item : -1;
        }
    }

    private final Node root;
    private final int count;

    /** @param pointers each begins with a slash */
    Pointers(List<String> pointers) {
        Draft draft = new Draft();
        for (int i = 0; i < pointers.size(); i++) {
            Draft at = draft;
            for (String name : pointers.get(i).substring(1).split("/", -1)) {
                at = at.children.computeIfAbsent(name.replace("~1", "/").replace("~0", "~"), word -> new Draft());
            }
            at.at = i;
        }
        root = new Node(draft);
        count = pointers.size();
    }

    /**
     * The values in the order of the pointers: as {@link Fields#value} gives them, {@link #NOTHING}, or null where nothing is there. Of
     * two fields with one name the last counts.
     */
    @Nullable
    Object[] values(Payload payload) throws Json.Broken {
        @Nullable Object[] found = new @Nullable Object[count];
        Json json = new Json(payload);
        walk(json, json.nextToken(), root, found);
        json.end();
        return found;
    }

    private static void walk(Json json, JsonToken token, Node node, @Nullable Object[] found) throws Json.Broken {
        if (node.at >= 0) {
            Object value = Fields.value(json, token);
            found[node.at] = value == null ? NOTHING : value;
            return;
        }
        if (token == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                descend(json, node.names.find(json.currentName()), found);
            }
        } else if (token == JsonToken.START_ARRAY) {
            int i = 0;
            for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                Node child = i < node.items.length ? node.items[i] : null;
                i++;
                if (child == null) {
                    json.skipChildren();
                } else {
                    walk(json, item, child, found);
                }
            }
        }
    }

    private static void descend(Json json, @Nullable Node child, @Nullable Object[] found) throws Json.Broken {
        JsonToken token = json.nextToken();
        if (child == null) {
            json.skipChildren();
        } else {
            walk(json, token, child, found);
        }
    }
}
