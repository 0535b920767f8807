package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which topics are whose: from a topic to family, device, part and stream, by configuration, so that the topics an installer chose
 * need no code. Immutable.
 *
 * <p>A tree by topic level. Where several patterns fit, a literal goes before {@code +} or a name, and that before an open end,
 * level by level from the left.
 */
public final class TopicMap {
    /** Quality of service to subscribe with: what is counted must not be dropped by a busy broker. */
    public static final int QOS = 1;

    private static final class Node {
        private final WordMap<Node> literals;
        private final @Nullable Node one;
        private final @Nullable Route end;
        private final @Nullable Route rest;

        Node(Draft draft) {
            Map<String, Node> children = new HashMap<>();
            draft.literals.forEach((word, child) -> children.put(word, new Node(child)));
            literals = new WordMap<>(children);
            one = draft.one == null ? null : new Node(draft.one);
            end = draft.end;
            rest = draft.rest;
        }
    }

    /** A node while the tree grows. */
    private static final class Draft {
        final Map<String, Draft> literals = new HashMap<>();

        @Nullable
        Draft one;

        @Nullable
        Route end;

        @Nullable
        Route rest;
    }

    private final Node root;
    private final List<Route> routes;
    private final int depth;

    /**
     * @param zone where times are that do not say it
     * @throws IllegalArgumentException naming every problem, one a line
     */
    public TopicMap(List<Mapping> mappings, ZoneId zone) {
        List<String> problems = new ArrayList<>();
        Draft draft = new Draft();
        routes = read(mappings, zone, device -> true, draft, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        depth = routes.stream()
                .mapToInt(route -> route.pattern().levels().size())
                .max()
                .orElse(0);
        root = new Node(draft);
    }

    /**
     * Everything that is wrong with a list of mappings, such as {@code [2].fixed.kind: was "cam" but must be ...}; empty when it
     * may be used.
     *
     * @param known whether there is such a device
     */
    public static List<String> problems(List<Mapping> mappings, Predicate<DeviceId> known) {
        List<String> problems = new ArrayList<>();
        read(mappings, ZoneOffset.UTC, known, new Draft(), problems);
        return List.copyOf(problems);
    }

    private static List<Route> read(
            List<Mapping> mappings, ZoneId zone, Predicate<DeviceId> known, Draft root, List<String> problems) {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            List<String> own = new ArrayList<>();
            Route route = Route.of(mappings.get(i), zone, known, own);
            if (route != null) {
                if (add(root, route)) {
                    routes.add(route);
                } else {
                    own.add(
                            "pattern: takes the same topics as an earlier one but must differ (list all devices in one)");
                }
            }
            String at = "[" + i + "].";
            own.forEach(problem -> problems.add(at + problem));
        }
        return List.copyOf(routes);
    }

    private static boolean add(Draft root, Route route) {
        Draft at = root;
        for (TopicPattern.Level level : route.pattern().levels()) {
            switch (level.open()) {
                case LITERAL -> at = at.literals.computeIfAbsent(level.text(), word -> new Draft());
                case ONE -> {
                    Draft one = at.one == null ? new Draft() : at.one;
                    at.one = one;
                    at = one;
                }
                case REST -> {
                    boolean free = at.rest == null;
                    at.rest = free ? route : at.rest;
                    return free;
                }
            }
        }
        boolean free = at.end == null;
        at.end = free ? route : at.end;
        return free;
    }

    /**
     * What to subscribe to, with {@link #QOS}; no filter is covered by another.
     *
     * @param more filters beside those of the patterns
     */
    public List<String> filters(List<String> more) {
        Set<String> all = new LinkedHashSet<>(more);
        routes.forEach(
                route -> all.addAll(route.pattern().filters(route.decoder().tails())));
        return all.stream()
                .filter(narrow ->
                        all.stream().noneMatch(wide -> !wide.equals(narrow) && TopicPattern.covers(wide, narrow)))
                .toList();
    }

    /** What the topics that speak of a device begin with, one or more for each mapping that knows it. */
    public List<String> prefixes(DeviceId device) {
        return routes.stream().flatMap(route -> route.prefixes(device).stream()).toList();
    }

    /** Whose topic this is; empty when no pattern fits. */
    public Optional<Address> find(String topic) {
        return Optional.ofNullable(address(topic));
    }

    @Nullable
    Address address(String topic) {
        int[] starts = new int[depth + 2];
        int levels = split(topic, starts);
        Route route = route(root, 0, levels, topic, starts);
        return route == null ? null : route.address(topic, starts);
    }

    /**
     * Notes where levels start, and after the last one where the next would; as many as any pattern has and one more.
     *
     * @return how many levels were noted
     */
    private int split(String topic, int[] starts) {
        int levels = 0;
        int from = 0;
        while (levels <= depth) {
            starts[levels++] = from;
            int slash = topic.indexOf('/', from);
            from = (slash < 0 ? topic.length() : slash) + 1;
            if (levels < starts.length) {
                starts[levels] = from;
            }
            if (slash < 0) {
                break;
            }
        }
        return levels;
    }

    private static @Nullable Route route(Node node, int level, int levels, String topic, int[] starts) {
        if (level == levels) {
            return node.end != null ? node.end : node.rest;
        }
        Node literal = node.literals.find(topic, starts[level], starts[level + 1] - 1);
        Route found = literal == null ? null : route(literal, level + 1, levels, topic, starts);
        if (found == null && node.one != null) {
            found = route(node.one, level + 1, levels, topic, starts);
        }
        return found == null ? node.rest : found;
    }
}
