package ioc.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import ioc.access.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server with fixed answers, and a browser of sorts. */
final class Served {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Vertx vertx = Vertx.vertx();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Assets assets = Assets.load("testboards");
    final Fixed answers = new Fixed();
    final House house = new House(answers.scratch());
    final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Answers in the documented shape, and what was asked. */
    static final class Fixed implements Answers {
        final List<Object> asked = new ArrayList<>();
        boolean ready = true;
        final Path scratch;

        Fixed() {
            try {
                scratch = Files.createTempDirectory("served");
                scratch.toFile().deleteOnExit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Future<?> answer(Object question, String json) {
            asked.add(question);
            return Future.succeededFuture(tree(json));
        }

        @Override
        public Future<?> places(Caller caller) {
            String words = "{\"vi\":\"Đất đai\",\"en\":\"Land\"}";
            String filler = "{\"id\":\"xa\",\"name\":" + words + "}";
            return answer(
                    "places",
                    "{\"orgs\":[" + (filler + ",").repeat(40) + filler + "],\"services\":[{\"id\":\"land\",\"name\":"
                            + words
                            + "}],\"sites\":[{\"id\":\"bau-don\",\"name\":" + words
                            + ",\"limitMs\":1800000,\"devices\":[{\"kind\":\"wifi\",\"name\":\"bd-w1\"}]}]}");
        }

        @Override
        public Future<?> sources() {
            return answer(
                    "sources",
                    "[{\"id\":\"one-stop\",\"kind\":\"dossier\",\"label\":{\"vi\":\"Một cửa\",\"en\":\"One-stop\"}}]");
        }

        @Override
        public Future<?> site(Caller caller, String site) {
            return site.equals("bau-don")
                    ? answer(site, "{\"id\":\"bau-don\",\"name\":{\"vi\":\"a\",\"en\":\"b\"},\"state\":\"ok\"}")
                    : Future.failedFuture(Refusal.unknown("site", site));
        }

        @Override
        public Future<?> messages(Caller caller, String site, String kind, String name, int limit) {
            return answer(
                    List.of(site, kind, name, limit),
                    "[{\"position\":7,\"receivedAt\":1,\"topic\":\"t\",\"retained\":false,\"body\":\"{}\",\"outcome\":\"accepted\",\"reason\":null,\"why\":null,\"readings\":[]}]");
        }

        @Override
        public Future<Download> exportDevices(Caller caller, String format, String language) {
            asked.add(List.of("exportDevices", format, language));
            try {
                Path file = Files.writeString(Files.createTempFile(scratch(), "export", ".tmp"), "a,b\r\n");
                return Future.succeededFuture(new Download(file, "devices.csv", "text/csv; charset=utf-8"));
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
        }

        @Override
        public Future<?> dossiers(Caller caller, Rows rows) {
            return answer(
                    rows, "{\"total\":1,\"page\":1,\"size\":50,\"rows\":[{\"code\":\"x\"}],\"counts\":{\"open\":1}}");
        }

        @Override
        public Future<?> dossier(Caller caller, String code) {
            return answer(
                    code,
                    "{\"code\":\"x\",\"state\":\"open\",\"dueAt\":1,\"left\":-5,\"steps\":[],\"told\":[],\"history\":[],\"clock\":{\"limit\":null,"
                            + "\"dueAt\":1,\"originalDueAt\":1,\"steps\":[],\"pauses\":[],\"calendars\":[]}}");
        }

        private static final String APOLOGY =
                "{\"code\":\"x\",\"duty\":\"late\",\"past\":true,\"byAt\":1,\"state\":null,\"revision\":0,\"since\":null,\"by\":null,"
                        + "\"sentLate\":false,\"promisedAt\":null,\"dueAt\":1,\"originalDueAt\":1,\"signedAt\":null,\"deeds\":[],"
                        + "\"letter\":null,\"proposal\":null,\"provisional\":false,\"dueMoved\":false,\"hindrance\":null,"
                        + "\"may\":[\"save\"]}";

        @Override
        public Future<?> apology(Caller caller, String code) {
            return answer(code, APOLOGY);
        }

        @Override
        public Future<?> apologise(Caller caller, String code, JsonNode step) {
            if (step.path("revision").asInt() > 0) {
                throw new Refusal(409, "changed", "apology: is sent since 1", Map.of("state", "sent", "since", 1));
            }
            return answer(List.of(code, step.path("step").asText()), APOLOGY);
        }

        @Override
        public Future<Paper> paper(Caller caller, String code, String format, JsonNode addressee) {
            asked.add(List.of(code, format, addressee));
            return Future.succeededFuture(new Paper(Buffer.buffer("%PDF"), "xin-loi-x.pdf", "application/pdf"));
        }

        @Override
        public Future<?> redated(Caller caller, int limit) {
            return answer(List.of("redated", limit), "[{\"code\":\"x\",\"at\":1,\"oldDueAt\":null,\"dueAt\":2}]");
        }

        @Override
        public Future<?> assignments(Caller caller, Rows rows) {
            return dossiers(caller, rows);
        }

        @Override
        public Future<?> assignment(Caller caller, String id) {
            return answer(id, "{\"id\":\"x\"}");
        }

        @Override
        public Future<?> act(Caller caller, String assignment, JsonNode body) {
            return answer(List.of(assignment, body), "{\"revision\":2}");
        }

        @Override
        public Future<?> giveAssignment(Caller caller, JsonNode body) {
            return answer(body, "{\"id\":\"x\"}");
        }

        @Override
        public Future<?> score(Caller caller, Optional<String> period, Optional<String> org) {
            return answer(
                    List.of(period, org),
                    "{\"period\":\"2026-Q4\",\"from\":1,\"until\":2,\"begun\":true,\"periods\":[\"2026-Q4\"],"
                            + "\"source\":{\"vi\":\"a\",\"en\":\"b\"},\"max\":100,\"points\":1.5,\"computable\":6,"
                            + "\"possible\":95.5,\"band\":null,\"bandPossible\":null,\"beforeAt\":null,\"before\":null,"
                            + "\"groups\":[],\"units\":[],\"choices\":[],\"goals\":[],\"handledDossiers\":0,\"handledMs\":null,"
                            + "\"perDay\":28800000,\"ratings\":0,\"disliked\":0,\"leastRatings\":10,\"dislikes\":\"bad\"}");
        }

        @Override
        public Future<Download> exportScore(Caller caller, Optional<String> period, String format, String language) {
            return exportDossiers(
                    caller,
                    new Rows(
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            "dueAt",
                            1,
                            1),
                    format,
                    language);
        }

        @Override
        public Future<?> report(Caller caller, Optional<String> period) {
            String section =
                    "{\"workedDays\":1,\"queues\":[],\"allQueues\":{},\"dossiers\":[],\"allDossiers\":{},\"assignments\":[],"
                            + "\"allAssignments\":{},\"alerts\":{}}";
            return answer(
                    List.of("report", period),
                    "{\"period\":\"2026-11-26\",\"kind\":\"day\",\"from\":1,\"until\":2,\"begun\":true,\"previous\":\"2026-11-25\",\"next\":null,"
                            + "\"beforeFrom\":0,\"beforeUntil\":1,\"leastRatings\":10,\"now\":" + section
                            + ",\"before\":" + section + "}");
        }

        @Override
        public Future<Download> exportReport(Caller caller, Optional<String> period, String format, String language) {
            asked.add(List.of("exportReport", period, format, language));
            try {
                Path file = Files.writeString(Files.createTempFile(scratch(), "report", ".tmp"), "%PDF");
                return Future.succeededFuture(new Download(file, "report.pdf", "application/pdf"));
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
        }

        @Override
        public Future<?> alerts(Caller caller) {
            return answer(
                    "alerts",
                    "[{\"id\":\"1\",\"rule\":\"long-wait\",\"version\":1,\"priority\":\"high\",\"state\":\"new\",\"raisedAt\":1,\"revision\":0}]");
        }

        @Override
        public Future<?> alert(Caller caller, String alert) {
            return answer(
                    alert,
                    "{\"id\":\"1\",\"rule\":\"long-wait\",\"version\":1,\"priority\":\"high\",\"state\":\"new\",\"raisedAt\":1,\"revision\":0,\"acts\":[],\"why\":{\"version\":1,\"brokenSince\":1,\"holdMs\":0,\"phase\":\"morning\",\"calendar\":\"a\",\"samples\":[],\"rule\":null},\"chain\":[],\"stands\":[],\"folded\":[]}");
        }

        @Override
        public Future<?> handle(Caller caller, String alert, JsonNode body) {
            return answer(List.of(alert, body), "{\"revision\":1,\"state\":\"accepted\",\"act\":2}");
        }

        @Override
        public Future<?> assignees(Caller caller, String alert, String words) {
            return answer(
                    List.of(alert, words),
                    "[{\"id\":\"org:p1\",\"name\":{\"vi\":\"Phường\",\"en\":\"Ward\"},\"role\":null}]");
        }

        @Override
        public Future<?> retry(Caller caller, String alert) {
            return answer(alert, "{\"raisedAt\":1,\"toldUntil\":2,\"isRaised\":true,\"isSame\":true,\"why\":null}");
        }

        @Override
        public Future<?> rule(Caller caller, String rule) {
            return answer(
                    rule,
                    "{\"id\":\"wait\",\"version\":1,\"isEdited\":false,\"isInFile\":true,\"rule\":{},\"open\":0,\"versions\":[]}");
        }

        @Override
        public Future<?> propose(Caller caller, String rule, JsonNode body) {
            return answer(
                    List.of(rule, body),
                    "{\"id\":\"wait\",\"version\":1,\"isEdited\":false,\"isInFile\":true,\"rule\":{},\"open\":0,\"versions\":[]}");
        }

        @Override
        public Future<?> previewRule(Caller caller, String rule, int days, JsonNode body) {
            return answer(
                    List.of(rule, days, body),
                    "{\"from\":1,\"until\":2,\"isWhole\":true,\"raised\":0,\"before\":0,\"most\":0,\"mostAt\":null,\"days\":[]}");
        }

        @Override
        public Future<?> shift(Caller caller, Optional<Long> since) {
            return answer(
                    since,
                    "{\"since\":1,\"began\":0,\"left\":null,\"atStart\":0,\"raised\":0,\"closed\":0,\"open\":0,\"counted\":0,\"rows\":[],\"log\":[],"
                            + "\"whole\":true,\"shifts\":[],\"reads\":[]}");
        }

        @Override
        public Future<?> handOver(Caller caller, JsonNode body) {
            return answer(body, "{\"whole\":true,\"shifts\":[],\"reads\":[]}");
        }

        @Override
        public Future<?> alertFigures(Caller caller, int days) {
            return answer(
                    days,
                    "{\"from\":1,\"until\":2,\"raised\":0,\"accepted\":0,\"workingHours\":8,\"operators\":{},\"perOperatorHour\":null,\"mostInTenMinutes\":0,\"medianToAccept\":null,\"p90ToAccept\":null,\"priorities\":{},\"noisiest\":[],\"rules\":{}}");
        }

        @Override
        public StrangeDevices strange() {
            String shape =
                    "{\"id\":\"1f\",\"pattern\":\"a/{device}\",\"family\":\"ioc\",\"kind\":\"camera\",\"count\":1,"
                            + "\"by\":\"topic\",\"mapped\":false,\"firstAt\":1,\"lastAt\":1,\"devices\":[],\"likeness\":0.5,\"introduces\":false";
            return new StrangeDevices() {
                @Override
                public Future<?> shapes() {
                    return answer("shapes", "{\"families\":[\"ioc\"],\"shapes\":[" + shape + "}]}");
                }

                @Override
                public Future<?> shape(String id) {
                    return answer("shape " + id, shape + ",\"samples\":[],\"options\":{},\"words\":{},\"told\":null}");
                }

                @Override
                public Future<?> tryAdoption(String id, JsonNode adoption) {
                    return answer("try " + id, "{\"yaml\":\"\",\"samples\":[]}");
                }

                @Override
                public Future<?> adopt(Caller caller, String id, JsonNode adoption) {
                    return answer("adopt " + id, "{\"file\":\"devices/a.yaml\",\"messages\":1}");
                }
            };
        }

        @Override
        public Future<?> queueMonitors(Caller caller) {
            return answer(
                    "queueMonitors",
                    "[{\"id\":\"urn:ngsi-ld:QueueMonitor:bau-don:civil\",\"type\":\"QueueMonitor\",\"officeName\":\"Bàu Đồn\",\"serviceId\":\"civil\",\"serviceName\":\"Hộ tịch\",\"serviceStatus\":\"Open\",\"ticketsToServe\":3,\"ticketServedLabel\":\"A1\",\"dateModified\":\"2026-11-20T01:02:03Z\"}]");
        }

        @Override
        public PostingDevices posting() {
            return new PostingDevices() {
                @Override
                public void admit(String hook, HttpServerRequest request) {}

                @Override
                public Future<?> take(String hook, String word, HttpServerRequest request, byte[] body) {
                    return answer(List.of(hook, word, body.length), "null");
                }
            };
        }

        @Override
        public Future<?> rules(Caller caller) {
            return answer(
                    "rules",
                    "[{\"id\":\"wait\",\"version\":1,\"isEdited\":false,\"isInFile\":true,\"rule\":{},\"open\":0,\"versions\":[]}]");
        }

        @Override
        public Future<?> sendings(Caller caller, String alert) {
            return answer(
                    List.of("sendings", alert),
                    "[{\"key\":\"a/0/truc-ban\",\"transition\":0,\"kind\":\"raised\",\"at\":1,\"recipient\":\"truc-ban\",\"name\":\"Trực ban\","
                            + "\"channel\":\"email\",\"state\":\"sent\",\"attempts\":1,\"lastAt\":2,\"nextAt\":null,\"result\":\"ok\"}]");
        }

        @Override
        public Future<?> series(Caller caller, Range range) {
            return answer(range, "{\"points\":[[1,2.5],[2,null]]}");
        }

        @Override
        public Future<?> take(Caller caller, String source, List<JsonNode> records) {
            return answer(List.of(source, records.size()), "null");
        }

        private Future<?> report(Object question, String more) {
            return answer(
                    question,
                    "{\"columns\":[{\"name\":\"MaHoSo\",\"fields\":[\"code\"],\"dropped\":false}],\"rows\":2,\"taken\":1,"
                            + "\"refused\":1,\"duplicates\":0," + more
                            + "\"problems\":[{\"row\":3,\"column\":\"NgayHenTra\","
                            + "\"was\":\"x\",\"must\":\"be like iso\",\"rule\":\"time\",\"allowed\":\"iso\",\"effect\":\"invalid\",\"text\":\"row 3\"}],"
                            + "\"problemsInAll\":1}");
        }

        @Override
        public Future<?> login(byte[] body) {
            asked.add(List.of("login", new String(body, StandardCharsets.UTF_8)));
            return answer("exchangeLogin", "{\"session\":\"s\",\"error_code\":0,\"message\":\"\"}");
        }

        @Override
        public Future<?> exchange(Sent sent) {
            asked.add(List.of(
                    new String(sent.body(), StandardCharsets.UTF_8),
                    sent.session(),
                    sent.service(),
                    sent.isUpdating()));
            return answer("exchange", "{\"error_code\":\"0\",\"message\":\"\"}");
        }

        @Override
        public Future<?> preview(Caller caller, String source, Path file, String sheet) {
            return report(List.of("preview", source, sheet, size(file)), "\"first\":[{\"row\":2,\"code\":\"H1\"}],");
        }

        @Override
        public Future<?> takeFile(Caller caller, String source, Path file, String sheet) {
            return report(List.of("file", source, sheet, size(file)), "");
        }

        @Override
        public Future<Download> exportDossiers(Caller caller, Rows rows, String format, String language) {
            asked.add(List.of(rows, format, language));
            try {
                Path file = Files.writeString(Files.createTempFile(scratch(), "export", ".tmp"), "a,b\r\n");
                return Future.succeededFuture(new Download(file, "dossiers.csv", "text/csv; charset=utf-8"));
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
        }

        @Override
        public Future<Download> exportAssignments(Caller caller, Rows rows, String format, String language) {
            return exportDossiers(caller, rows, format, language);
        }

        @Override
        public Path scratch() {
            return scratch;
        }

        private static long size(Path file) {
            try {
                return Files.size(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Future<?> unknown(Caller caller) {
            throw new IllegalStateException("a defect, as the test wants");
        }

        @Override
        public Future<?> health(Caller caller) {
            return answer("health", "{\"journal\":{\"position\":7}}");
        }

        @Override
        public Future<?> screens(Caller caller) {
            return answer("screens", "{\"screens\":[],\"layouts\":[\"overview\"],\"whole\":true,\"units\":[]}");
        }

        private static final String SCREEN =
                "{\"id\":\"k7\",\"name\":\"a\",\"layout\":\"overview\",\"scope\":[],\"pairedAt\":1,\"pairedBy\":\"b\","
                        + "\"drawnAt\":null,\"draws\":false,\"seenAt\":null,\"seq\":null,\"heap\":null,\"growth\":null,"
                        + "\"errors\":null,\"error\":null}";

        @Override
        public Future<?> pairScreen(Caller caller, JsonNode body) {
            return answer(body, SCREEN);
        }

        @Override
        public Future<?> revokeScreen(Caller caller, String id) {
            return answer(id, "{\"id\":\"k7\"}");
        }

        @Override
        public Future<?> screenCode(String from) {
            return answer(
                    from,
                    "{\"code\":\"K74M2Q\",\"claim\":\"x\",\"now\":1,\"until\":2,\"lasts\":1,\"title\":{\"vi\":\"a\",\"en\":\"b\"},"
                            + "\"version\":\"1\"}");
        }

        @Override
        public Future<Identity> screenClaim(JsonNode body) {
            return Future.succeededFuture(
                    new Identity(Map.of("state", "paired", "name", "a"), "ioc-screen", Optional.of("k7.secret")));
        }

        @Override
        public Future<Identity> screenBeat(HttpServerRequest request, JsonNode body) {
            return Future.succeededFuture(new Identity(Map.of("screen", Map.of()), "ioc-screen", Optional.empty()));
        }

        @Override
        public Readiness readiness() {
            return new Readiness(ready, Map.of("journal", ready ? "up" : "disk full"));
        }
    }

    Served() throws Exception {
        this(Bind.loopback(0));
    }

    Served(Bind bind) throws Exception {
        WebServer.Live live = new WebServer.Live(
                options -> {},
                (request, pass) -> request.response().setStatusCode(426).end(),
                (request, pass) -> request.response().end("events"));
        server = WebServer.start(vertx, bind, assets, live, answers, house, meters, Walls.NONE)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> read(String path, String... headers) throws IOException, InterruptedException {
        return send(headers.length == 0 ? request(path) : request(path).headers(headers));
    }

    HttpResponse<byte[]> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
