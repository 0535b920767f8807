package ioc;

import static java.nio.charset.StandardCharsets.UTF_8;

import ioc.journal.Entry;
import ioc.picture.District;
import ioc.place.Device;
import ioc.place.Places;
import ioc.place.Site;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Message;
import ioc.sensor.decode.Door;
import ioc.sensor.decode.Mapping;
import ioc.sensor.decode.TopicMap;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A day on which much fails, as it comes in from devices of twelve dialects at two points. We begin to listen at 06:40. The
 * broker is down after 10:30:00 until 10:33:20, and tells no will. We are away from it after 15:00:00 until 15:04:00: it keeps
 * for us what is sent with QoS 1.
 */
final class DeviceDay {
    static final long START = District.at("00:00").toEpochMilli();
    static final int SECONDS = 86_400;

    private static final int LOST = 0;
    private static final int KEPT = 1;
    private static final int DOWN = second("10:30:00");
    private static final int UP = second("10:33:20");
    private static final int AWAY = second("15:00:00");
    private static final int BACK = second("15:04:00");

    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    private record Said(int sent, int received, boolean retained, String topic, byte[] payload) {}

    private final List<Said> all = new ArrayList<>();

    static int second(String time) {
        return LocalTime.parse(time).toSecondOfDay();
    }

    /** Epoch ms. */
    static long at(int second) {
        return START + second * 1000L;
    }

    static Places places() {
        return new Places(
                District.name("Gò Dầu"),
                District.ZONE,
                List.of(),
                List.of(),
                List.of(
                        site(
                                "bau-don",
                                device("bau-don", DeviceKind.KIOSK, "bd-k1", 60, null),
                                device("bau-don", DeviceKind.KIOSK, "bd-k2", 60, null),
                                device("bau-don", DeviceKind.TABLET, "bd-r1", 300, null),
                                device("bau-don", DeviceKind.CAMERA, "bd-c1", 60, null),
                                device("bau-don", DeviceKind.CAMERA, "bd-c2", 60, "bd-c1"),
                                device("bau-don", DeviceKind.CAMERA, "bd-c3", 60, null),
                                device("bau-don", DeviceKind.CAMERA, "bd-c4", 60, null),
                                device("bau-don", DeviceKind.WIFI, "bd-w1", 30, null),
                                device("bau-don", DeviceKind.WIFI, "bd-w2", 60, null)),
                        site(
                                "cap-huyen",
                                device("cap-huyen", DeviceKind.KIOSK, "ch-k1", 60, null),
                                device("cap-huyen", DeviceKind.KIOSK, "ch-k2", 60, null),
                                device("cap-huyen", DeviceKind.CAMERA, "ch-c1", 60, "ch-k1"),
                                device("cap-huyen", DeviceKind.CAMERA, "ch-c2", 30, null),
                                device("cap-huyen", DeviceKind.WIFI, "ch-w1", 60, null))));
    }

    private static Site site(String id, Device... devices) {
        return new Site(
                id,
                District.name(id),
                List.of(),
                11.1,
                106.2,
                40,
                Duration.ofMinutes(30),
                1,
                List.of(),
                List.of(devices));
    }

    private static Device device(String site, DeviceKind kind, String name, int seconds, @Nullable String via) {
        return new Device(
                new DeviceId(site, kind, name),
                District.name(name),
                Duration.ofSeconds(seconds),
                Device.Habit.PERIODIC,
                via == null
                        ? null
                        : new DeviceId(site, via.equals("ch-k1") ? DeviceKind.KIOSK : DeviceKind.CAMERA, via));
    }

    static TopicMap topics() {
        return new TopicMap(
                List.of(
                        new Mapping("ioc", "ioc/1/{site}/{kind}/{device}/{stream...}"),
                        mapping("tasmota", "tele/{device}/{stream...}", "mc03_den", "bau-don/kiosk/bd-k2", Map.of()),
                        mapping(
                                "homie",
                                "homie/5/{device}/{stream...}",
                                "may-1",
                                "bau-don/tablet/bd-r1",
                                Map.of("battery/level", "battery")),
                        new Mapping(
                                "frigate",
                                "nvr/{device}/{stream...}",
                                Map.of(),
                                Map.of("available", "bau-don/camera/bd-c1", "cong", "bau-don/camera/bd-c2")),
                        mapping("axis", "axis/{device}/{stream...}", "B8A44F010203", "bau-don/camera/bd-c3", Map.of()),
                        mapping(
                                "milesight",
                                "milesight/{device}",
                                "6384E16179950009",
                                "bau-don/camera/bd-c4",
                                Map.of()),
                        mapping(
                                "collectd",
                                "collectd/{device}/{stream...}",
                                "pvhcc03-ap1",
                                "bau-don/wifi/bd-w1",
                                Map.of()),
                        mapping(
                                "unifi",
                                "unifi/status/device/{device}/{stream...}",
                                "Sanh",
                                "bau-don/wifi/bd-w2",
                                Map.of()),
                        new Mapping(
                                "sparkplug",
                                "spBv1.0/hcc/{stream...}",
                                Map.of(),
                                Map.of("gw1", "cap-huyen/kiosk/ch-k1", "gw1/cua", "cap-huyen/camera/ch-c1"),
                                Map.of(),
                                Map.of("Door/In", "in", "Env/T", "temperature")),
                        mapping(
                                "generic",
                                "esp/{device}/{stream...}",
                                "dem-1",
                                "cap-huyen/camera/ch-c2",
                                Map.of(
                                        "status",
                                        "presence",
                                        "sensor/vao/state",
                                        "in",
                                        "online",
                                        "song",
                                        "offline",
                                        "chet")),
                        mapping("shelly", "shelly/{device}/{stream...}", "quat-1", "cap-huyen/kiosk/ch-k2", Map.of()),
                        mapping(
                                "mikrotik",
                                "node/{device}/{stream}",
                                "MikroTik-HC00000001",
                                "cap-huyen/wifi/ch-w1",
                                Map.of())),
                District.ZONE);
    }

    private static Mapping mapping(
            String family, String pattern, String word, String device, Map<String, String> options) {
        return new Mapping(family, pattern, Map.of(), Map.of(word, device), Map.of(), options);
    }

    /** The whole day, in the order of the journal. */
    static List<Entry> entries() {
        DeviceDay day = new DeviceDay();
        day.kiosk();
        day.tasmota();
        day.homie();
        day.frigate();
        day.axis();
        day.milesight();
        day.collectd();
        day.unifi();
        day.sparkplug();
        day.esp();
        day.shelly();
        day.mikrotik();
        return day.journal();
    }

    private List<Entry> journal() {
        all.sort(Comparator.comparingInt(Said::received).thenComparingInt(Said::sent));
        Door door = new Door(topics());
        List<Entry> entries = new ArrayList<>();
        List<Integer> feed = new ArrayList<>(List.of(second("06:40:00"), DOWN, UP, AWAY, BACK));
        for (Said said : all) {
            while (!feed.isEmpty() && feed.get(0) <= said.received()) {
                String word = feed.size() % 2 == 1 ? "up" : "down";
                entries.add(entry(entries, at(feed.remove(0)), Entry.Kind.FEED, word, false, new byte[0]));
            }
            Message kept = door.admit(new Message(
                    said.topic(), said.payload(), said.retained(), Instant.ofEpochMilli(at(said.received()))));
            entries.add(entry(
                    entries, at(said.received()), Entry.Kind.MESSAGE, kept.topic(), kept.retained(), kept.payload()));
        }
        return entries;
    }

    private static Entry entry(
            List<Entry> before, long at, Entry.Kind kind, String subject, boolean retained, byte[] body) {
        return new Entry(before.size() + 1, at, kind, "mqtt", subject, retained, body);
    }

    private void say(int qos, int second, String topic, byte[] payload) {
        boolean away = second > AWAY && second < BACK;
        if (!(second > DOWN && second < UP) && !(away && qos == LOST)) {
            all.add(new Said(second, away ? BACK : second, false, topic, payload));
        }
    }

    private void say(int qos, String time, String topic, String payload) {
        say(qos, second(time), topic, payload.getBytes(UTF_8));
    }

    /** What the broker still holds when we subscribe. */
    private void retained(String time, String topic, String payload) {
        all.add(new Said(second(time), second(time), true, topic, payload.getBytes(UTF_8)));
    }

    /** @param payload at a second of the day */
    private void every(int qos, int period, String from, String until, String topic, LongFunction<String> payload) {
        for (int second = second(from); second <= second(until); second += period) {
            say(qos, second, topic, payload.apply(second).getBytes(UTF_8));
        }
    }

    /** Our own convention: sessions with wills, a backlog, a will that comes late, and a goodbye. */
    private void kiosk() {
        String status = "ioc/1/bau-don/kiosk/bd-k1/status";
        String health = "ioc/1/bau-don/kiosk/bd-k1/health";
        LongFunction<String> beat = second -> "{\"ts\":%d,\"uptime\":%d}".formatted(at((int) second), second);
        retained("06:40:00", status, session("offline", "06:40:00", "s0"));
        say(KEPT, "07:00:00", status, session("online", "07:00:00", "s1"));
        every(KEPT, 60, "07:00:00", "09:12:00", health, beat);
        say(KEPT, "09:13:50", status, session("offline", "07:00:00", "s1"));
        say(KEPT, "09:30:00", status, session("online", "09:30:00", "s2"));
        every(KEPT, 60, "09:30:00", "12:59:00", health, beat);
        say(KEPT, "10:00:20", status, session("online", "10:00:20", "s3"));
        say(KEPT, "10:01:50", status, session("offline", "09:30:00", "s2"));
        retained("10:33:20", status, session("online", "10:00:20", "s3"));
        retained("10:33:20", health, beat.apply(second("10:30:00")));
        say(KEPT, "10:33:25", status, session("online", "10:33:25", "s4"));
        backlog(health, "10:31:00", "10:33:00", "10:33:26");
        say(KEPT, "13:01:00", status, session("offline", "10:33:25", "s4"));
        say(KEPT, "13:20:00", status, session("online", "13:20:00", "s5"));
        backlog(health, "13:00:00", "13:19:00", "13:20:01");
        backlog(health, "13:17:00", "13:19:00", "13:20:05"); // once more
        every(KEPT, 60, "13:21:00", "17:00:00", health, beat);
        retained("15:04:00", status, session("online", "13:20:00", "s5"));
        retained("15:04:00", health, beat.apply(second("14:59:00")));
        say(KEPT, "17:00:00", status, session("offline", "17:00:00", "s5"));
    }

    private static String session(String state, String time, String session) {
        return "{\"state\":\"%s\",\"ts\":%d,\"session\":\"%s\"}".formatted(state, at(second(time)), session);
    }

    /** What it kept while it could not send, once a minute. */
    private void backlog(String topic, String from, String until, String sent) {
        for (int second = second(from); second <= second(until); second += 60) {
            int queued = (second(until) - second) / 60 + 1;
            say(
                    KEPT,
                    second(sent),
                    topic,
                    "{\"ts\":%d,\"queued\":%d}".formatted(at(second), queued).getBytes(UTF_8));
        }
    }

    /** A clock 3 minutes ahead that is set right at 11:00; no sessions, local time without a zone, and 1970 after a power cut. */
    private void tasmota() {
        String will = "tele/mc03_den/LWT";
        String state = "tele/mc03_den/STATE";
        String body = "{\"Time\":\"2026-11-25T%s\",\"UptimeSec\":%d,\"Wifi\":{\"Signal\":-70}}";
        retained("06:40:00", will, "Offline");
        say(LOST, "07:00:05", will, "Online");
        every(LOST, 60, "07:01:00", "10:59:00", state, second -> body.formatted(clock(second + 180), second));
        retained("10:33:20", will, "Online");
        say(LOST, "10:33:30", will, "Online");
        every(LOST, 60, "11:00:00", "17:30:00", state, second -> body.formatted(clock(second), second));
        retained("15:04:00", will, "Online");
        say(LOST, "17:30:45", will, "Offline");
        say(LOST, "18:10:05", will, "Online");
        say(LOST, "18:10:10", state, "{\"Time\":\"1970-01-01T00:00:07\",\"UptimeSec\":7}");
        every(LOST, 60, "18:11:00", "23:59:00", state, second -> body.formatted(clock(second), second));
    }

    private static String clock(long second) {
        return LocalTime.ofSecondOfDay(second).format(DateTimeFormatter.ISO_LOCAL_TIME);
    }

    /** A tablet on a battery that sleeps, is lost while awake, and says goodbye; all it says is retained. */
    private void homie() {
        String state = "homie/5/may-1/$state";
        String battery = "homie/5/may-1/battery/level";
        retained("06:40:00", state, "sleeping");
        retained("06:40:00", battery, "81");
        for (String hour : List.of("07", "09", "11")) {
            say(KEPT, hour + ":30:00", state, "ready");
            say(KEPT, hour + ":30:10", battery, "80");
            say(KEPT, hour + ":31:00", state, "sleeping");
        }
        retained("10:33:20", state, "sleeping");
        retained("10:33:20", battery, "80");
        say(KEPT, "13:30:00", state, "ready");
        say(KEPT, "13:30:10", battery, "79");
        say(KEPT, "13:32:30", state, "lost");
        retained("15:04:00", state, "lost");
        retained("15:04:00", battery, "79");
        say(KEPT, "16:00:00", state, "ready");
        say(KEPT, "16:00:10", battery, "100");
        say(KEPT, "16:05:00", state, "disconnected");
    }

    /** A recorder that is stopped and started, and a camera of it. */
    private void frigate() {
        retained("06:40:00", "nvr/available", "online");
        retained("06:40:00", "nvr/cong/status/detect", "online");
        LongFunction<String> stats = second ->
                "{\"cameras\":{\"cong\":{\"camera_fps\":5.1}},\"service\":{\"uptime\":%d,\"version\":\"0.17.0\"}}"
                        .formatted(second);
        every(LOST, 60, "06:41:00", "12:30:00", "nvr/stats", stats);
        retained("10:33:20", "nvr/available", "online");
        say(LOST, "10:33:26", "nvr/available", "online");
        say(LOST, "12:30:00", "nvr/available", "stopped");
        say(LOST, "12:33:10", "nvr/available", "online");
        say(LOST, "12:33:12", "nvr/cong/status/detect", "online");
        every(LOST, 60, "12:34:00", "23:59:00", "nvr/stats", stats);
        retained("15:04:00", "nvr/available", "online");
        retained("15:04:00", "nvr/cong/status/detect", "online");
    }

    /** Running totals that begin anew at noon and after a crash; much of it comes twice. */
    private void axis() {
        String connection = "axis/B8A44F010203/event/connection";
        retained("06:40:00", connection, "{\"connected\":false}");
        say(KEPT, "07:00:00", connection, "{\"connected\":true}");
        crossings("07:00:00", "11:59:00", 500);
        crossings("08:00:00", "08:30:00", 560); // delivered twice
        say(KEPT, "10:33:21", connection, "{\"connected\":true}");
        crossings("12:00:00", "13:45:00", 0);
        for (String old : List.of("11:57:00", "11:58:00", "11:59:00")) {
            int since = (second(old) - second("07:00:00")) / 60;
            say(KEPT, "12:00:30", "axis/B8A44F010203/event/" + SCENARIO, crossing(at(second(old)), 500 + since));
        }
        say(KEPT, "13:46:50", connection, "{\"connected\":false}");
        say(KEPT, "14:05:00", connection, "{\"connected\":true}");
        crossings("14:05:00", "19:00:00", 0);
        retained("15:04:00", connection, "{\"connected\":true}");
    }

    private static final String SCENARIO = "tns:axis/CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1";

    private void crossings(String from, String until, int first) {
        every(
                KEPT,
                60,
                from,
                until,
                "axis/B8A44F010203/event/" + SCENARIO,
                second -> crossing(at((int) second), first + (int) (second - second(from)) / 60));
    }

    private static String crossing(long at, int total) {
        return ("{\"topic\":\"axis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1\",\"timestamp\":%d,"
                        + "\"serial\":\"B8A44F010203\",\"message\":{\"source\":{},\"key\":{},\"data\":{\"scenario\":\"CuaChinh\","
                        + "\"reason\":\"human\",\"total\":\"%d\",\"totalHuman\":\"%d\"}}}")
                .formatted(at, total + 7, total);
    }

    /** The people of each minute; what could not be sent comes in a burst, some of it twice. */
    private void milesight() {
        minutes("07:00:00", "10:30:00", null);
        minutes("10:31:00", "10:33:00", "10:33:40");
        minutes("10:34:00", "14:00:00", null);
        minutes("14:01:00", "14:40:00", "14:40:30");
        minutes("14:36:00", "14:40:00", "14:40:40");
        minutes("14:41:00", "19:00:00", null);
    }

    private void minutes(String from, String until, @Nullable String sent) {
        for (int second = second(from); second <= second(until); second += 60) {
            String body = ("{\"device_info\":{\"device_sn\":\"6384E16179950009\",\"running_time\":%d},"
                            + "\"line_periodic_data\":[{\"line\":1,\"line_name\":\"cua\",\"total\":{\"in\":2,\"out\":1}}],"
                            + "\"time_info\":{\"end_time\":\"2026-11-25T%s+07:00\"}}")
                    .formatted(second, clock(second));
            say(KEPT, sent == null ? second : second(sent), "milesight/6384E16179950009", body.getBytes(UTF_8));
        }
    }

    /** An access point without a will: its silence is all there is. */
    private void collectd() {
        for (String span : List.of("06:50:00 08:20:00", "08:45:30 19:00:00")) {
            String[] ends = span.split(" ", -1);
            every(LOST, 30, ends[0], ends[1], "collectd/pvhcc03-ap1/iwinfo-phy0-ap0/stations", second -> "%d.012:17"
                    .formatted(at((int) second) / 1000));
            every(LOST, 30, ends[0], ends[1], "collectd/pvhcc03-ap1/uptime/uptime", second -> "%d.031:%d\0"
                    .formatted(at((int) second) / 1000, second));
        }
    }

    /** An access point of which the controller says that it is gone; what was heard comes once more. */
    private void unifi() {
        String topic = "unifi/status/device/Sanh/";
        LongFunction<String> clients = second -> timed("17", (int) second);
        say(KEPT, "06:50:00", topic + "online", timed("true", second("06:50:00")));
        every(KEPT, 60, "06:50:00", "09:39:00", topic + "clients", clients);
        say(KEPT, "09:40:00", topic + "online", timed("false", second("09:40:00")));
        say(KEPT, "09:55:00", topic + "online", timed("true", second("09:55:00")));
        every(KEPT, 60, "09:55:00", "23:59:00", topic + "clients", clients);
        say(KEPT, "10:33:27", topic + "online", timed("true", second("10:33:27")));
        for (int second = second("11:56:00"); second <= second("12:00:00"); second += 60) {
            say(KEPT, second("12:00:30"), topic + "clients", timed("17", second).getBytes(UTF_8));
        }
        retained("15:04:00", topic + "online", timed("true", second("10:33:27")));
    }

    private static String timed(String value, int second) {
        return "{\"val\":%s,\"ts\":%d,\"lc\":%d}".formatted(value, at(second), at(second) - 500);
    }

    /** A gateway that dies, is born again before its death is told, and says goodbye; what hangs behind it dies with it and alone. */
    private void sparkplug() {
        births("07:00:00", 7);
        reports("07:01:00", "09:20:00");
        say(LOST, second("09:21:40"), "spBv1.0/hcc/NDEATH/gw1", death(7));
        births("09:33:00", 8);
        reports("09:34:00", "10:30:00");
        births("10:33:30", 9);
        reports("10:34:00", "11:39:00");
        births("11:40:00", 10);
        say(LOST, second("11:41:30"), "spBv1.0/hcc/NDEATH/gw1", death(9));
        reports("11:41:00", "16:20:00");
        say(LOST, second("16:20:00"), "spBv1.0/hcc/DDEATH/gw1/cua", report(second("16:20:00")));
        say(
                LOST,
                second("16:40:00"),
                "spBv1.0/hcc/DBIRTH/gw1/cua",
                report(second("16:40:00"), door(second("16:40:00"))));
        for (int second = second("16:21:00"); second <= second("16:40:00"); second += 60) {
            say(LOST, second, "spBv1.0/hcc/NDATA/gw1", report(second, warm()));
        }
        reports("16:41:00", "18:00:00");
        say(LOST, second("18:00:00"), "spBv1.0/hcc/NDEATH/gw1", death(10));
    }

    private void births(String time, long session) {
        int second = second(time);
        say(LOST, second, "spBv1.0/hcc/NBIRTH/gw1", report(second, bdSeq(session), warm()));
        say(LOST, second + 2, "spBv1.0/hcc/DBIRTH/gw1/cua", report(second + 2, door(second)));
    }

    private void reports(String from, String until) {
        for (int second = second(from); second <= second(until); second += 60) {
            say(LOST, second, "spBv1.0/hcc/NDATA/gw1", report(second, warm()));
            say(LOST, second, "spBv1.0/hcc/DDATA/gw1/cua", report(second, door(second)));
        }
    }

    private static byte[] warm() {
        return new Protobuf()
                .bytes(1, "Env/T".getBytes(UTF_8))
                .number(4, 3)
                .number(10, 31)
                .done();
    }

    private static byte[] door(int second) {
        int total = (second - second("07:00:00")) / 60;
        return new Protobuf()
                .bytes(1, "Door/In".getBytes(UTF_8))
                .number(4, 4)
                .number(11, total)
                .done();
    }

    private static byte[] bdSeq(long session) {
        return new Protobuf()
                .bytes(1, "bdSeq".getBytes(UTF_8))
                .number(4, 4)
                .number(11, session)
                .done();
    }

    private static byte[] death(long session) {
        return new Protobuf().bytes(2, bdSeq(session)).done();
    }

    private static byte[] report(int second, byte[]... metrics) {
        Protobuf payload = new Protobuf().number(1, at(second));
        for (byte[] metric : metrics) {
            payload.bytes(2, metric);
        }
        return payload.done();
    }

    /** Writes the few fields of Sparkplug's Protobuf. */
    private static final class Protobuf {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private Protobuf number(int field, long value) {
            raw((long) field << 3);
            raw(value);
            return this;
        }

        private Protobuf bytes(int field, byte[] value) {
            raw((long) field << 3 | 2);
            raw(value.length);
            out.writeBytes(value);
            return this;
        }

        private void raw(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        private byte[] done() {
            return out.toByteArray();
        }
    }

    /** A board made by hand: its own words, bare totals without a time, all retained; it dies just before we are away. */
    private void esp() {
        String status = "esp/dem-1/status";
        retained("06:40:00", status, "chet");
        retained("06:40:00", "esp/dem-1/sensor/vao/state", "912");
        say(KEPT, "07:00:00", status, "song");
        totals("07:00:00", "11:59:30", 0);
        totals("08:00:00", "08:10:00", 120); // delivered twice
        retained("10:33:20", status, "song");
        retained("10:33:20", "esp/dem-1/sensor/vao/state", "420");
        say(KEPT, "10:33:25", status, "song");
        totals("12:00:00", "14:58:00", 0);
        say(KEPT, "14:58:55", status, "chet");
        retained("15:04:00", status, "chet");
        retained("15:04:00", "esp/dem-1/sensor/vao/state", "356");
        say(KEPT, "15:30:00", status, "song");
        totals("15:30:00", "23:59:30", 0);
    }

    private void totals(String from, String until, int first) {
        every(
                KEPT,
                30,
                from,
                until,
                "esp/dem-1/sensor/vao/state",
                second -> Long.toString(first + (second - second(from)) / 30));
    }

    /** A socket that dies while the broker is down, so that nobody tells; and once more while we are away. */
    private void shelly() {
        String system = "shelly/quat-1/status/sys";
        LongFunction<String> status =
                second -> "{\"unixtime\":%d,\"uptime\":%d}".formatted(at((int) second) / 1000, second);
        retained("06:40:00", "shelly/quat-1/online", "true");
        every(KEPT, 60, "06:41:00", "10:30:00", system, status);
        retained("10:33:20", "shelly/quat-1/online", "true");
        retained("10:33:20", system, status.apply(second("10:30:30")));
        say(KEPT, "11:20:00", "shelly/quat-1/online", "true");
        every(KEPT, 60, "11:21:00", "15:01:00", system, status);
        say(KEPT, "15:02:30", "shelly/quat-1/online", "false");
        say(KEPT, "16:00:00", "shelly/quat-1/online", "true");
        every(KEPT, 60, "16:01:00", "23:59:00", system, status);
    }

    /** A router whose script says bare values. */
    private void mikrotik() {
        String topic = "node/MikroTik-HC00000001/uptime";
        every(LOST, 60, "07:00:00", "11:11:00", topic, second -> clock(second % 3600));
        every(LOST, 60, "11:40:00", "20:00:00", topic, second -> "2d" + second % 3600 + "s");
    }
}
