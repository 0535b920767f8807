package ioc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import ioc.peer.Peer;
import ioc.web.Refusal;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private final Vertx vertx = Vertx.vertx();
    private final OneAtATime judging = new OneAtATime(vertx.createSharedWorkerExecutor("judging", 1));

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theSecondIsToldToComeAgainUntilTheFirstIsDoneHoweverThatEnds() {
        CountDownLatch end = new CountDownLatch(1);
        Future<Object> first = judging.ask(() -> {
            end.await();
            throw new IllegalStateException("away");
        });
        Future<String> second = judging.ask(() -> "never");
        assertThat(second.failed()).isTrue();
        assertThatThrownBy(() -> {
                    throw second.cause();
                })
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(429));
        end.countDown();
        Peer.await("the first has ended", first::failed);
        assertThat(judging.ask(() -> "third")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join())
                .isEqualTo("third");
    }
}
