package ioc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Act;
import ioc.alert.Alerts;
import ioc.alert.Priority;
import ioc.alert.Rule;
import ioc.inbox.Strangers;
import ioc.journal.Entry;
import ioc.picture.DevicePicture;
import ioc.picture.District;
import ioc.picture.Limits;
import ioc.picture.Picture;
import ioc.place.Places;
import ioc.sensor.Reading.Tally.Direction;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.TopicMap;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day on which much fails, against what was true at every second of it. */
class DeviceDayTest {
    /** From when on: is it connected (- where nobody says), does it report, is it lost. The story stands in {@link DeviceDay}. */
    private static final Map<String, String> TRUTH = new LinkedHashMap<>();

    static {
        TRUTH.put("bau-don/kiosk/bd-k1", """
                06:40:00 no never
                07:00:00 yes ok
                09:13:50 no ok lost
                09:14:01 no late lost
                09:22:01 no silent lost
                09:30:00 yes ok
                10:32:01 yes late
                10:33:25 yes ok
                13:01:00 no ok lost
                13:01:01 no late lost
                13:09:01 no silent lost
                13:20:00 yes ok
                15:02:01 yes late
                15:04:00 yes ok
                17:00:00 no ok lost
                17:02:01 no late lost
                17:10:01 no silent lost""");
        TRUTH.put("bau-don/kiosk/bd-k2", """
                06:40:00 no never
                07:00:05 yes ok
                10:32:01 yes late
                10:33:30 yes ok
                15:02:01 yes late
                15:04:00 yes ok
                17:30:45 no ok lost
                17:32:01 no late lost
                17:40:01 no silent lost
                18:10:05 yes ok""");
        TRUTH.put("bau-don/tablet/bd-r1", """
                06:40:00 no never
                07:30:00 yes ok
                07:31:00 no ok
                07:41:01 no late
                08:21:01 no silent
                09:30:00 yes ok
                09:31:00 no ok
                09:41:01 no late
                10:21:01 no silent
                11:30:00 yes ok
                11:31:00 no ok
                11:41:01 no late
                12:21:01 no silent
                13:30:00 yes ok
                13:32:30 no ok lost
                13:40:11 no late lost
                14:20:11 no silent lost
                16:00:00 yes ok
                16:05:00 no ok lost
                16:10:11 no late lost
                16:50:11 no silent lost""");
        TRUTH.put("bau-don/camera/bd-c1", """
                06:40:00 yes never
                06:41:00 yes ok
                10:32:01 yes late
                10:33:26 yes ok
                12:30:00 no ok lost
                12:32:01 no late lost
                12:33:10 yes ok
                15:02:01 yes late
                15:04:00 yes ok""");
        TRUTH.put("bau-don/camera/bd-c2", """
                06:40:00 yes never
                06:41:00 yes ok
                10:32:01 yes late
                10:34:00 yes ok
                12:32:01 yes late
                12:33:12 yes ok
                15:02:01 yes late
                15:04:00 yes ok""");
        TRUTH.put("bau-don/camera/bd-c3", """
                06:40:00 no never
                07:00:00 yes ok
                10:32:01 yes late
                10:33:21 yes ok
                13:46:50 no ok lost
                13:47:01 no late lost
                13:55:01 no silent lost
                14:05:00 yes ok
                15:02:01 yes late
                15:04:00 yes ok
                19:02:01 yes late
                19:10:01 yes silent lost""");
        TRUTH.put("bau-don/camera/bd-c4", """
                07:00:00 - ok
                10:32:01 - late
                10:33:40 - ok
                14:02:01 - late
                14:10:01 - silent lost
                14:40:30 - ok
                15:02:01 - late
                15:04:00 - ok
                19:02:01 - late
                19:10:01 - silent lost""");
        TRUTH.put("bau-don/wifi/bd-w1", """
                06:50:00 - ok
                08:21:01 - late
                08:25:01 - silent lost
                08:45:30 - ok
                10:31:01 - late
                10:33:30 - ok
                15:01:01 - late
                15:04:00 - ok
                19:01:01 - late
                19:05:01 - silent lost""");
        TRUTH.put("bau-don/wifi/bd-w2", """
                06:50:00 yes ok
                09:40:00 no ok lost
                09:41:01 no late lost
                09:49:01 no silent lost
                09:55:00 yes ok
                10:32:01 yes late
                10:33:27 yes ok
                15:02:01 yes late
                15:04:00 yes ok""");
        TRUTH.put("cap-huyen/kiosk/ch-k1", """
                07:00:00 yes ok
                09:21:40 no ok lost
                09:22:01 no late lost
                09:30:01 no silent lost
                09:33:00 yes ok
                10:32:01 yes late
                10:33:30 yes ok
                15:02:01 yes late
                15:04:00 yes ok
                18:00:00 no ok lost
                18:02:01 no late lost
                18:10:01 no silent lost""");
        TRUTH.put("cap-huyen/camera/ch-c1", """
                07:00:02 yes ok
                09:21:40 no ok lost
                09:22:01 no late lost
                09:30:01 no silent lost
                09:33:02 yes ok
                10:32:01 yes late
                10:33:32 yes ok
                15:02:01 yes late
                15:04:00 yes ok
                16:20:00 no ok lost
                16:22:01 no late lost
                16:30:01 no silent lost
                16:40:00 yes ok
                18:00:00 no ok lost
                18:02:01 no late lost
                18:10:01 no silent lost""");
        TRUTH.put("cap-huyen/camera/ch-c2", """
                06:40:00 no never
                07:00:00 yes ok
                10:31:01 yes late
                10:33:25 yes ok
                14:58:55 no ok lost
                14:59:01 no late lost
                15:03:01 no silent lost
                15:30:00 yes ok""");
        TRUTH.put("cap-huyen/kiosk/ch-k2", """
                06:40:00 yes never
                06:41:00 yes ok
                10:32:01 yes late
                10:40:01 yes silent lost
                11:20:00 yes ok
                15:02:01 yes late
                15:04:00 no ok lost
                15:06:01 no late lost
                15:14:01 no silent lost
                16:00:00 yes ok""");
        TRUTH.put("cap-huyen/wifi/ch-w1", """
                07:00:00 - ok
                10:32:01 - late
                10:34:00 - ok
                11:13:01 - late
                11:21:01 - silent lost
                11:40:00 - ok
                15:02:01 - late
                15:04:00 - ok
                20:02:01 - late
                20:10:01 - silent lost""");
    }

    private static final String UNHEARD = "- never";
    private static final Places PLACES = DeviceDay.places();
    private static final TopicMap TOPICS = DeviceDay.topics();
    private static final List<Entry> ENTRIES = DeviceDay.entries();

    /** Picture and alerts with the pipeline that feeds them, as a server has them. */
    private static final class Core {
        private final Picture picture;
        private final Alerts alerts;
        private final Strangers strangers;
        private final Pipeline pipeline;
        private final List<String> raised = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private int next;

        private Core(SavedPicture from, int position) {
            picture = new Picture(PLACES, District.judge(), Limits.STANDARD, District.FEEDS, from.picture());
            alerts = new Alerts(List.of(silent()), picture, from.alerts());
            strangers = new Strangers(TOPICS, from.strangers());
            Decoders decoders =
                    new Decoders(TOPICS, device -> PLACES.device(device).isPresent());
            pipeline = new Pipeline(
                    new Decoding(decoders, Map.of()),
                    picture,
                    alerts,
                    strangers,
                    position,
                    now -> {},
                    turns -> turns.stream()
                            .filter(turn -> turn.act().kind() == Act.Kind.RAISED
                                    || turn.act().kind() == Act.Kind.RERAISED)
                            .forEach(turn -> raised.add(turn.alert().cause().subject() + " "
                                    + time(turn.act().at()))));
            next = position;
        }

        private static Rule silent() {
            return new Rule(
                    "device-silent",
                    new Rule.Words("Mất tín hiệu", "Silent"),
                    Rule.Kind.DEVICE_SILENT,
                    Priority.LOW,
                    new Rule.Bounds(0, 0, Rule.Unknown.KEEP),
                    new Rule.Timing(Duration.ofMinutes(1), Duration.ofMinutes(1), Rule.When.ALWAYS),
                    Rule.Response.NONE);
        }

        private SavedPicture freeze() {
            return new SavedPicture(picture.freeze(), alerts.freeze(), strangers.freeze());
        }

        private void take(int until) {
            long at = DeviceDay.at(until);
            while (next < ENTRIES.size() && ENTRIES.get(next).receivedAt() <= at) {
                pipeline.take(ENTRIES.get(next++));
            }
            pipeline.time(at);
        }

        /** Lives through these seconds and looks at all devices at the end of each. */
        private void live(int from, int until) {
            Map<DevicePicture, NavigableMap<Integer, String>> truth = new LinkedHashMap<>();
            TRUTH.forEach((key, lines) -> truth.put(picture.device(key).orElseThrow(), read(lines)));
            for (int second = from; second < until; second++) {
                take(second);
                for (Map.Entry<DevicePicture, NavigableMap<Integer, String>> each : truth.entrySet()) {
                    DevicePicture device = each.getKey();
                    String was = looks(device);
                    String must =
                            requireNonNull(each.getValue().floorEntry(second)).getValue();
                    if (!was.equals(must) && wrong.size() < 20) {
                        wrong.add(device.key() + " at " + LocalTime.ofSecondOfDay(second) + ": was " + was
                                + " but must be " + must);
                    }
                }
            }
        }

        private static String looks(DevicePicture device) {
            Boolean connected = device.connected();
            return (connected == null ? "-" : connected ? "yes" : "no")
                    + " " + device.reporting().word()
                    + (device.isLost() ? " lost" : "");
        }

        private static NavigableMap<Integer, String> read(String lines) {
            NavigableMap<Integer, String> read = new TreeMap<>(Map.of(0, UNHEARD));
            lines.lines().forEach(line -> read.put(DeviceDay.second(line.substring(0, 8)), line.substring(9)));
            return read;
        }

        private static String time(long at) {
            return LocalTime.ofSecondOfDay((at - DeviceDay.START) / 1000).toString();
        }

        private @Nullable Long passed(String key, Direction direction) {
            return picture.device(key).orElseThrow().passedToday(direction);
        }
    }

    private static void isRightAtTheEnd(Core core) {
        assertThat(core.wrong).isEmpty();
        assertThat(core.passed("bau-don/camera/bd-c3", Direction.IN))
                .as("a running total with two resets")
                .isEqualTo(299 + 105 + 295);
        assertThat(core.passed("bau-don/camera/bd-c4", Direction.IN))
                .as("two in each minute")
                .isEqualTo(2 * 721);
        assertThat(core.passed("bau-don/camera/bd-c4", Direction.OUT)).isEqualTo(721);
        assertThat(core.passed("cap-huyen/camera/ch-c1", Direction.IN))
                .as("a total that survives the deaths of its gateway")
                .isEqualTo(660);
        assertThat(core.passed("cap-huyen/camera/ch-c2", Direction.IN))
                .as("bare totals with two resets")
                .isEqualTo(599 + 356 + 1019);
        assertThat(core.picture.ledger().rejected(Reason.CLOCK_OFF)).isEqualTo(1);
        assertThat(core.picture.ledger().account("mqtt").received())
                .as("each message in exactly one outcome")
                .isEqualTo(ENTRIES.stream()
                        .filter(entry -> entry.kind() == Entry.Kind.MESSAGE)
                        .count());
    }

    @Test
    void everySecondIsTrueAndTheCountsAreRightAtTheEnd() {
        assertThat(TRUTH).hasSize(PLACES.devices().size());
        Core core = new Core(SavedPicture.NONE, 0);
        core.live(0, DeviceDay.SECONDS);
        isRightAtTheEnd(core);
        assertThat(core.raised)
                .as("what hangs behind a gateway is told alone only when it is lost alone")
                .filteredOn(line -> line.contains("ch-k1") || line.contains("ch-c1") || line.contains("bd-c2"))
                .containsExactly(
                        "cap-huyen/kiosk/ch-k1 09:22:40",
                        "cap-huyen/camera/ch-c1 16:21",
                        "cap-huyen/kiosk/ch-k1 18:01");
    }

    /** Killed a minute and a half after its last snapshot: the journal is folded again from there. */
    @ParameterizedTest
    @ValueSource(strings = {"09:14:30", "10:34:00", "11:00:30", "12:00:31", "13:20:02", "15:02:30", "16:21:30"})
    void aServerThatIsKilledGoesOnInTruth(String killed) throws IOException {
        int saved = DeviceDay.second(killed) - 90;
        Core core = new Core(SavedPicture.NONE, 0);
        core.take(saved);
        byte[] snapshot = core.freeze().toJson();
        Core restarted = new Core(SavedPicture.fromJson(snapshot), core.next);
        restarted.live(saved, DeviceDay.SECONDS);
        isRightAtTheEnd(restarted);
    }
}
