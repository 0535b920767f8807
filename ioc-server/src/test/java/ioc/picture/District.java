package ioc.picture;

import ioc.calendar.Calendars;
import ioc.calendar.Holiday;
import ioc.calendar.Notice;
import ioc.calendar.OfficeHours;
import ioc.calendar.OfficeHours.Span;
import ioc.calendar.WorkingCalendar;
import ioc.dossier.Judge;
import ioc.dossier.Procedures;
import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.event.Event;
import ioc.place.Device;
import ioc.place.Name;
import ioc.place.Org;
import ioc.place.OrgWords;
import ioc.place.Places;
import ioc.place.Service;
import ioc.place.Site;
import ioc.place.Site.Ownership;
import ioc.place.Validity;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.CounterState;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.TicketStep.Step;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small district to test with: two points with two counters each, two cameras one behind the other and
 * both behind an access point, and the units before and after 1/7/2025. */
public final class District {
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    public static final LocalDate REFORM = LocalDate.of(2025, 7, 1);
    /** Wednesday, 25 November 2026, a working day after a holiday. */
    public static final String DAY = "2026-11-25T";

    public static final List<Feed> FEEDS = List.of(
            new Feed(
                    Feed.DEVICES,
                    "mqtt",
                    new Feed.Label("Thiết bị", "Devices"),
                    Feed.Kind.MQTT,
                    Duration.ofSeconds(60),
                    true),
            new Feed(
                    Feed.RATINGS,
                    "mqtt",
                    new Feed.Label("Đánh giá", "Ratings"),
                    Feed.Kind.MQTT,
                    Duration.ofMinutes(30),
                    true),
            new Feed(
                    "onestop",
                    "onestop",
                    new Feed.Label("Một cửa", "One-stop"),
                    Feed.Kind.REST,
                    Duration.ofMinutes(5),
                    true),
            new Feed("tasks", "tasks", new Feed.Label("Nhiệm vụ", "Tasks"), Feed.Kind.REST, null, false));

    private District() {}

    public static Name name(String text) {
        return new Name(text, text, text, text);
    }

    public static Places places() {
        Validity before = new Validity(null, REFORM);
        Validity after = new Validity(REFORM, null);
        List<Org> orgs = List.of(
                new Org("old-bau-don", "25666", name("xã Bàu Đồn"), null, before, List.of("truong-mit"), List.of()),
                new Org(
                        "old-district",
                        "710",
                        name("UBND huyện Gò Dầu"),
                        null,
                        before,
                        List.of("truong-mit", "go-dau"),
                        List.of()),
                new Org("truong-mit", "25666", name("xã Truông Mít"), null, after, List.of(), List.of("X. Truông Mít")),
                new Org("go-dau", "25654", name("Phường Gò Dầu"), null, after, List.of(), List.of()));
        List<Service> services =
                List.of(new Service("land", name("Đất đai")), new Service("civil", name("Chứng thực")));
        return new Places(
                name("Gò Dầu"), ZONE, orgs, services, List.of(site("bau-don", "bd"), site("thanh-duc", "td")));
    }

    private static Site site(String id, String prefix) {
        List<Device> devices = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            devices.add(device(id, DeviceKind.COUNTER, prefix + "-q" + i, 60));
        }
        devices.add(device(id, DeviceKind.TABLET, prefix + "-r1", 60));
        Device wifi = device(id, DeviceKind.WIFI, prefix + "-w1", 30);
        Device camera = behind(device(id, DeviceKind.CAMERA, prefix + "-c1", 10), wifi);
        devices.add(camera);
        devices.add(behind(device(id, DeviceKind.CAMERA, prefix + "-c2", 10), camera));
        devices.add(wifi);
        return new Site(
                id,
                name(id),
                List.of(new Ownership("truong-mit", Validity.ALWAYS)),
                11.1,
                106.2,
                40,
                Duration.ofMinutes(30),
                2,
                List.of("land", "civil"),
                devices);
    }

    private static Device device(String site, DeviceKind kind, String name, int seconds) {
        return new Device(new DeviceId(site, kind, name), name(name), Duration.ofSeconds(seconds));
    }

    private static Device behind(Device device, Device via) {
        return new Device(device.id(), device.name(), device.period(), Device.Habit.PERIODIC, via.id());
    }

    public static WorkingCalendar calendar() {
        return new WorkingCalendar(
                ZONE,
                OfficeHours.of(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        List.of(
                                new Span(LocalTime.of(7, 0), LocalTime.of(11, 30)),
                                new Span(LocalTime.of(13, 30), LocalTime.of(17, 0)))),
                List.of(new Holiday(LocalDate.of(2026, 11, 24), "Ngày Văn hóa Việt Nam", "Culture Day")),
                Map.of(),
                List.of(new Notice(2026, 1, true, "")));
    }

    public static Picture picture() {
        return picture(State.EMPTY);
    }

    public static Picture picture(State state) {
        return new Picture(places(), judge(), Limits.STANDARD, FEEDS, state);
    }

    /** These units have hours of their own. */
    public static Picture picture(Map<String, WorkingCalendar> offices) {
        Judge judge = new Judge(
                Procedures.NONE, new Calendars(calendar(), offices), new OrgWords(places()), Judge.Warnings.USUAL);
        return new Picture(places(), judge, Limits.STANDARD, FEEDS, State.EMPTY);
    }

    /** Without a catalogue: by what sources appoint. */
    public static Judge judge() {
        return judge(Procedures.NONE);
    }

    public static Judge judge(Procedures procedures) {
        return new Judge(procedures, new Calendars(calendar(), Map.of()), new OrgWords(places()), Judge.Warnings.USUAL);
    }

    /** An instant of the test's day, such as {@code 09:00} or {@code 09:00:05.250}. */
    public static Instant at(String time) {
        return LocalDateTime.parse(time.contains("T") ? time : DAY + time)
                .atZone(ZONE)
                .toInstant();
    }

    public static DeviceId id(String name) {
        String site = name.startsWith("bd") ? "bau-don" : "thanh-duc";
        DeviceKind kind =
                switch (name.charAt(3)) {
                    case 'q' -> DeviceKind.COUNTER;
                    case 'r' -> DeviceKind.TABLET;
                    case 'c' -> DeviceKind.CAMERA;
                    default -> DeviceKind.WIFI;
                };
        return new DeviceId(site, kind, name);
    }

    public static Event heard(Instant received, Reading reading) {
        return new Event.Heard("mqtt", received, reading, false);
    }

    public static Event retained(Instant received, Reading reading) {
        return new Event.Heard("mqtt", received, reading, true);
    }

    /** A step of a ticket at a counter, heard as it happens. */
    public static Event step(String time, String counter, Step step, String ticket, @Nullable String service) {
        return step(at(time), at(time), counter, step, ticket, service);
    }

    public static Event step(
            Instant observed, Instant received, String counter, Step step, String ticket, @Nullable String service) {
        boolean acts = step != Step.ISSUED;
        return heard(
                received,
                new Reading.TicketStep(
                        id(counter), observed, null, step, null, ticket, service, acts ? counter : null));
    }

    public static Event level(String received, String device, Quantity quantity, String part, double value) {
        return heard(at(received), new Reading.Level(id(device), at(received), quantity, part, value));
    }

    public static Event health(String received, String device, @Nullable String fault) {
        return heard(at(received), new Reading.Health(id(device), at(received), null, null, null, null, fault));
    }

    public static Event link(String received, String device, Link link, String observed, @Nullable String session) {
        return heard(at(received), new Reading.Presence(id(device), at(observed), link, session));
    }

    public static Event counter(String received, String device, CounterState.State state) {
        return heard(at(received), new CounterState(id(device), at(received), state, List.of()));
    }

    public static Event rating(String received, String device, String id, int score) {
        return heard(at(received), new Reading.Rating(id(device), at(received), id, score, 3, null, "slow"));
    }

    public static Dossier dossier(
            String code, String org, int status, @Nullable String due, @Nullable String finished) {
        return new Dossier(
                code,
                new Dossier.Filing("Đăng ký biến động", "1.000001", org, "direct"),
                status,
                "s" + status,
                times(at("2026-11-02T08:00"), due == null ? null : at(due), finished == null ? null : at(finished)),
                List.of());
    }

    public static Dossier.Times times(@Nullable Instant received, @Nullable Instant due, @Nullable Instant finished) {
        return new Dossier.Times(null, received, due, finished, null, null, null);
    }

    public static Event seen(String received, Dossier dossier) {
        return new Event.DossierSeen("onestop", at(received), dossier);
    }

    public static Event seen(String received, Assignment assignment) {
        return new Event.AssignmentSeen("tasks", at(received), assignment);
    }

    public static Assignment assignment(String id, String lead, @Nullable String due, @Nullable String done) {
        return new Assignment(
                id,
                new Assignment.Order("12/CV", null, "Task " + id, Assignment.Priority.NORMAL, null, ""),
                new Assignment.Parties("Chủ tịch", lead, List.of(), ""),
                new Assignment.Times(
                        at("2026-11-02T08:00"),
                        due == null ? null : at(due),
                        due == null ? null : at(due),
                        null,
                        done == null ? null : at(done)),
                Assignment.Progress.of(50));
    }
}
