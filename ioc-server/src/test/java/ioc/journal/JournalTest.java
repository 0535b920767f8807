package ioc.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import ioc.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Journal.Options SMALL =
            new Journal.Options(2, 1_000, 1 << 20, Duration.ofMillis(20), 50, 1 << 20);

    private final TestClock clock = new TestClock("2026-03-02T03:00:00Z");
    private final List<Batch> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> told = Collections.synchronizedList(new ArrayList<>());

    private final Path folder;

    JournalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void givesPositionsWithoutGapAndTellsEverySenderOnceItIsDurable() throws IOException {
        try (Journal journal = start()) {
            IntStream.range(0, 500).forEach(i -> offer(journal, "m" + i));
            Peer.await("all told", () -> told.size() == 500);

            assertThat(told)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 500).boxed().toList());
            List<Entry> entries = journal.read(0, 1_000);
            assertThat(entries).extracting(Entry::position).containsExactlyElementsOf(told);
            assertThat(entries.get(499).subject()).isEqualTo("m499");
            assertThat(journal.head()).isEqualTo(500);
            assertThat(journal.state().condition()).isEqualTo(Journal.State.Condition.OK);
        }
    }

    @Test
    void keepsEveryFieldThroughARestart() throws IOException {
        byte[] body = {0, 1, -1, 127, 0};
        try (Journal journal = start()) {
            append(journal, new Draft(Entry.Kind.DOSSIER, "dossiers", "H01.02/β", false, body));
            append(journal, new Draft(Entry.Kind.MESSAGE, "mqtt", "a/b", true, new byte[0]));
        }
        try (Journal journal = start()) {
            List<Entry> entries = journal.read(0, 10);

            assertThat(entries.get(0))
                    .usingRecursiveComparison()
                    .isEqualTo(new Entry(1, clock.millis(), Entry.Kind.DOSSIER, "dossiers", "H01.02/β", false, body));
            assertThat(entries.get(1).retained()).isTrue();
            assertThat(entries.get(1).body()).isEmpty();
            assertThat(append(journal, message("next"))).isEqualTo(3);
        }
    }

    @Test
    void commitsWhatGathersTogetherInOneBatch() throws IOException {
        try (Journal journal = open()) {
            IntStream.range(0, 300).forEach(i -> offer(journal, "m" + i));
            journal.start(batches::add);
            Peer.await(
                    "all told",
                    () -> told.size() == 300
                            && !batches.isEmpty()
                            && journal.figures().commits() > 0);

            assertThat(journal.figures().commits()).isEqualTo(1);
            assertThat(batches.get(0).entries()).hasSize(300);
        }
    }

    @Test
    void timeNeverGoesBackEvenWhenTheClockDoesAndTheProcessStartsAnew() throws IOException {
        try (Journal journal = start()) {
            append(journal, message("a"));
            clock.forward(-60_000);
            append(journal, message("b"));
        }
        try (Journal journal = start()) {
            append(journal, message("c"));
            clock.forward(60_001);
            append(journal, message("d"));

            List<Long> times =
                    journal.read(0, 10).stream().map(Entry::receivedAt).toList();
            assertThat(times).containsExactly(times.get(0), times.get(0), times.get(0), times.get(0) + 1);
        }
    }

    @Test
    void marksOfTimeReachTheListenerInOrderWithEntriesAndAreNotStored() throws IOException {
        List<String> seen = new ArrayList<>();
        try (Journal journal = open()) {
            long start = clock.millis();
            journal.tick();
            journal.tick();
            offer(journal, "a");
            clock.forward(1_000);
            journal.tick();
            offer(journal, "b");
            clock.forward(1_000);
            journal.tick();
            clock.forward(500);
            journal.tick();
            CountDownLatch done = new CountDownLatch(1);
            journal.start(batch -> {
                batch.walk(entry -> seen.add(entry.subject()), at -> seen.add("+" + (at - start)));
                done.countDown();
            });
            Peer.await("the batch", () -> done.getCount() == 0);

            assertThat(seen).containsExactly("+0", "a", "+1000", "b", "+2500");
            assertThat(journal.read(0, 10)).hasSize(2);
        }
    }

    @Test
    void beginsANewFileAtMidnightOfTheZoneAndReadsAcross() throws IOException {
        clock.set("2026-03-02T16:59:59.999Z");
        try (Journal journal = open()) {
            offer(journal, "before");
            clock.forward(1);
            offer(journal, "after");
            journal.start(batches::add);
            Peer.await("told", () -> told.size() == 2);
            append(journal, message("later"));

            assertThat(names()).contains("journal-2026-03-02.db", "journal-2026-03-03.db");
            assertThat(journal.disk().days()).containsOnlyKeys(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 3));
        }
        try (Journal journal = start()) {
            assertThat(journal.read(0, 10)).extracting(Entry::subject).containsExactly("before", "after", "later");
            assertThat(journal.read(0, 2)).extracting(Entry::subject).containsExactly("before", "after");
            assertThat(journal.read(1, 1)).extracting(Entry::subject).containsExactly("after");
            assertThat(journal.latest("", 2)).extracting(Entry::subject).containsExactly("later", "after");
        }
    }

    @Test
    void memoryAndFilesTellTheSame() throws IOException {
        try (Journal journal = start()) {
            IntStream.range(0, 200).forEach(i -> offer(journal, "m" + i));
            Peer.await("told", () -> told.size() == 200);
            try (Journal fromDisk = open()) {
                for (long from : new long[] {0, 1, 149, 150, 151, 199, 200, 300}) {
                    for (int max : new int[] {0, 1, 7, 1_000}) {
                        assertThat(journal.read(from, max))
                                .usingRecursiveFieldByFieldElementComparator()
                                .isEqualTo(fromDisk.read(from, max));
                    }
                }
            }
        }
    }

    @Test
    void refusesWhenFullAndTakesAgainWhenThereIsRoomButNeverRefusesTheStateOfAFeed() throws IOException {
        try (Journal journal = open()) {
            IntStream.range(0, 1_000).forEach(i -> offer(journal, "m" + i));

            assertThat(journal.offer(message("too many"), told::add)).isFalse();
            assertThat(journal.append(message("too many")).cause()).isInstanceOf(JournalFull.class);
            assertThat(journal.offer(new Draft(Entry.Kind.FEED, "mqtt", "broker", false, new byte[0]), told::add))
                    .isTrue();
            assertThat(journal.figures().refused()).isEqualTo(2);

            journal.start(batches::add);
            Peer.await("told", () -> told.size() == 1_001);
            assertThat(append(journal, message("fits"))).isEqualTo(1_002);
            assertThat(journal.figures().pending()).isZero();
        }
    }

    @Test
    void takesAllOfSeveralOrNone() throws IOException {
        try (Journal journal = open()) {
            List<Draft> many = Collections.nCopies(600, message("x"));
            Future<Long> first = journal.append(many);
            Future<Long> second = journal.append(many);
            journal.start(batches::add);
            Peer.await("durable", first::isComplete);

            assertThat(second.failed()).isTrue();
            assertThat(first.result()).isEqualTo(600);
            assertThat(journal.head()).isEqualTo(600);
        }
    }

    @Test
    void aFollowerWaitsForNewsWithoutPolling() throws Exception {
        try (Journal journal = start()) {
            assertThat(journal.await(0, Duration.ofMillis(1))).isZero();
            Thread sender = new Thread(() -> offer(journal, "news"));
            sender.start();

            assertThat(journal.await(0, Duration.ofSeconds(20))).isEqualTo(1);
            sender.join();
        }
    }

    @Test
    void dropsOldDaysButNeverWhatAFollowerStillNeedsNorTheNewest() throws IOException {
        try (Journal journal = start()) {
            for (int day = 2; day <= 7; day++) {
                clock.set("2026-03-0" + day + "T03:00:00Z");
                append(journal, message("day " + day));
            }
            assertThat(journal.dropOld(() -> 1)).containsExactly(LocalDate.of(2026, 3, 2));
            assertThat(journal.dropOld(() -> Long.MAX_VALUE))
                    .containsExactly(LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 4));
            clock.set("2027-03-07T03:00:00Z");
            assertThat(journal.dropOld(() -> Long.MAX_VALUE)).hasSize(2);
            assertThat(names()).filteredOn(name -> name.endsWith(".db")).containsExactly("journal-2026-03-07.db");
        }
        try (Journal journal = start()) {
            assertThat(journal.read(0, 10)).extracting(Entry::position).containsExactly(6L);
            assertThat(journal.at(3)).as("not the next one that is kept").isEmpty();
            assertThat(journal.at(6)).isPresent();
            assertThat(append(journal, message("next"))).isEqualTo(7);
        }
    }

    @Test
    void aFullDiskStallsItLosesNothingTellsNobodyAndHeals() throws IOException {
        AtomicInteger pages = new AtomicInteger(20);
        try (Journal journal = Journal.open(folder, ZONE, clock, SMALL, pages::get)) {
            journal.start(batches::add);
            int sent = 0;
            while (journal.state().condition() == Journal.State.Condition.OK && sent < 500) {
                assertThat(journal.offer(
                                new Draft(Entry.Kind.MESSAGE, "mqtt", "m" + sent++, false, new byte[600]), told::add))
                        .isTrue();
                long until = sent;
                Peer.await(
                        "told or stalled",
                        () -> told.size() == until || journal.state().condition() != Journal.State.Condition.OK);
            }
            int written = told.size();
            assertThat(written).isLessThan(sent);
            assertThat(journal.state().reason()).contains("SQLITE_FULL");
            assertThat(journal.head()).isEqualTo(written);
            assertThat(journal.read(0, 1_000)).hasSize(written);

            pages.set(10_000);
            int all = sent;
            Peer.await("healed", () -> told.size() == all);
            assertThat(journal.state().condition()).isEqualTo(Journal.State.Condition.OK);
            assertThat(journal.read(0, 1_000)).extracting(Entry::position).containsExactlyElementsOf(told);
        }
    }

    @Test
    void closingWhileTheDiskRefusesGivesUpWithoutTellingAnybody() throws IOException {
        Journal journal = Journal.open(folder, ZONE, clock, SMALL, () -> 3);
        journal.start(batches::add);
        assertThat(journal.offer(new Draft(Entry.Kind.MESSAGE, "mqtt", "big", false, new byte[100_000]), told::add))
                .isTrue();
        Peer.await("stalled", () -> journal.state().condition() == Journal.State.Condition.STALLED);
        journal.close();

        assertThat(told).isEmpty();
        assertThat(batches).isEmpty();
    }

    @Test
    void findsTheLastOnesOfADeviceNewestFirst() throws IOException {
        try (Journal journal = start()) {
            IntStream.range(0, 100).forEach(i -> offer(journal, "site/" + (i % 2 == 0 ? "even_" : "odd") + "/" + i));
            Peer.await("told", () -> told.size() == 100);

            assertThat(journal.latest("site/even_/", 3))
                    .extracting(Entry::subject)
                    .containsExactly("site/even_/98", "site/even_/96", "site/even_/94");
            assertThat(journal.latest("site/none/", 3)).isEmpty();
            assertThat(journal.latest("site/odd/9", 100)).hasSize(6);
            assertThat(journal.latest("site/odd/97/", 3))
                    .extracting(Entry::subject)
                    .containsExactly("site/odd/97");
        }
    }

    @Test
    void aFailingListenerStopsNothing() throws IOException {
        try (Journal journal = open()) {
            journal.start(batch -> {
                throw new IllegalStateException("of a test");
            });
            append(journal, message("a"));
            assertThat(append(journal, message("b"))).isEqualTo(2);
        }
    }

    @Test
    void namesTheFileThatIsNotAJournal() throws IOException {
        Files.writeString(folder.resolve("journal-2026-03-01.db"), "x".repeat(5_000));

        org.assertj.core.api.Assertions.assertThatIOException()
                .isThrownBy(this::open)
                .withMessageContaining("journal-2026-03-01.db: was not readable");
    }

    private Journal open() throws IOException {
        return Journal.open(folder, ZONE, clock, SMALL);
    }

    private Journal start() throws IOException {
        Journal journal = open();
        journal.start(batches::add);
        return journal;
    }

    private void offer(Journal journal, String subject) {
        assertThat(journal.offer(message(subject), told::add)).isTrue();
    }

    private static long append(Journal journal, Draft draft) {
        Future<Long> position = journal.append(draft);
        Peer.await("durable", position::isComplete);
        return position.result();
    }

    private static Draft message(String subject) {
        return new Draft(Entry.Kind.MESSAGE, "mqtt", subject, false, subject.getBytes(UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
