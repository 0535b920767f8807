package ioc.push;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import ioc.alert.Alerts;
import ioc.event.Event;
import ioc.picture.District;
import ioc.picture.Limits;
import ioc.picture.Picture;
import ioc.place.Device;
import ioc.place.Org;
import ioc.place.Places;
import ioc.place.Site;
import ioc.place.Validity;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A tick of all hubs, the whole and one for each of so many scopes less one, ten dashboards at each: ten points of 12 devices
 * and 2,000 assignments, as the demonstration has about, of which 5 devices and one assignment change.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with Setup
public class AudiencesBench {
    private static final int SITES = 10;
    private static final int DEVICES = 12;
    private static final int SESSIONS = 10;
    private static final int ASSIGNMENTS = 2_000;
    private static final int CHANGED = 5;

    @Param({"1", "5", "10"})
    private int scopes;

    private final List<Hub> hubs = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<DeviceId> devices = new ArrayList<>();
    private Picture picture;
    private long at = District.at("09:00").toEpochMilli();
    private int next;
    private long sent;

    @Setup
    public void prepare() {
        picture = new Picture(places(), District.judge(), Limits.STANDARD, District.FEEDS, ioc.picture.State.EMPTY);
        picture.tick(Instant.ofEpochMilli(at));
        for (int i = 0; i < ASSIGNMENTS; i++) {
            picture.apply(assignment(i, 50));
        }
        Alerts alerts = new Alerts(List.of(), picture, Alerts.Frozen.EMPTY);
        Hub whole = new Hub(
                (millis, then) -> {},
                InstantSource.fixed(Instant.EPOCH),
                new SimpleMeterRegistry(),
                new Welcome("0", "0", false, District.ZONE),
                ioc.push.Limits.usual(),
                Audiences.topics(picture.places(), site -> true));
        Audiences audiences = new Audiences(whole, picture, alerts, AudiencesBench::target, false);
        audiences.begin();
        whole.beforeTick(audiences::project);
        hubs.add(whole);
        for (int i = 1; i < scopes; i++) {
            hubs.add(audiences.of(Set.of("org" + i)).orElseThrow());
        }
        for (Hub hub : hubs) {
            for (int i = 0; i < SESSIONS; i++) {
                Session session = hub.open(new Nowhere());
                session.said("{\"type\":\"join\",\"topics\":[\"overview\",\"devices\",\"assignments\"]}");
                sessions.add(session);
            }
        }
    }

    private static Projection.Target target(Hub hub) {
        return new Projection.Target() {
            @Override
            public void put(String topic, String key, Map<String, ?> fields) {
                hub.put(topic, key, fields);
            }

            @Override
            public void remove(String topic, String key) {
                hub.remove(topic, key);
            }
        };
    }

    private Places places() {
        List<Org> orgs = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < SITES; i++) {
            String org = "org" + i;
            orgs.add(new Org(org, org, District.name(org), null, Validity.ALWAYS, List.of(), List.of()));
            List<Device> own = new ArrayList<>();
            for (int j = 0; j < DEVICES; j++) {
                DeviceId id = new DeviceId("site" + i, DeviceKind.CAMERA, "c" + i + "-" + j);
                devices.add(id);
                own.add(new Device(id, District.name(id.name()), Duration.ofSeconds(30)));
            }
            sites.add(new Site(
                    "site" + i,
                    District.name("site" + i),
                    List.of(new Site.Ownership(org, Validity.ALWAYS)),
                    0,
                    0,
                    0,
                    Duration.ofMinutes(30),
                    1,
                    List.of(),
                    own));
        }
        return new Places(District.name("t"), District.ZONE, orgs, List.of(), sites);
    }

    private Event assignment(int i, int percent) {
        ioc.event.Assignment one = District.assignment(
                "T" + i, "org" + i % SITES, i % 3 == 0 ? "2026-11-20T08:00" : "2026-12-20T08:00", null);
        return new Event.AssignmentSeen(
                "tasks",
                Instant.ofEpochMilli(at),
                new ioc.event.Assignment(
                        one.id(), one.order(), one.parties(), one.times(), ioc.event.Assignment.Progress.of(percent)));
    }

    private void change() {
        at += 100;
        for (int i = 0; i < CHANGED; i++) {
            next++;
            Reading reading = new Reading.Level(
                    devices.get(next % devices.size()), Instant.ofEpochMilli(at), Quantity.PEOPLE, "", next % 60);
            picture.apply(new Event.Heard("mqtt", Instant.ofEpochMilli(at), reading, false));
        }
        picture.apply(assignment(next % ASSIGNMENTS, next / ASSIGNMENTS % 100));
        if (at % 1000 == 0) {
            picture.tick(Instant.ofEpochMilli(at));
        }
    }

    /** Into the picture, then put into all hubs. */
    @Benchmark
    public long project() {
        change();
        hubs.forEach(Hub::project);
        return at;
    }

    /** The same, then a frame for each dashboard. */
    @Benchmark
    public long tick() {
        change();
        hubs.forEach(Hub::tick);
        for (Session session : sessions) {
            session.drawn(session.sent());
        }
        return sent;
    }

    private final class Nowhere implements Wire {
        @Override
        public boolean full() {
            return false;
        }

        @Override
        public boolean answers() {
            return true;
        }

        @Override
        public void send(String text, long resumeAt) {
            sent += text.length();
        }

        @Override
        public void probe() {}

        @Override
        public void close(Close why) {}
    }
}
