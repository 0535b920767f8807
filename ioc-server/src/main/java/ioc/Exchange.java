package ioc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import ioc.config.Secret;
import ioc.journal.Draft;
import ioc.journal.Journal;
import ioc.journal.JournalFull;
import ioc.source.Mapped;
import ioc.source.Raw;
import ioc.source.Sessions;
import ioc.source.Source;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a system sends to the national exchange: DongBoHoSoMC and CapNhatTienDoHoSoMC, answered as there, with texts in
 * Vietnamese. What fits and what does not is journalled alike, and answered when it is durable; of what does not fit each
 * record is named. A dossier that is sent as new and was told before by the same system is not taken, so that the sender
 * sends it again as an update.
 *
 * <p>On the event loop; bodies are read and mapped on a worker.
 */
final class Exchange {
    static final int MOST_RECORDS = 10_000;
    private static final int MOST_DETAILS = 200;
    private static final int MOST_AT_ONCE = 4;
    private static final int SHOWN = 40;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxStringLength(1_000_000)
                            .build())
                    .build())
            .build();
    private static final Map<String, Source.Kind> SERVICES =
            Map.of("DongBoHoSoMC", Source.Kind.DOSSIER, "CapNhatTienDoHoSoMC", Source.Kind.STEP);

    /** Error codes: the national exchange is known to use 0 and 3. */
    private enum Code {
        OK("0"),
        SESSION("1"),
        REQUEST("2"),
        EXISTS("3"),
        REFUSED("4"),
        LATER("5");

        private final String word;

        Code(String word) {
            this.word = word;
        }
    }

    /** What is known here that decides whether a dossier is new. */
    interface Known {
        boolean isTold(String source, String code);

        /** Position of the last entry that is known here. */
        long position();
    }

    /**
     * One record of a call.
     *
     * @param raw null when it is not even an object
     * @param code its own number; empty when it has none
     * @param why null when it fits
     */
    private record Item(
            int place,
            @Nullable Raw raw,
            String code,
            @Nullable String field,
            String was,
            @Nullable String why) {}

    /** A call that was understood. */
    private record Call(Source source, boolean isUpdating, List<Item> items) {}

    private static final class Misunderstood extends Exception {
        private final Code code;

        Misunderstood(Code code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    private final WorkerExecutor workers;
    private final Journal journal;
    private final Known known;
    private final InstantSource clock;
    private final Sessions sessions;
    private final Map<String, Map<Source.Kind, Source>> sources = new HashMap<>();
    /** Position by source and code of dossiers that are not known there yet. */
    private final Map<String, Long> onTheWay = new HashMap<>();

    private int calls;

    Exchange(
            WorkerExecutor workers, Map<String, Source> configured, Journal journal, Known known, InstantSource clock) {
        this.workers = workers;
        this.journal = journal;
        this.known = known;
        this.clock = clock;
        Map<String, Secret> passwords = new HashMap<>();
        for (Source source : configured.values()) {
            Source.Login login = source.ways().exchange();
            if (login != null) {
                passwords.put(login.user(), login.password());
                sources.computeIfAbsent(login.user(), user -> new HashMap<>()).put(source.kind(), source);
            }
        }
        sessions = new Sessions(passwords);
    }

    /** Two sources of one kind under one user, or two passwords of one user: nobody could say whose a record is. */
    static List<String> problems(Iterable<Source> configured) {
        List<String> problems = new ArrayList<>();
        Map<String, Secret> passwords = new HashMap<>();
        Map<String, String> kinds = new HashMap<>();
        for (Source source : configured) {
            Source.Login login = source.ways().exchange();
            if (login == null) {
                continue;
            }
            String key = "sources/" + source.id() + ": exchange.";
            Secret before = passwords.put(login.user(), login.password());
            if (before != null && !before.equals(login.password())) {
                problems.add(key + "password: was another than that of the same user elsewhere but must be the same");
            }
            String other = kinds.put(login.user() + " " + source.kind(), source.id());
            if (other != null) {
                problems.add(key + "user: was \"" + login.user() + "\" but must not be that of " + other
                        + ", which is of the same kind");
            }
        }
        return problems;
    }

    /** Answers {@code {"session":..,"error_code":0}}. */
    Future<Map<String, Object>> login(byte[] body) {
        mustBeOn();
        JsonNode given;
        try {
            given = JSON.readTree(body);
        } catch (IOException e) {
            given = JSON.createObjectNode();
        }
        Sessions.Entry entry = sessions.open(
                given.path("username").asText(), given.path("password").asText(), clock.instant());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session", entry.token());
        if (entry.isOpen()) {
            answer.put("error_code", 0);
            answer.put("message", text("ok"));
        } else if (entry.pause().isZero()) {
            answer.put("error_code", 1);
            answer.put("message", text("login-wrong"));
        } else {
            answer.put("error_code", 5);
            answer.put("message", text("login-later", Map.of("n", seconds(entry.pause()))));
        }
        return Future.succeededFuture(answer);
    }

    private static long seconds(Duration pause) {
        return pause.toSeconds() + 1;
    }

    /** Answers {@code {"error_code":"0","message":..}} and, where a record was not taken, which and why. */
    Future<Map<String, Object>> take(Answers.Sent sent) {
        mustBeOn();
        if (calls >= MOST_AT_ONCE) {
            return Future.succeededFuture(answer(Code.LATER, text("busy")));
        }
        calls++;
        Instant now = clock.instant();
        return workers.executeBlocking(() -> read(sent, now), false)
                .compose(this::store)
                .recover(e -> e instanceof Misunderstood misunderstood
                        ? Future.succeededFuture(answer(misunderstood.code, String.valueOf(misunderstood.getMessage())))
                        : Future.failedFuture(e))
                .onComplete(done -> calls--);
    }

    private void mustBeOn() {
        if (sessions.isOff()) {
            throw new Refusal(404, "exchange: is off (give a source an exchange section, see docs/sources.md)");
        }
    }

    private Call read(Answers.Sent sent, Instant now) throws Misunderstood {
        JsonNode body;
        try {
            body = JSON.readTree(sent.body());
        } catch (IOException e) {
            throw new Misunderstood(Code.REQUEST, text("not-json"));
        }
        String session = body.path("session").asText(sent.session());
        String user = sessions.user(session.isEmpty() ? sent.session() : session, now)
                .orElseThrow(() -> new Misunderstood(Code.SESSION, text("session")));
        String service = sent.service().orElse(body.path("service").asText());
        Source source = Optional.ofNullable(SERVICES.get(service))
                .map(kind -> sources.getOrDefault(user, Map.of()).get(kind))
                .orElseThrow(() -> new Misunderstood(
                        Code.REQUEST,
                        text("service", Map.of("was", shown(service), "allowed", String.join(", ", services(user))))));
        JsonNode data = body.has("data") ? body.path("data") : body;
        List<JsonNode> records = new ArrayList<>();
        if (data.isArray()) {
            data.forEach(records::add);
        } else if (data.isObject() && (body.has("data") || sent.service().isPresent())) {
            records.add(data);
        }
        if (records.isEmpty() || records.size() > MOST_RECORDS) {
            throw new Misunderstood(Code.REQUEST, text("records", Map.of("n", records.size(), "most", MOST_RECORDS)));
        }
        boolean isUpdating =
                flag(sent.isUpdating().orElse(body.path("isUpdating").asText()));
        List<Item> items = new ArrayList<>(records.size());
        for (JsonNode record : records) {
            items.add(item(source, items.size() + 1, record));
        }
        return new Call(source, isUpdating, items);
    }

    private List<String> services(String user) {
        return SERVICES.keySet().stream()
                .filter(service -> sources.getOrDefault(user, Map.of()).containsKey(SERVICES.get(service)))
                .sorted()
                .toList();
    }

    private static boolean flag(String word) throws Misunderstood {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "", "false", "0" -> false;
            default -> throw new Misunderstood(Code.REQUEST, text("flag", Map.of("was", shown(word))));
        };
    }

    private static Item item(Source source, int place, JsonNode record) {
        if (!record.isObject()) {
            return new Item(place, null, "", null, "", text("must-object"));
        }
        Raw raw = source.raw(record);
        String code = source.mapping().code(record);
        Mapped meaning = source.mapping().map(raw.body());
        return meaning.match(
                fits -> new Item(place, raw, code, null, "", null),
                fits -> new Item(place, raw, code, null, "", null),
                fits -> new Item(place, raw, code, null, "", null),
                why -> refused(source, place, raw, code, record, why));
    }

    private static Item refused(Source source, int place, Raw raw, String code, JsonNode record, Mapped.Refused why) {
        Mapped.Fault fault = why.fault();
        if (fault == null) {
            return new Item(place, raw, code, null, "", text("must-fit"));
        }
        String field = source.mapping().told(record, fault.field());
        String must = text("must-" + fault.rule().name().toLowerCase(Locale.ROOT), Map.of("allowed", fault.allowed()));
        return new Item(place, raw, code, field, shown(fault.was()), must);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** On the event loop, where all that was told is known. */
    private Future<Map<String, Object>> store(Call call) {
        onTheWay.values().removeIf(position -> position <= known.position());
        String id = call.source().id();
        boolean mayExist = !call.isUpdating() && call.source().kind() == Source.Kind.DOSSIER;
        List<Draft> drafts = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        List<Item> existing = new ArrayList<>();
        List<Item> refused = new ArrayList<>();
        for (Item item : call.items()) {
            String key = id + " " + item.code();
            Raw raw = item.raw();
            if (item.why() != null) {
                refused.add(item);
            } else if (mayExist && (onTheWay.containsKey(key) || known.isTold(id, item.code()))) {
                existing.add(item);
                continue;
            } else if (call.source().kind() == Source.Kind.DOSSIER) {
                onTheWay.put(key, Long.MAX_VALUE);
                fresh.add(key);
            }
            if (raw != null) {
                drafts.add(new Draft(raw.kind(), raw.source(), raw.subject(), false, raw.body()));
            }
        }
        return journal.append(drafts)
                .onSuccess(position -> fresh.forEach(key -> onTheWay.put(key, position)))
                .onFailure(e -> fresh.forEach(onTheWay::remove))
                .map(position -> answer(call, existing, refused))
                .recover(e -> e instanceof JournalFull
                        ? Future.succeededFuture(answer(Code.LATER, text("busy")))
                        : Future.failedFuture(e));
    }

    /** Success only when every record was taken: a sender may look at nothing but the code. */
    private static Map<String, Object> answer(Call call, List<Item> existing, List<Item> refused) {
        int all = call.items().size();
        Code code = !existing.isEmpty() ? Code.EXISTS : refused.isEmpty() ? Code.OK : Code.REFUSED;
        int taken = all - existing.size() - refused.size();
        Map<String, Object> counts =
                Map.of("taken", taken, "all", all, "existing", existing.size(), "refused", refused.size());
        String message = text(
                switch (code) {
                    case OK -> "ok";
                    case EXISTS -> refused.isEmpty() ? "exists" : "exists-refused";
                    default -> "refused";
                },
                counts);
        Map<String, Object> answer = answer(code, message);
        answer.put("total", Integer.toString(all));
        answer.put("taken", Integer.toString(taken));
        if (code != Code.OK) {
            List<Map<String, String>> details = new ArrayList<>();
            refused.forEach(item -> details.add(detail(item, Code.REFUSED)));
            existing.forEach(item -> details.add(detail(item, Code.EXISTS)));
            answer.put("details", details.subList(0, Math.min(MOST_DETAILS, details.size())));
        }
        return answer;
    }

    private static Map<String, String> detail(Item item, Code code) {
        Map<String, String> detail = new LinkedHashMap<>();
        String field = item.field();
        String why = item.why();
        detail.put("record", Integer.toString(item.place()));
        detail.put("MaHoSo", item.code());
        detail.put("error_code", code.word);
        if (field != null) {
            detail.put("field", field);
            detail.put("value", item.was());
        }
        detail.put(
                "message",
                why == null
                        ? text("exists-one", Map.of("code", item.code()))
                        : field == null ? why : text("field", Map.of("field", field, "was", item.was(), "must", why)));
        return detail;
    }

    private static Map<String, Object> answer(Code code, String message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error_code", code.word);
        answer.put("message", message);
        return answer;
    }

    private static String text(String key) {
        return Words.VI.text("exchange." + key);
    }

    private static String text(String key, Map<String, ?> values) {
        return Words.VI.text("exchange." + key, values);
    }
}
