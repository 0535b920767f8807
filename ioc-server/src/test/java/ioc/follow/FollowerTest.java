package ioc.follow;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.follow.Follower.Limits;
import ioc.journal.Entry;
import ioc.peer.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
    private static final Limits QUICK = new Limits(100, Duration.ofMillis(5));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ListFeed feed = new ListFeed();
    private final Store store = new Store();

    private Follower<String> follower(Function<Entry, List<String>> translate) {
        return new Follower<>("test", feed, translate, store, QUICK, folder.resolve("dead.txt")).start();
    }

    @Test
    void storesEveryEntryOnceInOrderWithItsPosition() throws Exception {
        for (int i = 1; i <= 12_345; i++) {
            feed.add("m" + i);
        }
        Follower<String> follower = follower(entry -> List.of(entry.subject()));
        store.awaitPosition(12_345);
        feed.add("last");
        store.awaitPosition(12_346);
        follower.close();
        assertThat(follower.progress().written()).isEqualTo(12_346);
        assertThat(follower.progress().lag()).isZero();
        assertThat(store.items).hasSize(12_346).startsWith("m1", "m2").endsWith("m12345", "last");
    }

    @Test
    void goesOnFromWhereTheStoreStands() throws Exception {
        feed.add("old");
        feed.add("new");
        store.position = 1;
        try (Follower<String> follower = follower(entry -> List.of(entry.subject()))) {
            store.awaitPosition(2);
            assertThat(follower.progress().name()).isEqualTo("test");
        }
        assertThat(store.items).containsExactly("new");
    }

    @Test
    void aStoreThatIsAwayGetsTheSameBatchAgain() throws Exception {
        store.trouble = StoreAway.forNow("away", null);
        feed.add("a");
        try (Follower<String> follower = follower(entry -> List.of(entry.subject()))) {
            store.awaitRefusal();
            assertThat(follower.progress().lag()).isEqualTo(1);
            store.trouble = null;
            store.awaitPosition(1);
        }
        assertThat(store.items).containsExactly("a");
    }

    @Test
    void closingStoresWhatIsThere() throws Exception {
        feed.add("first");
        try (Follower<String> follower = new Follower<>(
                        "test",
                        feed,
                        entry -> List.of(entry.subject()),
                        store,
                        new Limits(1_000_000, Duration.ofDays(1)),
                        folder.resolve("dead.txt"))
                .start()) {
            feed.add("second");
            assertThat(follower.progress().written()).isZero();
        }
        assertThat(store.items).containsExactly("first", "second");
        assertThat(store.position).isEqualTo(2);
    }

    @Test
    void closingWhileTheStoreIsAwayLeavesThePositionWhereItWas() throws Exception {
        store.trouble = StoreAway.untilRepaired("wrong password", null);
        feed.add("a");
        Follower<String> follower = follower(entry -> List.of(entry.subject()));
        store.awaitRefusal();
        follower.close();
        assertThat(store.items).isEmpty();
        assertThat(store.position).isZero();
        assertThat(follower.progress().error()).isEqualTo("wrong password");
    }

    @Test
    void deadLettersAndUntranslatableEntriesAreCountedAndKept() throws Exception {
        store.refused = "bad";
        feed.add("good");
        feed.add("bad");
        feed.add("worse");
        Follower<String> follower = follower(entry -> {
            if (entry.subject().equals("worse")) {
                throw new IllegalStateException("a bug");
            }
            return List.of(entry.subject());
        });
        store.awaitPosition(3);
        follower.close();
        assertThat(follower.progress().written()).isEqualTo(1);
        assertThat(follower.progress().dead()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("dead.txt"))).contains("no\tbad", "a bug");
    }

    @Test
    void deadLettersStayBounded() throws Exception {
        DeadLetters letters = new DeadLetters(folder.resolve("bounded.txt"), 100);
        for (int i = 0; i < 50; i++) {
            letters.add(i, List.of(new Dead("because", "item\nof two lines")));
        }
        assertThat(Files.size(folder.resolve("bounded.txt"))).isLessThanOrEqualTo(100);
        assertThat(Files.size(folder.resolve("bounded.txt.1"))).isLessThanOrEqualTo(100);
        assertThat(Files.readString(folder.resolve("bounded.txt"))).contains("49\tbecause\titem of two lines\n");
    }

    /** A store in memory that can be away. */
    private static final class Store implements Sink<String> {
        private final List<String> items = new ArrayList<>();
        private final Semaphore written = new Semaphore(0);
        private final Semaphore refusals = new Semaphore(0);
        private String refused = "";
        private volatile @Nullable StoreAway trouble;
        private volatile long position;

        @Override
        public long position() {
            return position;
        }

        @Override
        public List<Dead> write(List<String> batch, long upTo) throws StoreAway {
            StoreAway present = trouble;
            if (present != null) {
                refusals.release();
                throw present;
            }
            List<Dead> dead = new ArrayList<>();
            for (String item : batch) {
                if (item.equals(refused)) {
                    dead.add(new Dead("no", item));
                } else {
                    items.add(item);
                }
            }
            position = upTo;
            written.release();
            return dead;
        }

        void awaitPosition(long expected) throws InterruptedException {
            while (position < expected) {
                assertThat(written.tryAcquire(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
        }

        void awaitRefusal() throws InterruptedException {
            assertThat(refusals.tryAcquire(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
