package ioc.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import ioc.access.AuditRow.Deed;
import ioc.access.Caller;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The REST contract as routes: what openapi.yaml allows is asked of {@link Answers}, everything else is refused. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(100_000)
                    .maxNumberLength(40)
                    .build())
            .build());
    private static final int MOST_POINTS = 2000;
    private static final int USUAL_POINTS = 500;
    private static final int MOST_RECORDS = 1000;
    private static final String SESSION = "session";
    private static final String BODY = "ioc.body";
    private static final String BEARER = "Bearer ";

    private final OpenApi contract;
    private final Answers answers;
    private final Accounts accounts;
    private final Gate gate;
    private final PrometheusMeterRegistry meters;
    private final Uploads uploads;
    private final Hooks hooks;
    private final String messagesContract = OpenApi.document("asyncapi.yaml");
    private final Map<String, Function<Ask, Future<?>>> asked = new LinkedHashMap<>();

    /** A request that the contract allows: its values by name, and its body. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Ask(
            HttpServerRequest request,
            Accounts.Visitor visitor,
            Map<String, String> values,
            @Nullable JsonNode body,
            byte[] raw,
            @Nullable Path file) {
        private static final byte[] NONE = {};

        Caller caller() {
            return visitor.known().caller().orElseThrow(() -> new Refusal(403, "role: is missing"));
        }

        String text(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalStateException(name + ": is not in the contract");
            }
            return value;
        }

        Optional<String> maybe(String name) {
            return Optional.ofNullable(values.get(name));
        }

        Path upload() {
            if (file == null) {
                throw new IllegalStateException("body: is not a file in the contract");
            }
            return file;
        }

        JsonNode json() {
            if (body == null || !body.isObject()) {
                throw new Refusal(400, "body: must be an object");
            }
            return body;
        }

        int whole(String name) {
            return Integer.parseInt(text(name));
        }

        long instant(String name) {
            return Long.parseLong(text(name));
        }
    }

    Api(OpenApi contract, Answers answers, Accounts accounts, Gate gate, PrometheusMeterRegistry meters) {
        this.contract = contract;
        this.answers = answers;
        this.accounts = accounts;
        this.gate = gate;
        this.meters = meters;
        this.uploads = new Uploads(answers.scratch());
        this.hooks = new Hooks(answers.posting());
        asked.put("places", ask -> answers.places(ask.caller()));
        asked.put("sources", ask -> answers.sources());
        asked.put("site", ask -> answers.site(ask.caller(), ask.text("site")));
        asked.put(
                "messages",
                ask -> answers.messages(
                        ask.caller(), ask.text("site"), ask.text("kind"), ask.text("name"), ask.whole("limit")));
        asked.put("exportDevices", ask -> answers.exportDevices(ask.caller(), ask.text("format"), ask.text("lang")));
        asked.put("dossiers", ask -> answers.dossiers(ask.caller(), rows(ask)));
        asked.put("redated", ask -> answers.redated(ask.caller(), ask.whole("limit")));
        asked.put("dossier", ask -> answers.dossier(ask.caller(), ask.text("code")));
        asked.put("apology", ask -> answers.apology(ask.caller(), ask.text("code")));
        asked.put("apologise", ask -> answers.apologise(ask.caller(), ask.text("code"), ask.json()));
        asked.put("paper", ask -> answers.paper(ask.caller(), ask.text("code"), ask.text("format"), ask.json()));
        asked.put("assignments", ask -> answers.assignments(ask.caller(), rows(ask)));
        asked.put("assignment", ask -> answers.assignment(ask.caller(), ask.text("id")));
        asked.put("act", ask -> answers.act(ask.caller(), ask.text("id"), ask.json()));
        asked.put("giveAssignment", ask -> answers.giveAssignment(ask.caller(), ask.json()));
        asked.put("score", ask -> answers.score(ask.caller(), ask.maybe("period"), ask.maybe("org")));
        asked.put(
                "exportScore",
                ask -> answers.exportScore(ask.caller(), ask.maybe("period"), ask.text("format"), ask.text("lang")));
        asked.put("report", ask -> answers.report(ask.caller(), ask.maybe("period")));
        asked.put(
                "exportReport",
                ask -> answers.exportReport(ask.caller(), ask.maybe("period"), ask.text("format"), ask.text("lang")));
        asked.put("alerts", ask -> answers.alerts(ask.caller()));
        asked.put("alert", ask -> answers.alert(ask.caller(), ask.text("alert")));
        asked.put("handle", ask -> answers.handle(ask.caller(), ask.text("alert"), ask.json()));
        asked.put(
                "assignees",
                ask -> answers.assignees(
                        ask.caller(), ask.text("alert"), ask.maybe("q").orElse("")));
        asked.put("retry", ask -> answers.retry(ask.caller(), ask.text("alert")));
        asked.put("rules", ask -> answers.rules(ask.caller()));
        asked.put("rule", ask -> answers.rule(ask.caller(), ask.text("rule")));
        asked.put("propose", ask -> answers.propose(ask.caller(), ask.text("rule"), ask.json()));
        asked.put(
                "previewRule",
                ask -> answers.previewRule(ask.caller(), ask.text("rule"), ask.whole("days"), ask.json()));
        asked.put("shift", ask -> answers.shift(ask.caller(), ask.maybe("since").map(Long::parseLong)));
        asked.put("handOver", ask -> answers.handOver(ask.caller(), ask.json()));
        asked.put("alertFigures", ask -> answers.alertFigures(ask.caller(), ask.whole("days")));
        asked.put("sendings", ask -> answers.sendings(ask.caller(), ask.text("alert")));
        asked.put("series", ask -> answers.series(ask.caller(), range(ask)));
        asked.put("records", this::take);
        asked.put("exchangeLogin", ask -> answers.login(ask.raw()));
        asked.put("exchange", ask -> answers.exchange(sent(ask)));
        asked.put("exchangeService", ask -> answers.exchange(sent(ask)));
        asked.put(
                "preview",
                ask -> answers.preview(
                        ask.caller(),
                        ask.text("source"),
                        ask.upload(),
                        ask.maybe("sheet").orElse("")));
        asked.put(
                "file",
                ask -> answers.takeFile(
                        ask.caller(),
                        ask.text("source"),
                        ask.upload(),
                        ask.maybe("sheet").orElse("")));
        asked.put(
                "exportDossiers",
                ask -> answers.exportDossiers(ask.caller(), filter(ask, 1, 1), ask.text("format"), ask.text("lang")));
        asked.put(
                "exportAssignments",
                ask -> answers.exportAssignments(
                        ask.caller(), filter(ask, 1, 1), ask.text("format"), ask.text("lang")));
        asked.put("unknown", ask -> answers.unknown(ask.caller()));
        asked.put("queueMonitors", ask -> answers.queueMonitors(ask.caller()));
        asked.put("health", ask -> answers.health(ask.caller()));
        asked.put("inbox", ask -> answers.strange().shapes());
        asked.put("shape", ask -> answers.strange().shape(ask.text("shape")));
        asked.put("tryAdoption", ask -> answers.strange().tryAdoption(ask.text("shape"), ask.json()));
        asked.put("adopt", ask -> answers.strange().adopt(ask.caller(), ask.text("shape"), ask.json()));
        asked.put("screens", ask -> answers.screens(ask.caller()));
        asked.put("pairScreen", ask -> answers.pairScreen(ask.caller(), ask.json()));
        asked.put("revokeScreen", ask -> answers.revokeScreen(ask.caller(), ask.text("id")));
        asked.put("screenCode", ask -> answers.screenCode(ask.visitor().address()));
        asked.put("screenClaim", ask -> answers.screenClaim(ask.json()));
        asked.put("screenBeat", ask -> answers.screenBeat(ask.request(), ask.json()));
        AccessApi.put(asked, accounts, contract, gate);
    }

    void mount(Router router) {
        for (OpenApi.Operation operation : contract.operations()) {
            String path = operation.path().replaceAll("\\{(\\w+)}", ":$1");
            router.route(HttpMethod.valueOf(operation.method()), path)
                    .handler(context -> gate.check(context, operation));
            switch (operation.id()) {
                case "contract" -> router.get(path).handler(context -> text(context, contract.yaml()));
                case "contractAsJson" ->
                    router.get(path).handler(context -> Reply.bytes(context, 200, "application/json", contract.json()));
                case "messagesContract" -> router.get(path).handler(context -> text(context, messagesContract));
                case "live" -> router.get(path).handler(context -> Reply.json(context, 200, Map.of("state", "up")));
                case "ready" -> router.get(path).handler(this::ready);
                case "hook", "hookOf", "hookOfAgent" -> hooks.mount(router, path, operation);
                case "metrics" -> router.get(path).handler(this::metrics);
                default -> mount(router, path, operation);
            }
        }
        contract.methods().forEach((path, methods) -> router.route(path.replaceAll("\\{(\\w+)}", ":$1"))
                .handler(context -> {
                    String allowed = String.join(", ", methods);
                    context.response().putHeader("Allow", allowed);
                    Reply.problem(
                            context, 405, "method: was " + context.request().method() + " but must be " + allowed);
                }));
    }

    private static void text(RoutingContext context, String yaml) {
        Reply.bytes(context, 200, "application/yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** They count what comes of all units together: of the whole only. */
    private void metrics(RoutingContext context) {
        if (gate.visitor(context)
                .pass()
                .flatMap(Accounts.Pass::caller)
                .filter(one -> one.scope().isWhole())
                .isPresent()) {
            Reply.bytes(
                    context,
                    200,
                    "text/plain; version=0.0.4; charset=utf-8",
                    meters.scrape().getBytes(StandardCharsets.UTF_8));
        } else {
            Reply.problem(context, 404, "path: there is no \"" + context.normalizedPath() + "\" (see /api)");
        }
    }

    private void ready(RoutingContext context) {
        Answers.Readiness readiness = answers.readiness();
        String state = readiness.ready() ? "up" : "down";
        Reply.json(context, readiness.ready() ? 200 : 503, Map.of("state", state, "parts", readiness.parts()));
    }

    private void mount(Router router, String path, OpenApi.Operation operation) {
        Function<Ask, Future<?>> answer = asked.get(operation.id());
        if (answer == null) {
            throw new IllegalStateException("openapi.yaml: operation " + operation.id() + " has nobody to answer it");
        }
        if (operation.takesFile()) {
            router.post(path).handler(context -> mustBeOurs(context, operation));
            router.post(path).handler(context -> receive(context, operation, answer));
        } else if (operation.bodyLimit() > 0) {
            router.post(path).handler(context -> mustBeOurs(context, operation));
            router.post(path).handler(BodyHandler.create(false).setBodyLimit(operation.bodyLimit()));
            router.post(path).handler(context -> answer(context, operation, answer));
        } else {
            router.get(path).handler(context -> answer(context, operation, answer));
        }
    }

    /** A form of another page can send neither these types nor our origin. */
    private static void mustBeOurs(RoutingContext context, OpenApi.Operation operation) {
        String type =
                Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
        String site = Optional.ofNullable(context.request().getHeader("Sec-Fetch-Site"))
                .orElse("none");
        if (!isOurs(context.request().getHeader("Origin"), context.request().getHeader("Host"))
                || !(site.equals("none") || site.equals("same-origin"))) {
            Reply.problem(context, 403, "origin: must be this server's own");
        } else if (!operation.bodyTypes().contains(type.toLowerCase(Locale.ROOT).replaceFirst("\\s*;.*", ""))) {
            Reply.problem(
                    context,
                    415,
                    "content-type: was \"" + type + "\" but must be " + String.join(" or ", operation.bodyTypes()));
        } else {
            context.next();
        }
    }

    private static boolean isOurs(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void answer(RoutingContext context, OpenApi.Operation operation, Function<Ask, Future<?>> answer) {
        Future<?> future;
        try {
            Map<String, String> values = operation.checked(context.pathParams(), lists(context.queryParams()));
            Buffer given = context.body().buffer();
            if (operation.takesRaw()) {
                session(context).ifPresent(session -> values.put(SESSION, session));
                future = answer.apply(new Ask(
                        context.request(),
                        gate.visitor(context),
                        values,
                        null,
                        given == null ? Ask.NONE : given.getBytes(),
                        null));
            } else {
                JsonNode body = operation.bodyLimit() > 0 ? json(given) : null;
                context.put(BODY, body);
                future = answer.apply(new Ask(context.request(), gate.visitor(context), values, body, Ask.NONE, null));
            }
        } catch (RuntimeException e) {
            Reply.failure(context, e);
            return;
        }
        future.compose(value -> audited(context, operation, value))
                .onSuccess(value -> reply(context, operation, value))
                .onFailure(e -> Reply.failure(context, e));
    }

    /** What was done stands on disk before its answer goes out. */
    private Future<?> audited(RoutingContext context, OpenApi.Operation operation, @Nullable Object value) {
        Answers.Changed changed =
                value instanceof Answers.Changed told ? told : new Answers.Changed(value == null ? "" : value, "", "");
        Object answer = value == null ? null : changed.answer();
        if (operation.audit().isEmpty()) {
            return Future.succeededFuture(answer);
        }
        Accounts.Visitor visitor = gate.visitor(context);
        JsonNode body = context.get(BODY) instanceof JsonNode json ? json : MissingNode.getInstance();
        List<String> after = new ArrayList<>();
        for (String field : operation.audit().get()) {
            JsonNode given = body.path(field);
            String text = given.isValueNode()
                    ? given.asText()
                    : Optional.ofNullable(context.queryParams().get(field)).orElse("");
            if (!text.isEmpty()) {
                after.add(field + ": " + text);
            }
        }
        if (!changed.after().isEmpty()) {
            after.add(changed.after());
        }
        Deed deed = new Deed(
                visitor.pass().map(Accounts.Pass::holder).orElse(""),
                visitor.pass().flatMap(Accounts.Pass::caller).map(Caller::name).orElse(""),
                operation.id(),
                String.join("/", context.pathParams().values()),
                changed.before(),
                String.join("; ", after),
                visitor.address(),
                Deed.DONE);
        return accounts.record(deed).map(done -> answer);
    }

    private static Optional<String> session(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        return header != null && header.startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Answers.Sent sent(Ask ask) {
        return new Answers.Sent(
                ask.raw(), ask.maybe(SESSION).orElse(""), ask.maybe("service"), ask.maybe("isUpdating"));
    }

    /** Body to a file first, then as the others. The parameters are checked before anything is read. */
    private void receive(RoutingContext context, OpenApi.Operation operation, Function<Ask, Future<?>> answer) {
        Map<String, String> values;
        try {
            values = operation.checked(context.pathParams(), lists(context.queryParams()));
        } catch (RuntimeException e) {
            Reply.failure(context, e);
            return;
        }
        uploads.receive(
                        context,
                        operation.bodyLimit(),
                        file -> answer.apply(
                                new Ask(context.request(), gate.visitor(context), values, null, Ask.NONE, file)))
                .compose(value -> audited(context, operation, value))
                .onSuccess(value -> reply(context, operation, value))
                .onFailure(e -> Reply.failure(context, e));
    }

    private void reply(RoutingContext context, OpenApi.Operation operation, @Nullable Object value) {
        try {
            if (value instanceof Accounts.Entered entered) {
                gate.enter(context, entered.cookie(), entered.lasts());
                Reply.json(context, operation.success(), entered.body());
            } else if (value instanceof Accounts.Sent sent) {
                gate.send(context, sent);
            } else if (value instanceof Accounts.Left) {
                gate.leave(context);
                Reply.json(context, operation.success(), Map.of());
            } else if (value instanceof Answers.Download download) {
                Reply.download(context, download);
            } else if (value instanceof Answers.Identity identity) {
                gate.identify(context, identity);
                Reply.json(context, operation.success(), identity.shown());
            } else if (value instanceof Answers.Paper paper) {
                Reply.paper(context, paper);
            } else {
                Reply.bytes(context, operation.success(), "application/json", JsonWriter.bytes(value));
            }
        } catch (RuntimeException e) {
            Reply.failure(context, e);
        }
    }

    private static Map<String, List<String>> lists(MultiMap query) {
        return query.names().stream().collect(Collectors.toMap(name -> name, query::getAll, (a, b) -> a));
    }

    private static JsonNode json(@Nullable Buffer body) {
        if (body == null || body.length() == 0) {
            throw new Refusal(400, "body: was empty but must be JSON");
        }
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException e) {
            throw new Refusal(400, "body: was not JSON");
        }
    }

    private static Answers.Rows rows(Ask ask) {
        return filter(ask, ask.whole("page"), ask.whole("size"));
    }

    private static Answers.Rows filter(Ask ask, int page, int size) {
        return new Answers.Rows(
                ask.maybe("state"),
                ask.maybe("org"),
                only(ask),
                ask.maybe("q").filter(words -> !words.isBlank()),
                ask.maybe("measure")
                        .map(measure -> new Answers.Counted(measure, ask.text("part"), ask.maybe("period"))),
                ask.text("sort"),
                page,
                size);
    }

    private static Map<String, String> only(Ask ask) {
        Map<String, String> only = new LinkedHashMap<>();
        for (String name : List.of("giver", "follower", "partner", "parent")) {
            ask.maybe(name).filter(value -> !value.isEmpty()).ifPresent(value -> only.put(name, value));
        }
        for (String end : List.of("From", "Until")) {
            for (String what : List.of("begun", "ended", "done", "letter")) {
                ask.maybe(what + end).ifPresent(value -> only.put(what + "_" + end, value));
            }
        }
        return only;
    }

    private static Answers.Range range(Ask ask) {
        long from = ask.instant("from");
        long to = ask.instant("to");
        if (to <= from) {
            throw new Refusal(400, "to: was " + to + " but must be after from, " + from);
        }
        long wide = Math.max(1000, (to - from + USUAL_POINTS - 1) / USUAL_POINTS);
        long step = ask.maybe("step").map(Long::parseLong).orElse(wide);
        if ((to - from + step - 1) / step > MOST_POINTS) {
            throw new Refusal(
                    400,
                    "step: was " + step + " but must be at least " + (to - from + MOST_POINTS - 1) / MOST_POINTS
                            + " (at most " + MOST_POINTS + " points)");
        }
        return new Answers.Range(
                ask.text("measurement"),
                ask.text("field"),
                ask.maybe("site"),
                ask.maybe("device"),
                from,
                to,
                step,
                ask.text("aggregate"));
    }

    private Future<?> take(Ask ask) {
        JsonNode body = ask.body();
        if (body == null || !body.isArray() || body.isEmpty() || body.size() > MOST_RECORDS) {
            throw new Refusal(400, "body: must be an array of 1 to " + MOST_RECORDS + " records");
        }
        List<JsonNode> records = new ArrayList<>();
        for (JsonNode record : body) {
            if (!record.isObject()) {
                throw new Refusal(400, "body[" + records.size() + "]: must be an object");
            }
            records.add(record);
        }
        return answers.take(ask.caller(), ask.text("source"), List.copyOf(records))
                .map(done -> Map.of("received", records.size()));
    }
}
