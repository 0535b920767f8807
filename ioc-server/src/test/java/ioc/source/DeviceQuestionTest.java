package ioc.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import ioc.config.HttpIntake;
import ioc.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class DeviceQuestionTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> kept = new ArrayList<>();
    private final List<String> saved = new ArrayList<>();
    private final Cursors cursors = new Cursors() {
        @Override
        public Future<Optional<String>> load(String source) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<?> save(String source, String cursor) {
            saved.add(cursor + " after " + kept.size());
            return Future.succeededFuture();
        }
    };

    private volatile String answer = "";
    private volatile boolean isFull;
    private HttpServer device;
    private DeviceQuestion question;

    @BeforeEach
    void listen() throws Exception {
        device = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(answer))
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
        HttpIntake.Fetch fetch = new HttpIntake.Fetch(
                "happyornot",
                new HttpIntake.Label("HappyOrNot", "HappyOrNot"),
                URI.create("http://127.0.0.1:" + device.actualPort() + "/feedbacks"),
                Duration.ofMinutes(5),
                Duration.ofSeconds(20),
                new HttpIntake.Login("", "", Secret.NONE),
                new HttpIntake.Pages("/0/next", "after"),
                "");
        question = new DeviceQuestion(vertx, fetch, this::append, cursors);
    }

    @AfterEach
    void stop() throws Exception {
        question.close();
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private Future<?> append(List<Raw> records) {
        if (isFull) {
            return Future.failedFuture("full");
        }
        records.forEach(record -> kept.add(record.subject() + " " + new String(record.body(), UTF_8)));
        return Future.succeededFuture();
    }

    private static String presses(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"feedbackId\":\"f" + i + "\",\"buttonIndex\":3,\"next\":\"c1\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void aLongListIsSeveralMessagesAndTheCursorComesAfterTheLast() throws Exception {
        answer = presses(0, 250);
        Question.Answered answered = question.ask().await(20, TimeUnit.SECONDS);
        assertThat(answered).isEqualTo(new Question.Answered(3, true));
        assertThat(kept)
                .containsExactly(
                        "fetched/happyornot " + presses(0, 100),
                        "fetched/happyornot " + presses(100, 200),
                        "fetched/happyornot " + presses(200, 250));
        assertThat(saved).containsExactly("c1 after 3");
    }

    @Test
    void whatTheJournalDidNotTakeIsAskedForAgain() throws Exception {
        answer = presses(0, 250);
        isFull = true;
        assertThat(question.ask().otherwiseEmpty().await(20, TimeUnit.SECONDS)).isNull();
        assertThat(saved).isEmpty();
        isFull = false;
        question.ask().await(20, TimeUnit.SECONDS);
        assertThat(kept).hasSize(3);
        assertThat(saved).containsExactly("c1 after 3");
    }

    @Test
    void anyOtherAnswerIsOneMessageAsItIs() throws Exception {
        for (String other : List.of(presses(0, 100), "{ \"a\": 1.0 }", "[1,", "")) {
            kept.clear();
            answer = other;
            question.ask().await(20, TimeUnit.SECONDS);
            assertThat(kept).containsExactly("fetched/happyornot " + other);
        }
    }
}
