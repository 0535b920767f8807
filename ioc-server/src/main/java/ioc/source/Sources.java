package ioc.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import ioc.config.Secret;
import ioc.config.Section;
import ioc.event.Dossier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of one source, {@code config/sources/<id>.yaml}, from its tree; collects every problem. The keys are
 * explained in {@code docs/sources.md}.
 */
public final class Sources {
    static final Set<String> TOP = Set.of(
            "id",
            "kind",
            "label",
            "poll",
            "zone",
            "times",
            "drop",
            "mask",
            "mapping",
            "facts",
            "status",
            "channel",
            "words",
            "folder",
            "sheet",
            "exchange",
            "jdbc");
    static final Set<String> EXCHANGE = Set.of("user", "password", "passwordFile");
    static final Set<String> JDBC = Set.of(
            "url", "user", "password", "passwordFile", "view", "query", "change", "every", "timeout", "fetchSize");
    static final Set<String> POLL = Set.of(
            "url",
            "every",
            "timeout",
            "header",
            "items",
            "next",
            "more",
            "cursorParameter",
            "sizeParameter",
            "pageSize");
    static final Set<String> DOSSIER = Set.of(
            "code",
            "procedure",
            "procedureCode",
            "org",
            "status",
            "channel",
            "submittedAt",
            "receivedAt",
            "dueAt",
            "finishedAt",
            "returnedAt",
            "requestedAt",
            "changedAt",
            "pauses",
            "pauseFrom",
            "pauseUntil");
    static final Set<String> ASSIGNMENT = Set.of(
            "id",
            "document",
            "title",
            "giver",
            "lead",
            "partners",
            "givenAt",
            "dueAt",
            "originalDueAt",
            "progress",
            "doneAt",
            "documentDay",
            "priority",
            "repeat",
            "parent",
            "follower",
            "reportedAt",
            "acceptance",
            "evidence",
            "evidenceDocument",
            "evidenceLink",
            "evidenceAt",
            "extensions",
            "extensionOld",
            "extensionNew",
            "extensionReason",
            "extensionApprover",
            "extensionState",
            "extensionAt",
            "reminders",
            "remindedAt");
    static final Set<String> WORDS = Set.of("priority", "repeat", "acceptance", "extensionState");
    static final Set<String> FACT = Set.of("at", "yes", "no", "skip");
    static final Set<String> FACTS =
            Arrays.stream(Dossier.Fact.values()).map(Dossier.Fact::word).collect(Collectors.toUnmodifiableSet());
    static final Set<String> STEP = Set.of("code", "office", "title", "text", "status", "at", "startedAt", "dueAt");
    private static final Map<String, Source.Kind> KINDS =
            Map.of("dossier", Source.Kind.DOSSIER, "assignment", Source.Kind.ASSIGNMENT, "step", Source.Kind.STEP);
    private static final Map<String, Integer> NATIONAL =
            Map.of("1", 1, "2", 2, "3", 3, "4", 4, "5", 5, "6", 6, "7", 7, "8", 8, "9", 9, "10", 10);
    private static final Pattern SECRET = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");
    private static final Pattern NAMED =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*(\\.[\\p{L}_][\\p{L}\\p{N}_$]*){0,2}");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** A name for a secret outside the file; stands as {@code ${name}} in it. */
    public interface Secrets {
        Optional<String> secret(String name);
    }

    /** Either a source or its problems, each as {@code key: was X but must Y}. */
    public record Loaded(@Nullable Source source, List<String> problems) {
        public Loaded {
            problems = List.copyOf(problems);
        }
    }

    private final List<String> problems = new ArrayList<>();
    private final Secrets secrets;

    private Sources(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The source that a tree describes. */
    public static Loaded load(JsonNode tree, Secrets secrets) {
        Sources sources = new Sources(secrets);
        Source source = sources.source(tree);
        return new Loaded(sources.problems.isEmpty() ? source : null, sources.problems);
    }

    private @Nullable Source source(JsonNode tree) {
        known("", tree, TOP);
        String id = required(tree, "id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            problem("id", id, "be a word of a-z, 0-9 and -");
        }
        String word = required(tree, "kind");
        Source.Kind kind = KINDS.getOrDefault(word, Source.Kind.DOSSIER);
        if (!word.isEmpty() && !KINDS.containsKey(word)) {
            problem("kind", word, "be dossier, assignment or step");
        }
        RecordMapping mapping = mapping(tree, kind);
        Path folder = folder(tree.path("folder").asText());
        Source.Polling polling = tree.has("poll") ? polling(tree.path("poll")) : null;
        Source.Login exchange = tree.has("exchange") ? exchange(tree.path("exchange"), kind) : null;
        Source.View view = tree.has("jdbc") ? view(tree.path("jdbc")) : null;
        if (polling != null && view != null) {
            problems.add("jdbc: stands beside poll but must not (make it a source of its own)");
        }
        if (!problems.isEmpty() || mapping == null) {
            return null;
        }
        String vi = tree.at("/label/vi").asText(id);
        return new Source(
                id,
                kind,
                vi,
                tree.at("/label/en").asText(vi),
                mapping,
                new Source.Ways(
                        polling,
                        view,
                        exchange,
                        new Source.Files(folder, tree.path("sheet").asText())));
    }

    private @Nullable Path folder(String word) {
        try {
            return word.isBlank() ? null : Path.of(word.strip());
        } catch (InvalidPathException e) {
            problem("folder", word, "be a folder");
            return null;
        }
    }

    private @Nullable RecordMapping mapping(JsonNode tree, Source.Kind kind) {
        Map<String, RecordMapping.Place> places = places(tree.path("mapping"), kind);
        Map<String, Integer> statuses = new HashMap<>(NATIONAL);
        tree.path("status").fields().forEachRemaining(entry -> {
            JsonNode code = entry.getValue();
            if (code.isInt() && code.asInt() >= 0 && code.asInt() <= 10) {
                statuses.put(entry.getKey(), code.asInt());
            } else {
                problem("status." + entry.getKey(), code.asText(), "be 0..10");
            }
        });
        Map<String, String> channels = new HashMap<>();
        tree.path("channel")
                .fields()
                .forEachRemaining(
                        entry -> channels.put(entry.getKey(), entry.getValue().asText()));
        known("words.", tree.path("words"), WORDS);
        Map<String, Map<String, String>> words = new HashMap<>();
        tree.path("words").fields().forEachRemaining(entry -> {
            Map<String, String> meant = new HashMap<>();
            entry.getValue()
                    .fields()
                    .forEachRemaining(
                            word -> meant.put(word.getKey(), word.getValue().asText()));
            words.put(entry.getKey(), meant);
        });
        List<JsonPointer> drops = pointers("drop", tree.path("drop"));
        List<String> formats = new ArrayList<>();
        tree.path("times").forEach(format -> formats.add(format.asText()));
        if (formats.isEmpty()) {
            formats.addAll(List.of("yyyyMMddHHmmss", "iso", "epoch"));
        }
        String zoneWord = required(tree, "zone");
        try {
            ZoneId zone = ZoneId.of(zoneWord.isEmpty() ? "UTC" : zoneWord);
            return new RecordMapping(kind, places, statuses, channels, words, formats, zone, drops, facts(tree, kind));
        } catch (DateTimeException e) {
            problem("zone", zoneWord, "be like Asia/Ho_Chi_Minh");
        } catch (IllegalArgumentException e) {
            problem("times", formats.toString(), "be iso, epoch or patterns like yyyyMMddHHmmss");
        }
        return null;
    }

    private RecordMapping.Facts facts(JsonNode tree, Source.Kind kind) {
        Map<Dossier.Fact, FactPlace> places = new EnumMap<>(Dossier.Fact.class);
        if (kind == Source.Kind.ASSIGNMENT && tree.has("facts")) {
            problem("facts", "facts", "not be there: assignments have none");
        }
        known("facts.", tree.path("facts"), FACTS);
        for (Dossier.Fact fact : Dossier.Fact.values()) {
            JsonNode said = tree.path("facts").path(fact.word());
            if (!said.isMissingNode()) {
                String key = "facts." + fact.word();
                known(key + ".", said, FACT);
                Map<String, Set<String>> skip = new HashMap<>();
                said.path("skip").fields().forEachRemaining(entry -> skip.put(entry.getKey(), words(entry.getValue())));
                FactPlace place = new FactPlace(
                        pointers(key + ".at", said.path("at")), words(said.path("yes")), words(said.path("no")), skip);
                if (place.pointers().isEmpty() || place.yes().isEmpty()) {
                    problem(key, said.toString(), "have a place, at, and words for yes");
                }
                places.put(fact, place);
            }
        }
        return new RecordMapping.Facts(places, pointers("mask", tree.path("mask")));
    }

    private static Set<String> words(JsonNode value) {
        Set<String> words = new HashSet<>();
        if (value.isArray()) {
            value.forEach(word -> words.add(word.asText().strip()));
        } else if (value.isValueNode()) {
            words.add(value.asText().strip());
        }
        return words;
    }

    private Map<String, RecordMapping.Place> places(JsonNode tree, Source.Kind kind) {
        known(
                "mapping.",
                tree,
                switch (kind) {
                    case DOSSIER -> DOSSIER;
                    case ASSIGNMENT -> ASSIGNMENT;
                    case STEP -> STEP;
                });
        for (String field :
                switch (kind) {
                    case DOSSIER -> List.of("code");
                    case ASSIGNMENT -> List.of("id", "givenAt");
                    case STEP -> List.of("code", "at");
                }) {
            if (!tree.has(field)) {
                problem("mapping." + field, "", "be there");
            }
        }
        Map<String, RecordMapping.Place> places = new HashMap<>();
        tree.fields().forEachRemaining(entry -> {
            JsonNode value = entry.getValue();
            if (value.isTextual() && value.asText().startsWith("=")) {
                places.put(
                        entry.getKey(),
                        new RecordMapping.Place(List.of(), value.asText().substring(1)));
            } else {
                places.put(entry.getKey(), new RecordMapping.Place(pointers("mapping." + entry.getKey(), value), ""));
            }
        });
        return places;
    }

    private List<JsonPointer> pointers(String key, JsonNode value) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (JsonNode element :
                value.isArray() ? value : value.isMissingNode() ? List.<JsonNode>of() : List.of(value)) {
            if (element.asText().startsWith("/")) {
                pointers.add(JsonPointer.compile(element.asText()));
            } else {
                problem(key, element.asText(), "start with / (a place in the record) or = (a constant)");
            }
        }
        return pointers;
    }

    private Source.Polling polling(JsonNode tree) {
        known("poll.", tree, POLL);
        String url = tree.path("url").asText();
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            problem("poll.url", url, "start with http:// or https://");
        }
        JsonNode header = tree.path("header");
        int pageSize = tree.path("pageSize").asInt(200);
        if (pageSize < 1 || pageSize > 1000) {
            problem("poll.pageSize", Integer.toString(pageSize), "be 1..1000");
        }
        return new Source.Polling(
                url,
                duration("poll.every", tree.path("every"), Duration.ofMinutes(1)),
                duration("poll.timeout", tree.path("timeout"), Duration.ofSeconds(10)),
                header.path("name").asText(),
                filled("poll.header.value", header.path("value").asText()),
                pointer("poll.items", tree.path("items")),
                pointer("poll.next", tree.path("next")),
                pointer("poll.more", tree.path("more")),
                tree.path("cursorParameter").asText("cursor"),
                tree.path("sizeParameter").asText("limit"),
                pageSize);
    }

    private Source.Login exchange(JsonNode tree, Source.Kind kind) {
        known("exchange.", tree, EXCHANGE);
        if (kind == Source.Kind.ASSIGNMENT) {
            problem("exchange", kind.name().toLowerCase(Locale.ROOT), "be of a source of kind dossier or step");
        }
        String user = tree.path("user").asText().strip();
        if (user.isEmpty()) {
            problem("exchange.user", user, "be there");
        }
        if (!tree.has("password") && !tree.has("passwordFile")) {
            problem("exchange.password", "", "be there (as ${NAME}, or as passwordFile)");
        }
        Secret password = password("exchange.", tree);
        if (password.isEmpty() && problems.isEmpty()) {
            problem("exchange.password", "", "not be empty");
        }
        return new Source.Login(user, password);
    }

    private Source.View view(JsonNode tree) {
        known("jdbc.", tree, JDBC);
        String url = tree.path("url").asText().strip();
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            problem("jdbc.url", url, "be of a driver on the class path (put its jar there with -cp)");
        }
        String view = tree.path("view").asText().strip();
        String query = tree.path("query").asText().strip().replaceFirst(";$", "");
        if (view.isEmpty() == query.isEmpty()) {
            problem("jdbc", view.isEmpty() ? "" : "view and query", "have one of view and query");
        }
        if (!view.isEmpty() && !NAMED.matcher(view).matches()) {
            problem("jdbc.view", view, "be a name such as ioc.ho_so (write anything else as query)");
        }
        String change = tree.path("change").asText().strip();
        if (!change.isEmpty() && !NAMED.matcher(change).matches()) {
            problem("jdbc.change", change, "be the name of a column");
        }
        int fetchSize = tree.path("fetchSize").asInt(500);
        if (fetchSize < 1 || fetchSize > 5000) {
            problem("jdbc.fetchSize", Integer.toString(fetchSize), "be 1..5000");
        }
        return new Source.View(
                url,
                tree.path("user").asText(),
                password("jdbc.", tree),
                view.isEmpty() ? "(" + query + ")" : view,
                change,
                duration("jdbc.every", tree.path("every"), Duration.ofMinutes(5)),
                duration("jdbc.timeout", tree.path("timeout"), Duration.ofSeconds(30)),
                fetchSize);
    }

    /** From the environment or from a file; never from here. */
    private Secret password(String prefix, JsonNode tree) {
        String word = tree.path("password").asText();
        if (!word.isEmpty() && !SECRET.matcher(word).matches()) {
            problem(prefix + "password", "***", "be like ${NAME} (a password stands in the environment)");
            return Secret.NONE;
        }
        String file = tree.path("passwordFile").asText();
        try {
            return new Secret(
                    file.isEmpty()
                            ? filled(prefix + "password", word)
                            : Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException e) {
            problem(prefix + "passwordFile", file, "be a readable file");
            return Secret.NONE;
        }
    }

    private String pointer(String key, JsonNode value) {
        List<JsonPointer> pointers = pointers(key, value);
        return pointers.isEmpty() ? "" : pointers.get(0).toString();
    }

    private Duration duration(String key, JsonNode value, Duration otherwise) {
        if (value.isMissingNode()) {
            return otherwise;
        }
        Duration duration = Section.parseDuration(value.asText().strip());
        if (duration == null || duration.isZero()) {
            problem(key, value.asText(), "be like 30s, 5m or 1h");
            return otherwise;
        }
        return duration;
    }

    private String filled(String key, String text) {
        Matcher matcher = SECRET.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            Optional<String> secret = secrets.secret(matcher.group(1));
            if (secret.isEmpty()) {
                problems.add(key + ": names " + matcher.group(1) + ", which is not set (set it in the environment)");
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(secret.orElse("")));
        }
        return matcher.appendTail(filled).toString();
    }

    private String required(JsonNode tree, String key) {
        String text = tree.path(key).asText().strip();
        if (text.isEmpty()) {
            problem(key, "", "be there");
        }
        return text;
    }

    private void known(String prefix, JsonNode tree, Set<String> keys) {
        for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                problem(
                        prefix + name,
                        name,
                        "be one of " + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    private void problem(String key, String was, String must) {
        problems.add(key + ": was \"" + was + "\" but must " + must);
    }
}
