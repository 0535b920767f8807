package ioc.sensor.simulate;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.simulate.Plan.Errand;
import ioc.sensor.simulate.Story.Rush;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The people of one site: who comes, who waits, who is served, who goes. Counts nobody twice and nobody below zero. */
final class Hall {
    private static final double RATES = 0.34;
    private static final double MEAN_PATIENCE = 75 * 60_000.0;
    private static final List<String> REASONS = List.of("unclear", "unfriendly", "again");

    private final Agenda agenda;
    private final Chance chance;
    private final Chance mood;
    private final List<Errand> errands;
    private final Rush rush;
    private final ZoneId zone;
    private final List<Desk> desks = new ArrayList<>();
    private final List<Gadget> kiosks = new ArrayList<>();
    private final List<Visit> line = new ArrayList<>();
    private final Map<Character, Integer> numbers = new HashMap<>();
    private final double minutesEach;
    private int inside;
    private int queueing;
    private long cameIn;
    private long wentOut;
    private int turn;

    Hall(Plan plan, Plan.Site site, Rush rush, Agenda agenda, long seed) {
        this.agenda = agenda;
        this.rush = rush;
        zone = plan.zone();
        errands = plan.errands(site);
        chance = new Chance(seed, site.id() + "/people");
        mood = new Chance(seed, site.id() + "/mood");
        double share = errands.stream().mapToDouble(Errand::share).sum();
        double minutes =
                errands.stream().mapToDouble(e -> e.share() * e.minutes()).sum() / share;
        minutesEach = minutes * rush.pace() + 0.5; // and half a minute between two visits
    }

    /** Puts counters and kiosks in place. Counters differ in what they take, but the first two take everything. */
    void furnish(Map<DeviceId, Gadget> gadgets, Plan.Site site, long seed) {
        List<DeviceId> counters = site.all(DeviceKind.COUNTER);
        List<DeviceId> tablets = site.all(DeviceKind.TABLET);
        site.all(DeviceKind.KIOSK).forEach(kiosk -> kiosks.add(gadget(gadgets, kiosk)));
        for (int i = 0; i < counters.size(); i++) {
            DeviceId id = counters.get(i);
            List<Errand> taken = errands;
            if (i >= 2 && i == counters.size() - 1 && errands.size() > 2) {
                taken = errands.subList(1, errands.size());
            } else if (i == 3 && errands.size() > 2) {
                taken = List.of(errands.get(1), errands.get(errands.size() - 1));
            }
            Gadget tablet = i < tablets.size() ? gadget(gadgets, tablets.get(i)) : null;
            Chance own = new Chance(seed, id.toString());
            desks.add(new Desk(this, gadget(gadgets, id), tablet, agenda, own, taken, rush.pace()));
        }
    }

    private static Gadget gadget(Map<DeviceId, Gadget> gadgets, DeviceId id) {
        Gadget gadget = gadgets.get(id);
        if (gadget == null) {
            throw new IllegalStateException(id + ": is in the plan but has no device");
        }
        return gadget;
    }

    List<Desk> desks() {
        return desks;
    }

    /** People between the doors. */
    int inside() {
        return inside;
    }

    /** People who wait and are really there. */
    int queueing() {
        return queueing;
    }

    long cameIn() {
        return cameIn;
    }

    long wentOut() {
        return wentOut;
    }

    /** Lets people come until an instant. */
    void open(long until) {
        if (!desks.isEmpty()) {
            expect(until);
        }
    }

    private void expect(long until) {
        double most = Math.max(0.5, 3.0 * desks.size() / minutesEach); // per minute
        long next = (long) chance.exponential(60_000 / most) + 1;
        if (agenda.now() + next < until) {
            agenda.in(next, () -> {
                if (chance.once(rate() / most)) {
                    enter();
                }
                expect(until);
            });
        }
    }

    /** Arrivals per minute: as many as are served, and more or fewer as fewer or more wait than the day wants. */
    private double rate() {
        double wanted = rush.at(Instant.ofEpochMilli(agenda.now()).atZone(zone).toLocalTime());
        if (wanted <= 0) {
            return 0;
        }
        long open = desks.stream().filter(Desk::isOpen).count();
        return Math.max(0, open / minutesEach + (wanted - line.size()) / 4);
    }

    private void enter() {
        int party = chance.once(0.16) ? 2 : 1;
        inside += party;
        cameIn += party;
        Errand errand = errands.get(
                chance.weighted(errands.stream().mapToDouble(Errand::share).toArray()));
        agenda.in(chance.between(8_000L, 35_000L), () -> draw(errand, party));
    }

    private void draw(Errand errand, int party) {
        Gadget issuer = issuer();
        if (issuer == null) {
            leave(party);
            return;
        }
        int number = numbers.merge(errand.letter(), 1, Integer::sum);
        String ticket = errand.letter() + (number < 100 ? (number < 10 ? "00" : "0") : "") + number;
        Visit visit = new Visit(ticket, errand, party, agenda.now());
        issuer.tell("ticket/issued", issuer.fact().put("ticket", ticket).put("service", errand.service()));
        waits(visit);
        long patience = (long) chance.exponential(MEAN_PATIENCE) + 9 * 60_000;
        boolean speaks = chance.once(0.4);
        agenda.in(patience, () -> giveUp(visit, speaks));
    }

    private @Nullable Gadget issuer() {
        List<Gadget> able = kiosks.stream().filter(kiosk -> !kiosk.isJammed()).toList();
        if (!able.isEmpty()) {
            return chance.pick(able);
        }
        return desks.stream()
                .filter(Desk::isOpen)
                .findFirst()
                .or(() -> desks.stream().findFirst())
                .map(Desk::gadget)
                .orElse(null);
    }

    private void giveUp(Visit visit, boolean speaks) {
        if (!line.contains(visit) || !visit.isPresent()) {
            return;
        }
        if (speaks) {
            cancel(visit);
        } else {
            visit.left();
            queueing -= visit.party();
            leave(visit.party());
        }
    }

    private void cancel(Visit visit) {
        Gadget issuer = issuer();
        if (issuer != null && line.remove(visit)) {
            issuer.tell("ticket/cancelled", issuer.fact().put("ticket", visit.ticket()));
            if (visit.isPresent()) {
                queueing -= visit.party();
                leave(visit.party());
            }
        }
    }

    /** Sends everybody who still waits home. */
    void sweep() {
        List.copyOf(line).forEach(this::cancel);
    }

    /** A visit begins to wait. */
    void waits(Visit visit) {
        line.add(visit);
        queueing += visit.party();
        turn++;
        for (int i = 0; i < desks.size(); i++) {
            desks.get((turn + i) % desks.size()).look();
        }
    }

    boolean hasWaiting(List<Errand> taken) {
        return line.stream().anyMatch(visit -> taken.contains(visit.errand()));
    }

    /** Takes who has waited longest out of the line; null when nobody waits for this. */
    @Nullable
    Visit next(List<Errand> taken) {
        Visit first = line.stream()
                .filter(visit -> taken.contains(visit.errand()))
                .min(Comparator.comparingLong(Visit::waitingSince))
                .orElse(null);
        if (first != null) {
            line.remove(first);
            if (first.isPresent()) {
                queueing -= first.party();
            }
        }
        return first;
    }

    /** Another errand at this site than the given one, or the same when there is no other. */
    Errand another(Errand than) {
        List<Errand> others =
                errands.stream().filter(errand -> !errand.equals(than)).toList();
        return others.isEmpty() ? than : chance.pick(others);
    }

    /** The longer the wait, the worse the mood; not everybody presses a button. */
    void served(Visit visit, Desk desk) {
        if (!mood.once(RATES)) {
            return;
        }
        double minutes = visit.waited() / 60_000.0;
        double unhappy = Math.min(0.8, 0.034 + Math.max(0, minutes - 15) * 0.022);
        boolean happy = !mood.once(unhappy);
        int score = happy ? 3 : mood.once(Math.min(0.7, minutes / 60)) ? 1 : 2;
        String reason = happy ? null : mood.once(minutes > 16 ? 0.8 : 0.2) ? "slow" : mood.pick(REASONS);
        agenda.in(mood.between(4_000L, 22_000L), () -> desk.rate(score, reason));
    }

    /** A visit is over. */
    void done(Visit visit) {
        if (visit.isPresent()) {
            agenda.in(chance.between(15_000L, 90_000L), () -> leave(visit.party()));
        }
    }

    private void leave(int party) {
        inside -= party;
        wentOut += party;
    }
}
