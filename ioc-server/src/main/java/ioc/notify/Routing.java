package ioc.notify;

import ioc.alert.Priority;
import ioc.calendar.Calendars;
import ioc.config.Config;
import ioc.config.Notifying;
import ioc.place.Places;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is told of a notice, and when: pure, by the configuration. */
final class Routing {
    static final String ENDED = "the alert ended before it could be told";
    static final String BEGINNING_UNTOLD = "its beginning was not told either";
    static final String OLD = "was older than retry.giveUp when it was heard of";
    static final String MANY = "retry.waiting others wait for this recipient";
    private static final int MOST_STEPS = 20;

    private final Notifying notifying;
    private final Places places;
    private final Calendars calendars;

    /** Rows to add and rows to replace. */
    record Plan(List<Sending> fresh, List<Sending> changed) {}

    Routing(Config config) {
        notifying = config.notifying();
        places = config.places();
        calendars = config.calendars();
    }

    /**
     * What becomes of a notice.
     *
     * @param told all rows of its alert
     * @param open how many wait per recipient; counts those of the plan as well
     */
    Plan plan(Notice notice, List<Sending> told, Map<String, Long> open, Instant now) {
        List<Sending> fresh = new ArrayList<>();
        List<Sending> changed = new ArrayList<>();
        Set<String> untold = new HashSet<>();
        if (notice.what().kind().isEnd()) {
            for (Sending row : told) {
                if (row.state() == Sending.State.HELD && row.of().transition() < notice.transition()) {
                    changed.add(row.now(Sending.State.DROPPED, ENDED));
                    untold.add(row.of().recipient());
                }
            }
            told.stream()
                    .filter(row -> row.state() == Sending.State.SENT || row.state() == Sending.State.WAITING)
                    .forEach(row -> untold.remove(row.of().recipient()));
        }
        for (Notifying.Recipient recipient : notifying.recipients()) {
            String key = notice.key() + "/" + recipient.id();
            if (wants(recipient, notice)
                    && told.stream().noneMatch(row -> row.key().equals(key))) {
                fresh.add(row(key, notice, recipient, untold.contains(recipient.id()), open, now));
            }
        }
        return new Plan(fresh, changed);
    }

    private Sending row(
            String key,
            Notice notice,
            Notifying.Recipient recipient,
            boolean isUntold,
            Map<String, Long> open,
            Instant now) {
        Instant at = notice.times().at();
        Instant from = earliest(recipient, notice, now);
        Sending.State state = from.isAfter(now) ? Sending.State.HELD : Sending.State.WAITING;
        String result = "";
        if (at.plus(notifying.patience().giveUp()).isBefore(now)) {
            state = Sending.State.DROPPED;
            result = OLD;
        } else if (isUntold) {
            state = Sending.State.DROPPED;
            result = BEGINNING_UNTOLD;
        } else if (open.getOrDefault(recipient.id(), 0L) >= notifying.patience().waiting()) {
            state = Sending.State.DROPPED;
            result = MANY;
        } else {
            open.merge(recipient.id(), 1L, Long::sum);
        }
        return new Sending(
                key,
                new Sending.Of(
                        notice.alert(),
                        notice.transition(),
                        notice.what().kind(),
                        recipient.id(),
                        channel(recipient),
                        at),
                state,
                new Sending.Tries(0, from, null, from.plus(notifying.patience().giveUp())),
                result,
                NoticeJson.of(notice).toString());
    }

    private static String channel(Notifying.Recipient recipient) {
        return recipient.to().shape().name().toLowerCase(Locale.ROOT);
    }

    private boolean wants(Notifying.Recipient recipient, Notice notice) {
        Set<String> called = notice.call().recipients();
        if (!called.isEmpty()) {
            return called.contains(recipient.id());
        }
        Notifying.Which which = recipient.which();
        String org = notice.cause().org();
        String site = notice.cause().site();
        return notice.what().priority().compareTo(which.least()) <= 0
                && (which.kinds().isEmpty()
                        || which.kinds().contains(notice.what().kind()))
                && (which.sites().isEmpty() || (site != null && which.sites().contains(site)))
                && (which.orgs().isEmpty() || isBelow(org, which.orgs()));
    }

    private boolean isBelow(@Nullable String org, Set<String> orgs) {
        return org != null && places.path(org).stream().anyMatch(orgs::contains);
    }

    /** From when on a recipient may be told; {@code now} itself where that is already so. */
    Instant earliest(Notifying.Recipient recipient, Notice notice, Instant now) {
        Notifying.When when = recipient.when();
        if (when.criticalBreaks() && notice.what().priority() == Priority.CRITICAL) {
            return now;
        }
        Instant at = now;
        for (int i = 0; i < MOST_STEPS; i++) {
            Instant next = when.officeHoursOnly() ? office(notice).nextOpen(at) : at;
            Notifying.Quiet quiet = when.quiet();
            next = quiet == null ? next : loud(quiet, next);
            if (next.equals(at)) {
                break;
            }
            at = next;
        }
        return at;
    }

    private ioc.calendar.WorkingCalendar office(Notice notice) {
        String org = notice.cause().org();
        return org == null ? calendars.usual() : calendars.of(org);
    }

    /** The first instant from {@code at} on that is not quiet. */
    private Instant loud(Notifying.Quiet quiet, Instant at) {
        ZonedDateTime local = at.atZone(places.zone());
        LocalTime time = local.toLocalTime();
        boolean isAfterFrom = !time.isBefore(quiet.from());
        boolean isBeforeUntil = time.isBefore(quiet.until());
        boolean isOverMidnight = quiet.until().isBefore(quiet.from());
        boolean isQuiet = isOverMidnight ? isAfterFrom || isBeforeUntil : isAfterFrom && isBeforeUntil;
        if (!isQuiet) {
            return at;
        }
        ZonedDateTime end = local.with(quiet.until());
        return (isBeforeUntil ? end : end.plusDays(1)).toInstant();
    }
}
