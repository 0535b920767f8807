package ioc.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HubTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Limits FEW = new Limits(3, 2, 3, 500, 50, 3, 20, Duration.ofSeconds(30));

    private final MockClock time = new MockClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, time);
    private final List<Runnable> alarms = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private final Hub hub = new Hub(
            (millis, then) -> {
                pauses.add(millis);
                alarms.add(then);
            },
            InstantSource.fixed(NOW),
            meters,
            new Welcome("0.1.0", "abc", true, ZoneId.of("Asia/Ho_Chi_Minh")),
            FEW,
            List.of("a", "b", "c", "d"));

    /** A dashboard at the end of a wire of memory. */
    private static final class Wall implements Wire {
        final Screen screen = new Screen();
        final ArrayDeque<String> texts = new ArrayDeque<>();
        boolean full;
        boolean answers = true;
        int probes;

        @Nullable
        Close closed;

        @Override
        public boolean full() {
            return full;
        }

        @Override
        public boolean answers() {
            return answers;
        }

        @Override
        public void send(String text, long resumeAt) {
            texts.add(text);
        }

        @Override
        public void probe() {
            probes++;
        }

        @Override
        public void close(Close why) {
            closed = why;
        }

        void draw(Session session) {
            boolean frame = false;
            while (!texts.isEmpty()) {
                frame |= screen.take(texts.remove());
            }
            if (frame) {
                session.said("{\"type\":\"drawn\",\"seq\":" + screen.seq + "}");
            }
        }
    }

    private static String join(String... topics) {
        return "{\"type\":\"join\",\"topics\":[\"" + String.join("\",\"", topics) + "\"]}";
    }

    @Test
    void snapshotAndFramesMakeThePicture() {
        for (int seed = 0; seed < 60; seed++) {
            new Run(seed).go();
        }
    }

    /** One random history: puts, removes, clears, ticks, stalls, breaks and resumes; in the end all see the truth. */
    private static final class Run {
        final Random random;
        final HubTest test = new HubTest();
        final Hub hub = test.hub;
        final Map<String, Map<String, ObjectNode>> truth = new TreeMap<>();
        final List<Wall> walls = new ArrayList<>();
        final List<Session> sessions = new ArrayList<>();

        final int keys;

        Run(int seed) {
            random = new Random(seed);
            keys = 1 + random.nextInt(40);
        }

        void go() {
            for (int i = 0; i < 3; i++) {
                walls.add(new Wall());
                sessions.add(hub.open(walls.get(i)));
                sessions.get(i).said(i == 0 ? join("a", "b", "c") : join("a", "b"));
            }
            for (int step = 0; step < 600; step++) {
                step();
            }
            for (int i = 0; i < 3; i++) {
                walls.get(i).full = false;
                walls.get(i).draw(sessions.get(i));
            }
            for (int round = 0; round < 3; round++) {
                hub.tick();
                for (int i = 0; i < 3; i++) {
                    walls.get(i).draw(sessions.get(i));
                }
            }
            for (Wall wall : walls) {
                wall.screen.topics.forEach(
                        (topic, keys) -> assertThat(keys).as(topic).isEqualTo(truth(topic)));
            }
            assertThat(walls.get(0).screen.topics).containsOnlyKeys("a", "b", "c");
        }

        private void step() {
            String topic = List.of("a", "b", "c", "d").get(random.nextInt(4));
            String key = "k" + random.nextInt(keys);
            int dice = random.nextInt(1000);
            if (dice < 500) {
                Map<String, Object> fields = new HashMap<>();
                fields.put("n", random.nextInt(3));
                fields.put("f" + random.nextInt(3), random.nextBoolean() ? null : List.of(random.nextInt(2), "ờ\"\n"));
                hub.put(topic, key, fields);
                truth(topic)
                        .computeIfAbsent(key, name -> Screen.JSON.createObjectNode())
                        .setAll(Screen.JSON.<ObjectNode>valueToTree(fields));
            } else if (dice < 750) {
                hub.remove(topic, key);
                truth(topic).remove(key);
            } else if (dice < 752) {
                hub.clear(topic);
                truth(topic).clear();
            } else {
                look(random.nextInt(3), dice);
            }
        }

        private Map<String, ObjectNode> truth(String topic) {
            return truth.computeIfAbsent(topic, name -> new TreeMap<>());
        }

        private void look(int i, int dice) {
            Wall wall = walls.get(i);
            if (dice < 870) {
                hub.tick();
            } else if (dice < 960) {
                wall.draw(sessions.get(i));
            } else if (dice < 970) {
                wall.full = !wall.full;
            } else if (dice < 985) {
                breakAndResume(i, wall);
            }
        }

        /** What was on its way is lost; the new session goes on from the last frame that was drawn. */
        private void breakAndResume(int i, Wall wall) {
            hub.gone(sessions.get(i));
            wall.texts.clear();
            wall.full = false;
            sessions.set(i, hub.open(wall));
            Session session = sessions.get(i);
            String topics = i == 0 ? "\"a\",\"b\",\"c\"" : "\"a\",\"b\"";
            session.said("{\"type\":\"join\",\"topics\":[" + topics + "],\"epoch\":\"" + wall.screen.epoch
                    + "\",\"seq\":" + wall.screen.seq + "}");
            test.time.add(Duration.ofSeconds(1));
        }
    }

    @Test
    void aStalledDashboardGetsFewFramesAndTheNewestValues() {
        Wall wall = new Wall();
        Session session = hub.open(wall);
        session.said(join("a"));
        for (int i = 0; i < 1000; i++) {
            hub.put("a", "k", Map.of("n", i));
            hub.tick();
        }
        assertThat(wall.texts).as("welcome and three frames").hasSize(4);
        wall.draw(session);
        hub.tick();
        wall.draw(session);
        assertThat(wall.screen.frames).isEqualTo(4);
        assertThat(wall.screen.key("a", "k").get("n").asInt()).isEqualTo(999);
    }

    @Test
    void equalSessionsShareOneText() {
        Wall one = new Wall();
        Wall two = new Wall();
        hub.open(one).said(join("a", "b"));
        hub.open(two).said(join("b", "a"));
        hub.put("a", "k", Map.of("n", 1));
        hub.put("b", "k", Map.of("n", 1));
        hub.tick();
        assertThat(one.texts.getLast()).isSameAs(two.texts.getLast()).contains("\"a\"", "\"b\"");
        assertThat(one.texts).hasSize(3);
    }

    @Test
    void onlyWhatDiffersIsSent() {
        Wall wall = new Wall();
        Session session = hub.open(wall);
        session.said(join("a"));
        hub.put("a", "k", Map.of("n", 1, "name", Map.of("vi", "Bàu Đồn"), "at", NOW, "share", 0.5));
        hub.tick();
        wall.draw(session);
        hub.put("a", "k", Map.of("n", 2, "name", Map.of("vi", "Bàu Đồn"), "at", NOW, "share", Double.NaN));
        hub.tick();
        assertThat(Screen.tree(wall.texts.getLast()).get("topics"))
                .isEqualTo(Screen.tree("{\"a\":{\"put\":{\"k\":{\"n\":2,\"share\":null}}}}"));
        int before = wall.texts.size();
        hub.put("a", "k", Map.of("n", 2));
        hub.remove("a", "unknown");
        hub.tick();
        assertThat(wall.texts).hasSize(before);
    }

    @Test
    void ticksOnlyWhileSomethingChanges() {
        hub.open(new Wall()).said(join("a"));
        alarms.clear();
        hub.put("a", "k", Map.of("n", 1));
        hub.put("a", "k", Map.of("n", 2));
        assertThat(alarms).hasSize(1);
        alarms.get(0).run();
        assertThat(alarms).hasSize(1);
        hub.put("a", "k", Map.of("n", 2));
        assertThat(alarms).hasSize(1);
    }

    @Test
    void waitsTenTimesWhatTicksTakeOnAverageWithinBounds() {
        hub.beforeTick(() -> time.add(Duration.ofMillis(4)));
        hub.tick();
        hub.changed();
        assertThat(pauses).last().isEqualTo(40L);
        hub.beforeTick(() -> time.add(Duration.ofMillis(400)));
        hub.tick();
        hub.changed();
        assertThat(pauses).last().isEqualTo(100L);
        hub.beforeTick(() -> time.add(Duration.ofMillis(2)));
        for (int i = 0; i < 60; i++) {
            hub.tick();
        }
        hub.changed();
        assertThat(pauses).last().isEqualTo(20L);
        hub.beforeTick(() -> time.add(Duration.ofMillis(10)));
        hub.tick();
        hub.changed();
        assertThat(pauses).last().as("one that was held up").isEqualTo(30L);
    }

    @Test
    void aProjectionThatFailsDoesNotStopTheFrames() {
        Wall wall = new Wall();
        hub.open(wall).said(join("a"));
        hub.put("a", "k", Map.of("n", 1));
        hub.beforeTick(() -> {
            throw new IllegalStateException("as the test wants");
        });
        hub.tick();
        assertThat(wall.texts).hasSize(3);
    }

    @Test
    void closesWhoIsTooSlowAndWhoGivesNoSignOfLife() {
        Wall slow = new Wall();
        Wall dead = new Wall();
        Wall events = new Wall();
        events.answers = false;
        hub.open(slow).said(join("a"));
        hub.open(dead);
        hub.open(events);
        slow.full = true;
        hub.put("a", "k", Map.of("n", 1));
        hub.tick();
        time.add(Duration.ofSeconds(29));
        hub.beat();
        assertThat(slow.closed).isNull();
        time.add(Duration.ofSeconds(2));
        hub.beat();
        assertThat(slow.closed).isEqualTo(Close.TOO_SLOW);
        time.add(Duration.ofSeconds(31));
        hub.beat();
        assertThat(dead.closed).isEqualTo(Close.SILENT);
        assertThat(events.closed).isNull();
        assertThat(hub.viewers()).hasSize(1);
        assertThat(meters.get("ioc.push.sessions").gauge().value()).isEqualTo(1);
    }

    @Test
    void probesEveryTenthBeatAndTellsTheNumberSent() {
        Wall wall = new Wall();
        hub.open(wall).said(join("a"));
        for (int i = 0; i < 10; i++) {
            hub.beat();
        }
        assertThat(wall.probes).isEqualTo(1);
        assertThat(Screen.tree(wall.texts.getLast()))
                .isEqualTo(Screen.tree("{\"type\":\"beat\",\"now\":" + NOW.toEpochMilli() + ",\"seq\":0}"));
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        for (String bad : List.of(
                "",
                "{",
                "[]",
                "{}",
                "{\"type\":\"join\"}",
                "{\"type\":\"join\",\"topics\":\"a\"}",
                "{\"type\":\"join\",\"topics\":[1]}",
                "{\"type\":\"join\",\"topics\":[\"a\"],\"seq\":\"x\"}",
                "{\"type\":\"drawn\"}",
                "{\"type\":\"drawn\",\"seq\":999}",
                "{\"type\":\"drawn\",\"seq\":1.5}",
                "x".repeat(501),
                "[".repeat(400))) {
            Wall wall = new Wall();
            hub.open(wall).said(bad);
            assertThat(wall.closed).as(bad).isEqualTo(Close.BAD_MESSAGE);
        }
        assertThat(hub.viewers()).isEmpty();
    }

    @Test
    void namesProblemsThatDoNotEndASession() {
        Wall wall = new Wall();
        Session session = hub.open(wall);
        session.said(join("a", "nowhere"));
        session.said(join("a", "b", "c", "d"));
        session.said("{\"type\":\"sing\"}");
        wall.draw(session);
        assertThat(wall.screen.problems)
                .extracting(problem -> problem.get("code").asText())
                .containsExactly("unknown-topic", "too-many-topics", "unknown-type");
        assertThat(wall.screen.topics).containsOnlyKeys("a");
    }

    @Test
    void endsTheSessionThatTalksTooMuch() {
        Wall wall = new Wall();
        Session session = hub.open(wall);
        for (int i = 0; i < 101 && wall.closed == null; i++) {
            session.said("{\"type\":\"leave\",\"topics\":[]}");
        }
        assertThat(wall.closed).isEqualTo(Close.TOO_MANY_MESSAGES);
    }

    @Test
    void resumesWithChangesOnlyWhileItKnowsThemAll() {
        Wall wall = new Wall();
        Session session = hub.open(wall);
        hub.put("a", "k1", Map.of("n", 1));
        hub.put("a", "k2", Map.of("n", 1));
        session.said(join("a"));
        wall.draw(session);
        hub.gone(session);
        hub.remove("a", "k1");
        Session again = hub.open(wall);
        String resume = "{\"type\":\"join\",\"topics\":[\"a\"],\"epoch\":\"" + wall.screen.epoch + "\",\"seq\":"
                + wall.screen.seq + "}";
        again.said(resume);
        assertThat(wall.texts.getLast()).contains("\"del\":[\"k1\"]").doesNotContain("full", "k2");
        for (int i = 0; i < 30; i++) {
            hub.put("a", "x" + i, Map.of());
            hub.remove("a", "x" + i);
        }
        Session later = hub.open(new Wall());
        later.said(resume);
        assertThat(((Wall) later.wire()).texts.getLast()).contains("\"full\":[\"a\"]");
    }

    @Test
    void aKeyThatComesBackForgetsItsFormerFields() {
        Wall wall = new Wall();
        Session session = hub.open(wall);
        hub.put("a", "k", Map.of("old", 1));
        session.said(join("a"));
        wall.draw(session);
        hub.remove("a", "k");
        hub.put("a", "k", Map.of("new", 2));
        hub.tick();
        wall.draw(session);
        assertThat(wall.screen.key("a", "k")).isEqualTo(Screen.tree("{\"new\":2}"));
    }

    @Test
    void leavesATopic() {
        Wall wall = new Wall();
        Session session = hub.open(wall);
        session.said(join("a", "b"));
        session.said("{\"type\":\"leave\",\"topics\":[\"a\"]}");
        int before = wall.texts.size();
        hub.put("a", "k", Map.of("n", 1));
        hub.tick();
        assertThat(wall.texts).hasSize(before);
        assertThat(hub.viewers().get(0).topics()).containsExactly("b");
    }

    @Test
    void saysGoodbyeToAllWhenItCloses() {
        Wall wall = new Wall();
        hub.open(wall);
        hub.close();
        assertThat(wall.closed).isEqualTo(Close.SHUTTING_DOWN);
        assertThat(hub.isFull("p")).isTrue();
    }

    @Test
    void oneAloneCannotTakeAllTheRoom() {
        Wall wall = new Wall();
        Session first = hub.open(wall, "k1", "p");
        hub.open(new Wall(), "k2", "p");
        assertThat(hub.isFull("p")).isTrue();
        assertThat(hub.isFull("q")).isFalse();
        hub.end(first, Close.SILENT);
        hub.end(first, Close.SILENT);
        assertThat(hub.isFull("p")).isFalse();
        hub.open(new Wall(), "k3", "q");
        hub.open(new Wall(), "k4", "q");
        assertThat(hub.isFull("r")).as("in all").isTrue();
    }

    @Test
    void refusesUnknownTopicsOtherThreadsAndValuesWithoutAForm() throws InterruptedException {
        assertThatThrownBy(() -> hub.put("nowhere", "k", Map.of()))
                .hasMessage("topic: was \"nowhere\" but must be one of [a, b, c, d]");
        assertThatThrownBy(() -> hub.put("a", "k", Map.of("x", new Object())))
                .hasMessageStartingWith("value: was a java.lang.Object but must be");
        hub.changed();
        List<Throwable> failures = new ArrayList<>();
        Thread other = new Thread(hub::changed, "other");
        other.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
        other.start();
        other.join();
        assertThat(failures)
                .singleElement()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
                .hasMessageStartingWith("hub: was called on other but must be on ");
    }

    @Test
    void countsWhatItSends() {
        hub.open(new Wall()).said(join("a"));
        hub.put("a", "k", Map.of("n", 1));
        hub.tick();
        assertThat(meters.get("ioc.push.frames").counter().count()).isEqualTo(2);
        assertThat(meters.get("ioc.push.bytes").counter().count()).isPositive();
        assertThat(meters.get("ioc.push.tick.seconds").timer().count()).isEqualTo(1);
    }

    @Test
    void measuresTheWayFromTheReadingToTheWordThatItIsDrawn() {
        Wall wall = new Wall();
        Session session = hub.open(wall);
        session.said(join("a"));
        wall.draw(session);
        hub.put("a", "k", Map.of("f", 1));
        hub.heard(NOW.toEpochMilli() - 700, NOW.toEpochMilli() - 500);
        hub.heard(null, NOW.toEpochMilli() - 50);
        hub.tick();
        time.add(Duration.ofMillis(40));
        wall.draw(session);
        assertThat(hub.delays()).extracting(Delay::stage).containsExactly("device", "frame", "draw", "all");
        assertThat(delay("device").count())
                .as("of the reading that says its time")
                .isEqualTo(1);
        assertThat(delay("device").p50()).isBetween(180.0, 220.0);
        assertThat(delay("frame").count()).isEqualTo(2);
        assertThat(delay("frame").p99()).isBetween(450.0, 550.0);
        assertThat(delay("draw").p99()).isBetween(36.0, 44.0);
        assertThat(delay("all").count()).as("frames with a reading").isEqualTo(1);
        assertThat(delay("all").p50()).isBetween(630.0, 770.0);
    }

    private Delay delay(String stage) {
        return hub.delays().stream()
                .filter(delay -> delay.stage().equals(stage))
                .findFirst()
                .orElseThrow();
    }
}
