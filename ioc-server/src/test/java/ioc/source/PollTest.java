package ioc.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import ioc.journal.Entry;
import ioc.peer.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class PollTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicInteger mostAsking = new AtomicInteger();
    private final List<String> asked = new ArrayList<>();
    private volatile int status = 200;
    private volatile int known = 5;
    private volatile @Nullable String journalTrouble;
    private volatile @Nullable String saved;
    private volatile @Nullable Promise<Void> slow;
    private HttpServer server;
    private Poll poll;

    @BeforeEach
    void listen() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        poll.close();
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    /** Records 0..known-1, two a page; the cursor is the number of the next. */
    private void answer(HttpServerRequest request) {
        mostAsking.accumulateAndGet(asking.incrementAndGet(), Math::max);
        String cursor = request.getParam("cursor");
        asked.add(cursor + " " + request.getParam("limit") + " " + request.getHeader("Authorization"));
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(known, from + 2);
        JsonArray items = new JsonArray();
        for (int i = from; i < to; i++) {
            items.add(new JsonObject().put("code", "d" + i).put("name", "secret"));
        }
        JsonObject page =
                new JsonObject().put("items", items).put("next", "" + to).put("more", to < known);
        Promise<Void> wait = slow;
        (wait == null ? Future.<Void>succeededFuture() : wait.future()).onComplete(done -> {
            asking.decrementAndGet();
            request.response().setStatusCode(status).end(page.encode());
        });
    }

    private void start(String every) throws IOException {
        Source source = Yaml.source("""
                id: sys
                kind: dossier
                zone: UTC
                poll:
                  url: "http://127.0.0.1:%d/x"
                  every: %s
                  items: /items
                  next: /next
                  more: /more
                  pageSize: 2
                  header: { name: Authorization, value: "Bearer ${TOKEN}" }
                drop: [/name]
                mapping: { code: /code }
                """.formatted(server.actualPort(), every));
        Inbox inbox = records -> {
            if (journalTrouble != null && records.get(0).kind() != Entry.Kind.FEED) {
                told.add("refused");
                return Future.failedFuture(journalTrouble);
            }
            records.forEach(record ->
                    told.add(record.kind() + " " + record.subject() + " " + new String(record.body(), UTF_8)));
            return Future.succeededFuture();
        };
        Cursors cursors = new Cursors() {
            @Override
            public Future<Optional<String>> load(String id) {
                return Future.succeededFuture(Optional.ofNullable(saved));
            }

            @Override
            public Future<?> save(String id, String cursor) {
                saved = cursor;
                told.add("cursor " + cursor);
                return Future.succeededFuture();
            }
        };
        Duration pause = java.util.Objects.requireNonNull(source.every());
        Question question = new PageQuestion(vertx, WebClient.create(vertx), source, inbox, cursors);
        poll = new Poll(vertx, source.id(), pause, question, inbox).start();
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String one = told.poll(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            next.add(one == null ? "nothing" : one);
        }
        return next;
    }

    @Test
    void readsPageByPageAndSavesTheCursorBehindTheRecords() throws Exception {
        start("1h");
        assertThat(next(10))
                .containsExactly(
                        "DOSSIER d0 {\"code\":\"d0\"}",
                        "DOSSIER d1 {\"code\":\"d1\"}",
                        "cursor 2",
                        "FEED up ",
                        "DOSSIER d2 {\"code\":\"d2\"}",
                        "DOSSIER d3 {\"code\":\"d3\"}",
                        "cursor 4",
                        "DOSSIER d4 {\"code\":\"d4\"}",
                        "cursor 5",
                        "FEED up ");
        assertThat(asked).containsExactly("null 2 Bearer s3cret", "2 2 Bearer s3cret", "4 2 Bearer s3cret");
        assertThat(poll.state().records()).isEqualTo(5);
    }

    @Test
    void goesOnAtTheSavedCursor() throws Exception {
        saved = "4";
        start("1h");
        assertThat(next(3)).containsExactly("DOSSIER d4 {\"code\":\"d4\"}", "cursor 5", "FEED up ");
    }

    @Test
    void whatIsNotDurableIsAskedForAgain() throws Exception {
        journalTrouble = "full";
        start("20ms");
        assertThat(next(3)).containsExactly("refused", "FEED down full", "refused");
        assertThat(saved).isNull();
        journalTrouble = null;
        String first = next(1).get(0);
        while (first.equals("refused")) {
            first = next(1).get(0);
        }
        assertThat(first).startsWith("DOSSIER d0");
    }

    @Test
    void saysOnceThatASourceIsGoneAndEveryTimeThatItAnswers() throws Exception {
        known = 0;
        status = 503;
        start("20ms");
        assertThat(next(1)).containsExactly("FEED down http://127.0.0.1:" + server.actualPort() + "/x: answered 503");
        status = 200;
        assertThat(next(1)).containsExactly("cursor 0");
        assertThat(next(3)).containsExactly("FEED up ", "FEED up ", "FEED up ");
        known = 1;
        Peer.await("the dossier comes", () -> told.stream().anyMatch(one -> one.startsWith("DOSSIER d0")));
        assertThat(poll.state().up()).isTrue();
    }

    @Test
    void neverAsksTwiceAtOnce() throws Exception {
        Promise<Void> gate = Promise.promise();
        slow = gate;
        start("1ms");
        vertx.timer(200, TimeUnit.MILLISECONDS).await(20, TimeUnit.SECONDS);
        assertThat(mostAsking).hasValue(1);
        gate.complete();
        assertThat(next(1)).first().asString().startsWith("DOSSIER d0");
        assertThat(mostAsking).hasValue(1);
    }
}
