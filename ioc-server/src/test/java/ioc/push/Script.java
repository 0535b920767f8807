package ioc.push;

import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.alert.Priority;
import ioc.alert.Rule;
import ioc.alert.Turn;
import ioc.event.ApologyStep;
import ioc.event.Event;
import ioc.event.Handling;
import ioc.event.Party;
import ioc.picture.District;
import ioc.picture.Picture;
import ioc.picture.State;
import ioc.place.Device;
import ioc.place.Places;
import ioc.place.Site;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.CounterState;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.Tally.Direction;
import ioc.sensor.Reading.TicketStep.Step;
import ioc.sensor.decode.Decoded.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Generated input: everything that can happen, in likely and unlikely order. The same seed gives the same script. */
final class Script {
    private final Random random;
    private final Places places = District.places();
    private final List<Site> sites = List.copyOf(places.sites());
    private final List<Event> events = new ArrayList<>();
    private long id;

    private Script(long seed) {
        random = new Random(seed);
    }

    /** So many events over two working days, with gaps of hours. */
    static List<Event> events(long seed, int count) {
        Script script = new Script(seed);
        Instant now = District.at("08:00");
        for (int i = 0; i < count; i++) {
            now = now.plusMillis(script.random.nextInt(4_000));
            if (script.random.nextInt(count) < 6) {
                now = now.plusSeconds(script.random.nextInt(8 * 3_600));
            }
            if (i % 20 == 0) { // about once a minute, as a server that is awake
                script.events.add(new Event.Sampled("ioc", now));
            }
            script.events.add(script.event(now));
        }
        return script.events;
    }

    /** Feeds events in order, with a tick and a judgement at every whole second between them. */
    static final class Player {
        final Picture picture;
        final Alerts alerts;
        final List<Turn> turns = new ArrayList<>();
        private @Nullable Instant last;

        Player(State state, Alerts.Frozen alertState) {
            this(District.picture(state), alertState);
        }

        Player(Picture picture, Alerts.Frozen alertState) {
            this(picture, alertState, RULES);
        }

        Player(Picture picture, Alerts.Frozen alertState, List<Rule> rules) {
            this.picture = picture;
            alerts = new Alerts(rules, picture, alertState);
            last = picture.now().toEpochMilli() == 0 ? null : picture.now();
        }

        void play(Event event, Consumer<Player> afterTick) {
            Instant until = event.receivedAt();
            Instant next = last == null ? until.truncatedTo(ChronoUnit.SECONDS) : last.plusSeconds(1);
            if (Duration.between(next, until).toMinutes() > 10) {
                next = until.truncatedTo(ChronoUnit.SECONDS).minusSeconds(5); // as after a night switched off
            }
            for (; !next.isAfter(until); next = next.plusSeconds(1)) {
                picture.tick(next);
                turns.addAll(alerts.judge(next));
                last = next;
                afterTick.accept(this);
            }
            picture.apply(event);
            if (event instanceof Event.Handled said) {
                alerts.apply(said.handling(), said.receivedAt());
                turns.addAll(alerts.takeActs());
            }
        }

        /** Somebody accepts one that nobody has. */
        void accept() {
            alerts.all().stream().filter(Alert::isWaiting).findFirst().ifPresent(alert -> {
                alerts.apply(
                        new Handling(
                                alert.id(),
                                alert.handling().revision(),
                                Handling.Kind.ACCEPT,
                                Party.person("p1", "Hà"),
                                Party.NOBODY,
                                "",
                                null),
                        picture.now());
                turns.addAll(alerts.takeActs());
            });
        }

        /** All that can be seen, in full. */
        Map<String, Map<String, Object>> seen() {
            Board board = new Board();
            new Projection(picture, alerts, board, true).projectAll();
            return board.content;
        }
    }

    /** A target that merges, as dashboards do. */
    static final class Board implements Projection.Target {
        final Map<String, Map<String, Object>> content = new TreeMap<>();

        @Override
        public void put(String topic, String key, Map<String, ?> fields) {
            Map<String, Object> row = content.computeIfAbsent(topic + " " + key, k -> new TreeMap<>());
            fields.forEach((name, value) -> row.put(name, String.valueOf(value)));
        }

        @Override
        public void remove(String topic, String key) {
            content.remove(topic + " " + key);
        }
    }

    static final List<Rule> RULES = List.of(
            rule(Rule.Kind.LONGEST_WAIT, 1, 0.9, 60, 30, true),
            rule(Rule.Kind.TOO_FEW_COUNTERS, 1, 1, 30, 30, true),
            rule(Rule.Kind.SITE_SILENT, 0, 0, 20, 10, false),
            rule(Rule.Kind.DEVICE_SILENT, 0, 0, 30, 0, false),
            rule(Rule.Kind.DEVICE_FAULT, 0, 0, 10, 10, false),
            rule(Rule.Kind.SATISFACTION, 0.85, 0.9, 0, 60, true),
            rule(Rule.Kind.DOSSIER_OVERDUE, 2, 2, 0, 0, false),
            rule(Rule.Kind.DOSSIER_LATE, 0, 0, 0, 0, false),
            rule(Rule.Kind.OVER_LIMIT, 2, 1, 10, 10, true),
            rule(Rule.Kind.FEED_LATE, 0, 0, 10, 10, false),
            rule(Rule.Kind.COUNTER_IDLE, 2, 2, 0, 0, true),
            rule(Rule.Kind.ASSIGNMENT_OVERDUE, 0, 0, 0, 0, false));

    private static Rule rule(Rule.Kind kind, double raise, double clear, int hold, int clearHold, boolean hours) {
        return new Rule(
                kind.word(),
                new Rule.Words(kind.word(), kind.word()),
                kind,
                kind == Rule.Kind.LONGEST_WAIT ? Priority.CRITICAL : Priority.HIGH,
                new Rule.Bounds(raise, clear, Rule.Unknown.KEEP),
                new Rule.Timing(
                        Duration.ofSeconds(hold),
                        Duration.ofSeconds(clearHold),
                        hours ? Rule.When.OFFICE : Rule.When.ALWAYS),
                new Rule.Response(
                        Rule.Words.NONE,
                        Rule.Words.NONE,
                        Duration.ofMinutes(20),
                        List.of(new Rule.Step(Duration.ofMinutes(5), new Rule.Words("Trưởng điểm", "Trưởng điểm")))));
    }

    private Event event(Instant now) {
        return switch (random.nextInt(40)) {
            case 0 -> new Event.Refused("mqtt", now, "t/" + random.nextInt(80), Reason.UNKNOWN_TOPIC, "");
            case 1 -> new Event.Unused("mqtt", now, "t");
            case 2 -> new Event.FeedChanged("onestop", now, pick(Event.FeedChanged.State.values()));
            case 3, 4 -> new Event.DossierSeen("onestop", now, dossier(now));
            case 5 -> new Event.AssignmentSeen("tasks", now, assignment(now));
            case 6 -> new Event.Apologised("person", now, "D" + random.nextInt(40), apology(now));
            default -> new Event.Heard("mqtt", now, reading(now), random.nextInt(30) == 0);
        };
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Mostly now, sometimes a while ago, seldom in the future, and never twice the same for one device. */
    private Instant observed(Instant now) {
        id++;
        long off = random.nextInt(8) == 0 ? random.nextInt(120_000) - 100_000 : -random.nextInt(500);
        return now.plusMillis(off - off % 7);
    }

    private Reading reading(Instant now) {
        Site site = pick(sites);
        Device device = pick(site.devices());
        Instant observed = observed(now);
        if (random.nextInt(12) == 0) {
            return presence(device, observed);
        }
        if (random.nextInt(4) == 0) {
            String fault = random.nextInt(10) == 0 ? "paper-jam" : null;
            return new Reading.Health(device.id(), observed, null, null, null, random.nextInt(2), fault);
        }
        return switch (device.id().kind()) {
            case COUNTER, KIOSK -> atCounter(device, observed);
            case TABLET -> new Reading.Rating(device.id(), observed, "r" + id, 1 + random.nextInt(3), 3, null, "slow");
            case CAMERA ->
                random.nextBoolean()
                        ? new Reading.Level(
                                device.id(), observed, Quantity.PEOPLE, part("hall", "desk"), random.nextInt(40))
                        : new Reading.Tally(
                                device.id(),
                                observed,
                                null,
                                pick(Direction.values()),
                                "door",
                                random.nextInt(500),
                                random.nextInt(20) > 0);
            case WIFI ->
                new Reading.Level(
                        device.id(),
                        observed,
                        random.nextBoolean() ? Quantity.STATIONS : Quantity.RECEIVE_RATE,
                        part("phy0", "phy1"),
                        random.nextInt(30));
        };
    }

    private String part(String one, String other) {
        return random.nextBoolean() ? one : other;
    }

    private Reading presence(Device device, Instant observed) {
        return new Reading.Presence(device.id(), observed, pick(Link.values()), "s" + random.nextInt(4));
    }

    private Reading atCounter(Device device, Instant observed) {
        if (random.nextInt(8) == 0) {
            return new CounterState(device.id(), observed, pick(CounterState.State.values()), List.of("land"));
        }
        String ticket = "A" + random.nextInt(60);
        Step step = random.nextInt(3) == 0 ? Step.ISSUED : pick(Step.values());
        boolean asks = step == Step.ISSUED || step == Step.TRANSFERRED;
        return new Reading.TicketStep(
                device.id(), observed, "t" + id, step, null, ticket, asks ? part("land", "civil") : null, null);
    }

    private ioc.event.Dossier dossier(Instant now) {
        int status = random.nextInt(11);
        boolean done = status >= 9;
        return new ioc.event.Dossier(
                "D" + random.nextInt(40),
                new ioc.event.Dossier.Filing(
                        "Đăng ký biến động",
                        "1.000001",
                        pick(new String[] {"xã Truông Mít", "Phường Gò Dầu", "Phòng lạ", "xã Bàu Đồn"}),
                        "direct"),
                status,
                "s" + status,
                District.times(
                        now.minus(Duration.ofDays(3)),
                        random.nextInt(5) == 0 ? null : now.plusSeconds(random.nextInt(400_000) - 100_000),
                        done ? now.minusSeconds(random.nextInt(100_000)) : null),
                List.of());
    }

    /** Often for a revision that is not the present one. */
    private ApologyStep apology(Instant now) {
        ApologyStep.Kind kind = pick(ApologyStep.Kind.values());
        ApologyStep.Text text = new ApologyStep.Text(
                "VAN_BAN_XIN_LOI",
                "chờ",
                new ApologyStep.Dates(
                        now, random.nextBoolean() ? now : null, now.plusSeconds(random.nextInt(400_000) + 1)),
                new ApologyStep.Origin("", "UBND", "", "Gò Dầu", "", ""),
                new ApologyStep.Signing("", "Chủ tịch", "Bảo", List.of()));
        return new ApologyStep(kind, random.nextInt(4), "Hà", kind == ApologyStep.Kind.SAVE ? text : null);
    }

    private ioc.event.Assignment assignment(Instant now) {
        return new ioc.event.Assignment(
                "T" + random.nextInt(20),
                new ioc.event.Assignment.Order("12/CV", null, "Task", ioc.event.Assignment.Priority.HIGH, null, ""),
                new ioc.event.Assignment.Parties(
                        pick(new String[] {"Chủ tịch", "Phó Chủ tịch"}),
                        pick(new String[] {"xã Truông Mít", "Phường Gò Dầu"}),
                        List.of(),
                        ""),
                new ioc.event.Assignment.Times(
                        now.minus(Duration.ofDays(9)),
                        now.plusSeconds(random.nextInt(1_200_000) - 200_000),
                        null,
                        null,
                        random.nextInt(3) == 0 ? now.minusSeconds(random.nextInt(4_000_000)) : null),
                ioc.event.Assignment.Progress.of(random.nextInt(101)));
    }
}
