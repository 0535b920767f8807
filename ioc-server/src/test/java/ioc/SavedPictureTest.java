package ioc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.config.Config;
import ioc.inbox.Strangers;
import ioc.journal.Entry;
import ioc.peer.ServerProcess;
import ioc.picture.Picture;
import ioc.place.Device;
import ioc.place.Places;
import ioc.place.Service;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.TopicMap;
import ioc.sensor.simulate.District;
import ioc.sensor.simulate.Plan;
import ioc.sensor.simulate.Publication;
import ioc.sensor.simulate.Story;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A picture with everything in it, written as JSON and read again, is the same picture and goes on in the same way. */
@SuppressWarnings("NullAway.Init")
class SavedPictureTest {
    private static final LocalTime SAVED = LocalTime.of(9, 20);
    private static final LocalTime END = LocalTime.of(9, 28);

    private Settings settings;
    private TopicMap topics;
    private Decoding decoding;
    private List<Entry> entries;
    private long saved;

    /** Picture, alerts and the pipeline that feeds them. */
    private final class Core {
        private final Picture picture;
        private final Alerts alerts;
        private final Strangers strangers;
        private final Pipeline pipeline;

        private Core(SavedPicture from, long position) {
            Config config = settings.config();
            picture = new Picture(
                    config.places(), settings.judge(), Feeds.limits(config), Feeds.all(settings), from.picture());
            alerts = new Alerts(config.rules(), picture, from.alerts());
            strangers = new Strangers(topics, from.strangers());
            pipeline = new Pipeline(decoding, picture, alerts, strangers, position, now -> {}, changed -> {});
        }

        private SavedPicture freeze() {
            return new SavedPicture(picture.freeze(), alerts.freeze(), strangers.freeze());
        }

        private void take(List<Entry> some) {
            some.forEach(pipeline::take);
        }
    }

    @BeforeEach
    void readTheMorning() throws Exception {
        settings = Settings.load(ServerProcess.configuration(), Map.of());
        Config config = settings.config();
        Places places = config.places();
        topics = new TopicMap(config.topics().mappings(), places.zone());
        decoding = new Decoding(
                new Decoders(topics, device -> places.device(device).isPresent()), settings.sources());
        entries = new ArrayList<>();
        var day = new District(plan(places), Story.goDau()).day(LocalDate.of(2026, 11, 23), 1);
        add(Entry.Kind.FEED, day.start(), "mqtt", "up", "");
        for (int i = 0; i < 60; i++) {
            add(Entry.Kind.DOSSIER, day.start(), "mot-cua", "H" + i, dossier(i));
            add(Entry.Kind.ASSIGNMENT, day.start(), "nhiem-vu", "T" + i, assignment(i));
            add(Entry.Kind.STEP, day.start(), "tien-do", "", step(i));
            add(Entry.Kind.STEP, day.start(), "tien-do", "", step(i / 2));
        }
        add(Entry.Kind.DOSSIER, day.start(), "mot-cua", "", "{\"MaHoSo\":\"\"}");
        add(Entry.Kind.MESSAGE, day.start(), "mqtt", "ioc/1/atlantis/camera/at-c1/people", "3");
        for (Publication said : day.until(day.at(END)).toList()) {
            entries.add(new Entry(
                    entries.size() + 1,
                    said.at().toEpochMilli(),
                    Entry.Kind.MESSAGE,
                    "mqtt",
                    said.topic(),
                    false,
                    said.payload()));
            saved = said.at().isBefore(day.at(SAVED)) ? entries.size() : saved;
        }
    }

    private void add(Entry.Kind kind, Instant at, String source, String subject, String body) {
        entries.add(
                new Entry(entries.size() + 1, at.toEpochMilli(), kind, source, subject, false, body.getBytes(UTF_8)));
    }

    /** As the last one of those before the snapshot; what follows is not received before it. */
    private void insert(long at, Entry.Kind kind, String source, String subject, String body) {
        entries.add((int) saved, new Entry(saved + 1, at, kind, source, subject, false, body.getBytes(UTF_8)));
        saved++;
        entries.subList((int) saved, entries.size())
                .replaceAll(entry -> new Entry(
                        entry.position() + 1,
                        Math.max(entry.receivedAt(), at),
                        entry.kind(),
                        entry.source(),
                        entry.subject(),
                        entry.retained(),
                        entry.body()));
    }

    private static String dossier(int i) {
        String done = i % 4 == 0 ? ",\"NgayTra\":\"2026112" + i % 3 + "100000\"" : "";
        return "{\"MaHoSo\":\"H" + i + "\",\"TenTTHC\":\"Chứng thực\",\"DonViXuLy\":\""
                + (i % 2 == 0 ? "Phường Gò Dầu" : "xã nào đó")
                + "\",\"TrangThaiHoSo\":\"" + (done.isEmpty() ? i % 5 == 0 ? 5 : 4 : 10)
                + "\",\"NgayTiepNhan\":\"20261110080000\""
                + (i % 7 == 0 ? "" : ",\"NgayHenTra\":\"202611" + (20 + i % 8) + "170000\"") + done + "}";
    }

    private static String step(int i) {
        return "{\"MaHoSo\":\"H" + i % 40 + "\",\"ThoiDiemXuLy\":\"202611201" + i % 10
                + "0000\",\"NoiDungXuLy\":\"B\"}";
    }

    private static String assignment(int i) {
        return "{\"id\":\"T" + i + "\",\"document\":\"" + i + "/CV\",\"title\":\"Báo cáo " + i
                + "\",\"giver\":\"UBND tỉnh\",\"lead\":\"Phường Gò Dầu\",\"partners\":[\"Phường Gia Lộc\"],"
                + "\"given\":\"2026-11-01T08:00:00+07:00\",\"due\":\"2026-11-" + (18 + i % 10)
                + "T17:00:00+07:00\",\"progress\":" + i
                + (i % 3 == 0 ? ",\"done\":\"2026-11-2" + i % 2 + "T09:00:00+07:00\"" : "") + "}";
    }

    private static Plan plan(Places places) {
        return new Plan(
                places.zone(),
                places.services().stream().map(Service::id).toList(),
                places.sites().stream()
                        .map(site -> new Plan.Site(
                                site.id(),
                                site.services(),
                                site.devices().stream().map(Device::id).toList()))
                        .toList());
    }

    @Test
    void writtenAndReadItIsTheSameAndGoesOnInTheSameWay() throws Exception {
        Core living = new Core(SavedPicture.NONE, 0);
        living.take(entries.subList(0, (int) saved));
        Alert first = living.alerts.freeze().alerts().get(0);
        long now = living.picture.now().toEpochMilli();
        String done = assignment(1).replace("}", ",\"done\":\"2026-11-23T09:00:00+07:00\"}");
        insert(now + 10, Entry.Kind.ASSIGNMENT, "nhiem-vu", "T1", done);
        insert(
                now + 1010,
                Entry.Kind.HANDLING,
                "person",
                first.id(),
                "{\"act\":\"accept\",\"revision\":0,\"by\":{\"id\":\"person:p1\",\"name\":\"An\"}}");
        String letter =
                "{\"step\":\"save\",\"revision\":0,\"by\":\"An\",\"letter\":{\"form\":\"PHIEU_XIN_LOI\",\"reason\":\"chờ\","
                        + "\"dueAt\":1764064800000,\"byAt\":null,\"promisedAt\":1795687200000,\"agency\":\"UBND\",\"place\":\"Gò Dầu\","
                        + "\"title\":\"Chủ tịch\",\"name\":\"Bảo\",\"recipients\":[\"Một cửa\"]}}";
        insert(now + 1020, Entry.Kind.APOLOGY, "person", "H1", letter);
        insert(now + 1030, Entry.Kind.APOLOGY, "person", "H1", "{\"step\":\"sign\",\"revision\":1,\"by\":\"An\"}");
        insert(now + 1040, Entry.Kind.APOLOGY, "person", "H2", letter);
        insert(now + 1050, Entry.Kind.APOLOGY, "person", "H2", "{\"step\":\"send\",\"revision\":1,\"by\":\"An\"}");
        insert(
                now + 1060,
                Entry.Kind.APOLOGY,
                "person",
                "H3",
                letter.replace("{\"form\"", "{\"phone\":\"0912\",\"form\""));
        living.take(entries.subList((int) saved - 7, (int) saved));

        SavedPicture written = living.freeze();
        assertThat(written.picture().work().dossiers()).hasSize(60);
        assertThat(written.picture().work().assignments()).hasSize(60);
        assertThat(written.picture().work().steps()).hasSize(40);
        assertThat(written.picture().trail().accounts())
                .filteredOn(account -> account.source().equals("tien-do"))
                .singleElement()
                .satisfies(account -> {
                    assertThat(account.received()).isEqualTo(120);
                    assertThat(account.rejected().get(Reason.DUPLICATE))
                            .isEqualTo(120 - account.accepted())
                            .isPositive();
                });
        assertThat(written.picture().devices())
                .hasSize(125)
                .anyMatch(device -> device.heard().fault() != null);
        assertThat(written.picture().trail().refusals())
                .as("among them what could not be done to a letter, and what is none")
                .hasSize(4);
        assertThat(written.picture().work().dossiers().stream()
                        .filter(course -> course.apology() != null)
                        .map(course -> course.dossier().code() + " "
                                + java.util.Objects.requireNonNull(course.apology())
                                        .state()))
                .containsExactlyInAnyOrder("H1 SIGNED", "H2 DRAFT");
        assertThat(written.alerts().alerts())
                .anyMatch(Alert::isActive)
                .anyMatch(alert -> !alert.isActive())
                .anyMatch(alert -> alert.handling().accepted() != null);

        SavedPicture read = SavedPicture.fromJson(written.toJson());
        assertThat(read).isEqualTo(written);
        Core restored = new Core(read, saved);
        assertThat(restored.freeze()).isEqualTo(written);

        List<Entry> later = entries.subList((int) saved, entries.size());
        assertThat(later).hasSizeGreaterThan(1_000);
        living.take(later);
        restored.take(later);
        assertThat(restored.freeze()).isEqualTo(living.freeze()).isNotEqualTo(written);
    }

    @Test
    void whatAnotherVersionWroteIsRefusedAndNotMisread() {
        byte[] other =
                "{\"picture\":{\"now\":1,\"people\":[]},\"alerts\":{\"alerts\":[],\"pending\":[]}}".getBytes(UTF_8);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> SavedPicture.fromJson(other))
                .isInstanceOf(java.io.IOException.class);
    }
}
