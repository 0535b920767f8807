package ioc.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection against a real Mosquitto, with everything Paho is known to get wrong. */
class BrokerIT {
    private final Path folder;
    private final TestInbox inbox = new TestInbox();

    BrokerIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void takesEveryQualityOfServiceOnceAndEmptyAndBinaryAndRetainedOnes() throws Exception {
        byte[] binary = {0, -1, 127, 10, 0};
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                TestDevice device = new TestDevice(mosquitto.url())) {
            device.publish("a/kept", "kept".getBytes(UTF_8), 1, true);
            try (Broker broker = open(mosquitto.url(), "a/#")) {
                device.publish("a/0", "zero".getBytes(UTF_8), 0, false);
                device.publish("a/1", "one".getBytes(UTF_8), 1, false);
                device.publish("a/2", "two".getBytes(UTF_8), 2, false);
                device.publish("a/empty", new byte[0], 1, false);
                device.publish("a/binary", binary, 1, false);
                until(device, "a/end");
                Peer.await("all are acknowledged", () -> broker.figures().acknowledged() == 6);

                assertThat(inbox.taken)
                        .extracting(TestInbox.Taken::topic)
                        .containsExactly("a/kept", "a/0", "a/1", "a/2", "a/empty", "a/binary", "a/end");
                assertThat(inbox.taken)
                        .extracting(TestInbox.Taken::retained)
                        .containsExactly(true, false, false, false, false, false, false);
                assertThat(inbox.taken.get(5).body()).isEqualTo(binary);
                Broker.Figures figures = broker.figures();
                assertThat(figures.received()).isEqualTo(7);
                assertThat(figures.taken()).isEqualTo(7);
                assertThat(figures.acknowledged()).isEqualTo(6);
            }
        }
    }

    @Test
    void acknowledgesOnlyWhatIsDurable() throws Exception {
        inbox.hold = true;
        try (Mosquitto mosquitto = Mosquitto.start(folder, "max_inflight_messages 3");
                Broker broker = open(mosquitto.url(), "#");
                TestDevice device = new TestDevice(mosquitto.url())) {
            for (int i = 0; i < 10; i++) {
                device.publish("m", Integer.toString(i));
            }
            device.publish("marker", "marker".getBytes(UTF_8), 0, false);
            Peer.await("the window is full", () -> inbox.taken.size() >= 3);
            assertThat(broker.figures().acknowledged()).isZero();
            assertThat(inbox.bodies()).doesNotContain("9");

            inbox.release();
            Peer.await("all", () -> inbox.has("9"));
            Peer.await("acknowledged", () -> broker.figures().acknowledged() == 10);
            assertThat(withoutMarker()).containsExactlyElementsOf(numbers(0, 10));
        }
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAndIsNotAcknowledgedTwice() throws Exception {
        inbox.hold = true;
        try (Mosquitto mosquitto = Mosquitto.start(folder, persistence())) {
            try (Broker broker = open(mosquitto.url(), "#");
                    TestDevice device = new TestDevice(mosquitto.url())) {
                device.publish("m", "0");
                Peer.await("taken", () -> inbox.has("0"));
                mosquitto.stop();
                Peer.await("down", () -> !broker.up());
                inbox.release();
                assertThat(broker.figures().acknowledged()).isZero();
                mosquitto.startAgain();
                Peer.await("again", () -> inbox.taken.size() == 2);
                Peer.await("acknowledged", () -> broker.figures().acknowledged() == 1);
                Peer.await("told that it is up again", () -> inbox.states.size() == 3);
                assertThat(inbox.states).containsExactly(true, false, true);
            }
            try (Broker broker = open(mosquitto.url(), "#");
                    TestDevice device = new TestDevice(mosquitto.url())) {
                assertThat(broker.figures().received()).isZero();
                until(device, "end");
                assertThat(inbox.bodies()).containsExactly("0", "0", "end");
            }
        }
    }

    @Test
    void getsWhatWasPublishedWhileWeWereAway() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                TestDevice device = new TestDevice(mosquitto.url())) {
            try (Broker broker = open(mosquitto.url(), "#")) {
                assertThat(broker.up()).isTrue();
            }
            for (int i = 0; i < 50; i++) {
                device.publish("m", Integer.toString(i));
            }
            try (Broker broker = open(mosquitto.url(), "#")) {
                Peer.await("all", () -> inbox.taken.size() == 50);
                assertThat(inbox.bodies()).containsExactlyElementsOf(numbers(0, 50));
                assertThat(broker.figures().received()).isEqualTo(50);
            }
        }
    }

    @Test
    void comesUpWhenTheBrokerIsStartedLaterAndSaysDownOnlyOnce() throws Exception {
        int port = Peer.freePort();
        try (Broker broker = Broker.open(options("tcp://127.0.0.1:" + port, List.of("#")), inbox, inbox)) {
            Peer.await("down", () -> inbox.states.size() == 1);
            try (Mosquitto mosquitto = Mosquitto.start(folder, port);
                    TestDevice device = new TestDevice(mosquitto.url())) {
                Peer.await("up", broker::up);
                until(device, "end");
                assertThat(inbox.states).containsExactly(false, true);
            }
        }
    }

    @Test
    void subscribesAgainAfterABrokerThatForgotEverything() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                Broker broker = open(mosquitto.url(), "a/+", "b/#")) {
            for (int i = 1; i <= 3; i++) {
                mosquitto.kill();
                Peer.await("down", () -> !broker.up());
                mosquitto.startAgain();
                Peer.await("up", broker::up);
                try (TestDevice device = new TestDevice(mosquitto.url())) {
                    device.publish("a/x", "a" + i);
                    until(device, "b/y/" + i);
                }
                assertThat(inbox.bodies()).contains("a" + i);
            }
            assertThat(broker.figures().connections()).isEqualTo(4);
        }
    }

    @Test
    void aMessageThatCanNeverBeTakenIsCountedAndDoesNotComeAgain() throws Exception {
        inbox.poison = "poison";
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                TestDevice device = new TestDevice(mosquitto.url())) {
            try (Broker broker = open(mosquitto.url(), "#")) {
                device.publish("poison", "x");
                until(device, "end");
                assertThat(broker.figures().failed()).isEqualTo(1);
                assertThat(broker.figures().connections()).isEqualTo(1);
            }
            try (Broker broker = open(mosquitto.url(), "#")) {
                until(device, "end of second");
                assertThat(broker.figures().failed()).isZero();
            }
        }
    }

    @Test
    void withoutRoomItComesBackLaterAndNothingIsLostOrOutOfOrder() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                Broker broker = open(mosquitto.url(), "#");
                TestDevice device = new TestDevice(mosquitto.url())) {
            device.publish("m", "0");
            Peer.await("taken", () -> inbox.has("0") && broker.figures().acknowledged() == 1);
            inbox.full = true;
            for (int i = 1; i < 60; i++) {
                device.publish("m", Integer.toString(i));
            }
            Peer.await("refused", () -> !broker.up() && broker.figures().refused() > 0);
            long received = broker.figures().received();
            Peer.await("came back and was refused again", () -> broker.figures().received() > received);
            inbox.full = false;
            Peer.await(() -> "all: " + inbox.bodies(), () -> inbox.taken.size() == 60);
            assertThat(inbox.bodies()).containsExactlyElementsOf(numbers(0, 60));
            Peer.await(() -> "the sum of " + broker.figures(), () -> {
                Broker.Figures figures = broker.figures();
                return figures.received() == figures.taken() + figures.refused() + figures.failed();
            });
        }
    }

    @Test
    void sharedSubscriptionsReachTheInbox() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                Broker broker = open(mosquitto.url(), "$share/ioc/a/#");
                TestDevice device = new TestDevice(mosquitto.url())) {
            device.publish("a/b", "shared");
            Peer.await("shared", () -> inbox.has("shared"));
            assertThat(broker.up()).isTrue();
        }
    }

    @Test
    void aBrokerThatNeverAnswersIsLeftAndTriedAgain() throws Exception {
        List<Socket> accepted = Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> accept(silent, accepted));
            acceptor.start();
            try (Broker broker =
                    Broker.open(options("tcp://127.0.0.1:" + silent.getLocalPort(), List.of("#")), inbox, inbox)) {
                Peer.await("the second try", () -> accepted.size() >= 2);
                assertThat(broker.up()).isFalse();
                assertThat(inbox.states).containsExactly(false);
            }
        }
    }

    @Test
    void aSecondSessionOfTheSameNameDoesNotLeadToAStorm() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                Broker first = open(mosquitto.url(), "#");
                Broker second = Broker.open(options(mosquitto.url(), List.of("#")), inbox, inbox)) {
            Peer.await("they throw each other out", () -> inbox.states.size() >= 8);
            assertThat(first.figures().connections() + second.figures().connections())
                    .isLessThan(20);
        }
    }

    @Test
    void leavesNoThreadAndNoFileBehind() throws Exception {
        Set<Path> files = files();
        try (Mosquitto mosquitto = Mosquitto.start(folder)) {
            try (Broker broker = open(mosquitto.url(), "#")) {
                for (int i = 0; i < 3; i++) {
                    mosquitto.kill();
                    Peer.await("down", () -> !broker.up());
                    mosquitto.startAgain();
                    Peer.await("up", broker::up);
                }
                Peer.await(() -> "few threads: " + threads(), () -> threads().size() <= 6);
                mosquitto.kill();
                Peer.await("down", () -> !broker.up());
            }
        }
        Peer.await("threads end", () -> threads().isEmpty());
        assertThat(files()).isEqualTo(files);
    }

    @Test
    void aWrongPasswordIsSaidAndARightOneGoesThrough() throws Exception {
        Path passwords = folder.resolve("passwords");
        String program = Peer.program(
                        "mosquitto",
                        List.of(Path.of("/usr/bin/mosquitto_passwd"), Path.of("/opt/homebrew/bin/mosquitto_passwd")))
                .toString();
        new ProcessBuilder(program, "-b", "-c", passwords.toString(), "ioc", "right")
                .start()
                .onExit()
                .join();
        // Mosquitto gives up its rights when started as root and must still be able to read this
        assertThat(passwords.toFile().setReadable(true, false)).isTrue();
        try (Mosquitto mosquitto =
                Mosquitto.start(folder, "allow_anonymous false", "password_file " + passwords, "user root")) {
            List<String> reasons = Collections.synchronizedList(new ArrayList<>());
            Broker.Options wrong = new Broker.Options(
                    mosquitto.url(), "ioc", new Broker.Login("ioc", "wrong"), Tls.USUAL, List.of("#"));
            try (Broker broker = Broker.open(wrong, inbox, (up, reason) -> reasons.add(reason))) {
                Peer.await("told", () -> !reasons.isEmpty());
                assertThat(broker.up()).isFalse();
                assertThat(reasons.get(0)).isNotEmpty();
            }
            Broker.Options right = new Broker.Options(
                    mosquitto.url(), "ioc", new Broker.Login("ioc", "right"), Tls.USUAL, List.of("#"));
            try (Broker broker = Broker.open(right, inbox, inbox)) {
                Peer.await("up", broker::up);
            }
        }
    }

    private Broker open(String url, String... filters) throws IOException {
        Broker broker = Broker.open(options(url, List.of(filters)), inbox, inbox);
        Peer.await("up", broker::up);
        return broker;
    }

    private static Broker.Options options(String url, List<String> filters) {
        return new Broker.Options(url, "ioc-test", Broker.Login.NONE, Tls.USUAL, filters);
    }

    /** Nothing more is on its way when this marker has come. */
    private void until(TestDevice device, String topic) throws MqttException {
        device.publish(topic, topic);
        Peer.await("the marker", () -> inbox.has(topic));
    }

    private String[] persistence() {
        return new String[] {"persistence true", "persistence_location " + folder + "/", "user root"};
    }

    private List<String> withoutMarker() {
        return inbox.bodies().stream().filter(body -> !body.equals("marker")).toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static void accept(ServerSocket server, List<Socket> accepted) {
        try {
            while (true) {
                accepted.add(server.accept());
            }
        } catch (IOException e) {
            // closed: the test is over
            accepted.forEach(BrokerIT::close);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("ioc-test") || name.equals("ioc-mqtt"))
                .toList();
    }

    private static Set<Path> files() throws IOException {
        try (var here = Files.list(Path.of("."))) {
            return here.collect(Collectors.toSet());
        }
    }
}
