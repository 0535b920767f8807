package ioc.alert;

import ioc.alert.Alert.Extent;
import ioc.alert.Rule.Kind;
import ioc.calendar.WorkingCalendar;
import ioc.dossier.Judgement;
import ioc.picture.AssignmentPicture;
import ioc.picture.AssignmentPicture.Standing;
import ioc.picture.Cause;
import ioc.picture.CounterPicture;
import ioc.picture.DevicePicture;
import ioc.picture.DossierCounts.Trait;
import ioc.picture.Feed;
import ioc.picture.FeedPicture;
import ioc.picture.Picture;
import ioc.picture.SitePicture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one subject stands against one rule at a tick.
 *
 * @param broken the raise condition holds
 * @param over the clear condition holds
 * @param atOnce over for a reason outside the rule: clear without waiting
 * @param folded what has the same cause and stands for it; null when it stands for itself
 * @param nextLook when the clock alone may change it, epoch ms
 */
record Finding(
        boolean broken,
        boolean over,
        boolean atOnce,
        Extent extent,
        @Nullable Root folded,
        long nextLook) {
    private static final long MINUTE = 60_000;
    private static final int MOST_INSIDE = 50;
    private static final Extent NOTHING = new Extent(null, null, 0);
    private static final Finding FINE = new Finding(false, true, false, NOTHING, null, Long.MAX_VALUE);
    private static final Finding MOOT = new Finding(false, true, true, NOTHING, null, Long.MAX_VALUE);

    /** What stands for others: a silent site or device for what it takes with it, the feed for all when no device is heard. */
    record Root(Kind kind, String subject) {}

    private static Finding of(boolean broken, boolean over, Extent extent, long nextLook) {
        return new Finding(broken, over, false, extent, null, nextLook);
    }

    private static Finding is(boolean broken, Extent extent) {
        return of(broken, !broken, extent, Long.MAX_VALUE);
    }

    /** Nothing is known of the subject. */
    private static Finding unknown(Rule rule) {
        return switch (rule.bounds().unknown()) {
            case KEEP -> of(false, false, NOTHING, Long.MAX_VALUE);
            case CLEAR -> FINE;
            case RAISE -> of(true, false, NOTHING, Long.MAX_VALUE);
        };
    }

    private static Finding folded(Kind kind, String subject) {
        return new Finding(false, false, false, NOTHING, new Root(kind, subject), Long.MAX_VALUE);
    }

    static Finding of(Rule rule, String subject, Picture picture, Rules rules) {
        if (!rule.holds(
                picture.hours(unit(rule.kind().scope(), subject, picture)).isOpen())) {
            return MOOT;
        }
        return switch (rule.kind()) {
            case LONGEST_WAIT ->
                site(
                        subject,
                        picture,
                        site -> longestWait(rule, site, picture.now().toEpochMilli()));
            case OVER_LIMIT -> site(subject, picture, site -> overLimit(rule, site));
            case TOO_FEW_COUNTERS -> site(subject, picture, site -> tooFewCounters(rule, site));
            case SITE_SILENT ->
                isDeaf(picture, rules)
                        ? folded(Kind.FEED_LATE, Feed.DEVICES)
                        : site(subject, picture, Finding::siteSilent);
            case SATISFACTION ->
                site(
                        subject,
                        picture,
                        site -> satisfaction(
                                rule, site, picture.limits().opinion().leastCount()));
            case COUNTER_IDLE ->
                counterIdle(rule, subject, picture, picture.now().toEpochMilli());
            case DEVICE_SILENT -> device(subject, picture, rules, device -> deviceSilent(device, picture));
            case DEVICE_FAULT ->
                device(
                        subject,
                        picture,
                        rules,
                        device -> is(device.fault() != null, new Extent(null, null, 1, device.fault(), List.of())));
            case CLOCK_OFFSET -> device(subject, picture, rules, device -> clockOffset(rule, device));
            case DOSSIER_LATE -> dossierLate(rule, subject, picture);
            case DOSSIER_OVERDUE -> dossiers(rule, subject, picture, Trait.OVERDUE);
            case DOSSIER_SOON -> dossiers(rule, subject, picture, Trait.SOON);
            case APOLOGY_PAST -> dossiers(rule, subject, picture, Trait.APOLOGY_PAST);
            case ASSIGNMENT_OVERDUE -> assignment(subject, picture, Standing.OVERDUE);
            case ASSIGNMENT_SOON -> assignment(subject, picture, Standing.SOON);
            case FEED_LATE -> picture.feed(subject).map(Finding::feedLate).orElse(MOOT);
            case SCREEN_DARK, SERVER_PART ->
                picture.part(subject)
                        .map(part -> is(!part.works(), new Extent(null, null, 1, part.detail(), List.of())))
                        .orElse(MOOT);
        };
    }

    /** Id of the unit a subject belongs to now, by whose hours it is judged; null for what is the centre's. */
    static @Nullable String unit(Rule.Scope scope, String subject, Picture picture) {
        return switch (scope) {
            case SITE -> picture.site(subject).map(SitePicture::unit).orElse(null);
            case COUNTER, DEVICE ->
                picture.device(subject)
                        .flatMap(device -> picture.site(device.id().site()))
                        .map(SitePicture::unit)
                        .orElse(null);
            case ORG -> subject;
            case DOSSIER -> picture.dossier(subject).map(Judgement::unit).orElse(null);
            case ASSIGNMENT ->
                picture.assignment(subject).map(AssignmentPicture::org).orElse(null);
            case FEED, SCREEN, PART -> null;
        };
    }

    private static Finding site(String id, Picture picture, Function<SitePicture, Finding> judged) {
        return picture.site(id).map(judged).orElse(MOOT);
    }

    /** No device at all is heard, and a rule says so. */
    private static boolean isDeaf(Picture picture, Rules rules) {
        return rules.has(Kind.FEED_LATE, picture.hours().isOpen())
                && picture.feed(Feed.DEVICES)
                        .map(feed -> feed.standing() == FeedPicture.Standing.LOST)
                        .orElse(false);
    }

    /** The value grows by whole minutes, so that it does not depend on when it is looked at. */
    private static Finding longestWait(Rule rule, SitePicture site, long now) {
        if (!site.seesItsQueue()) {
            return unknown(rule);
        }
        Long since = site.figures().all().longestSince();
        if (since == null) {
            return FINE;
        }
        double limit = site.limit();
        long wait = Math.max(0, now - since);
        long minutes = wait / MINUTE;
        long nextMinute = since + (minutes + 1) * MINUTE;
        long over = since + (long) (limit * rule.bounds().raise()) + 1;
        return of(
                wait > limit * rule.bounds().raise(),
                wait <= limit * rule.bounds().clear(),
                new Extent((double) (minutes * MINUTE), limit, site.overLimit()),
                over > now ? Math.min(over, nextMinute) : nextMinute);
    }

    private static Finding overLimit(Rule rule, SitePicture site) {
        int over = site.overLimit();
        return site.seesItsQueue()
                ? of(
                        over > 0 && over >= rule.bounds().raise(),
                        over <= rule.bounds().clear(),
                        new Extent((double) over, rule.bounds().raise(), over),
                        Long.MAX_VALUE)
                : unknown(rule);
    }

    private static Finding tooFewCounters(Rule rule, SitePicture site) {
        if (!site.seesItsQueue() || !site.knowsItsCounters()) {
            return unknown(rule);
        }
        int waiting = site.figures().all().waiting();
        return is(
                site.hasTooFewCounters() && waiting >= rule.bounds().raise(),
                new Extent((double) site.countersOpen(), (double) site.site().fewestOpen(), waiting));
    }

    private static Finding siteSilent(SitePicture site) {
        return silent(site.isLost(), 0, site.devices());
    }

    private static Finding deviceSilent(DevicePicture device, Picture picture) {
        return silent(device.isLost(), 1, picture.behind(device));
    }

    /** It is lost, and stands for those of {@code others} that are. */
    private static Finding silent(boolean lost, int itself, List<DevicePicture> others) {
        List<String> inside = others.stream()
                .filter(each -> lost && each.isLost())
                .map(DevicePicture::key)
                .toList();
        List<String> some = inside.subList(0, Math.min(MOST_INSIDE, inside.size()));
        return is(lost, new Extent(null, null, itself + inside.size(), null, some));
    }

    private static Finding satisfaction(Rule rule, SitePicture site, int leastCount) {
        Double share = site.ratings().share(leastCount);
        return share == null
                ? unknown(rule)
                : of(
                        share < rule.bounds().raise(),
                        share >= rule.bounds().clear(),
                        new Extent(share, rule.bounds().raise(), site.ratings().count()),
                        Long.MAX_VALUE);
    }

    /** The value grows by whole minutes, as that of the longest wait. */
    private static Finding counterIdle(Rule rule, String key, Picture picture, long now) {
        DevicePicture device = picture.device(key).orElse(null);
        SitePicture site =
                device == null ? null : picture.site(device.id().site()).orElse(null);
        CounterPicture counter = site == null
                ? null
                : site.counters().stream()
                        .filter(each -> each.device().key().equals(key))
                        .findFirst()
                        .orElse(null);
        if (site == null || counter == null) {
            return MOOT;
        }
        int waiting = site.figures().all().waiting();
        Long since = counter.since();
        CounterPicture.Status status = counter.status();
        if (!site.seesItsQueue() || status == CounterPicture.Status.LOST || status == CounterPicture.Status.NEVER) {
            return unknown(rule);
        }
        if (status != CounterPicture.Status.IDLE || since == null || waiting == 0) {
            return FINE;
        }
        double limit = rule.bounds().raise() * MINUTE;
        long minutes = Math.max(0, now - since) / MINUTE;
        boolean broken = now - since >= limit;
        return of(
                broken,
                !broken,
                new Extent((double) (minutes * MINUTE), limit, waiting),
                since + (minutes + 1) * MINUTE);
    }

    private static Finding device(String key, Picture picture, Rules rules, Function<DevicePicture, Finding> judged) {
        DevicePicture device = picture.device(key).orElse(null);
        if (device == null) {
            return MOOT;
        }
        if (isDeaf(picture, rules)) {
            return folded(Kind.FEED_LATE, Feed.DEVICES);
        }
        for (Cause cause : picture.causes(device)) {
            Kind kind = cause.kind() == Cause.Kind.SITE ? Kind.SITE_SILENT : Kind.DEVICE_SILENT;
            String unit = unit(kind.scope(), cause.subject(), picture);
            if (rules.has(kind, picture.hours(unit).isOpen())) {
                return folded(kind, cause.subject());
            }
        }
        return judged.apply(device);
    }

    private static Finding clockOffset(Rule rule, DevicePicture device) {
        Long offset = device.clockOffset();
        if (offset == null) {
            return unknown(rule);
        }
        double seconds = Math.abs(offset) / 1_000.0;
        return of(
                seconds > rule.bounds().raise(),
                seconds <= rule.bounds().clear(),
                new Extent((double) Math.round(seconds), rule.bounds().raise(), 1),
                Long.MAX_VALUE);
    }

    /** The value grows by whole working days. */
    private static Finding dossierLate(Rule rule, String code, Picture picture) {
        Instant now = picture.now();
        return picture.dossier(code)
                .filter(judgement -> picture.overdueDossiers().contains(code))
                .map(judgement -> {
                    Instant due = judgement.deadline().due();
                    if (due == null) {
                        return FINE;
                    }
                    WorkingCalendar calendar = picture.calendar(judgement.unit());
                    Duration day = calendar.perDay();
                    long days = calendar.between(due, now).toMillis() / day.toMillis();
                    Instant next = calendar.plus(due, day.multipliedBy(days + 1));
                    boolean broken = days >= rule.bounds().raise();
                    return of(
                            broken,
                            !broken,
                            new Extent((double) days, rule.bounds().raise(), 1),
                            next.toEpochMilli());
                })
                .orElse(MOOT);
    }

    private static Finding dossiers(Rule rule, String org, Picture picture, Trait trait) {
        int count = picture.dossiersOf(org).map(counts -> counts.count(trait)).orElse(0);
        return of(
                count >= rule.bounds().raise() && count > 0,
                count < Math.max(1, rule.bounds().clear()),
                new Extent((double) count, rule.bounds().raise(), count),
                Long.MAX_VALUE);
    }

    private static Finding assignment(String id, Picture picture, Standing standing) {
        return picture.assignment(id)
                .map(assignment -> is(assignment.standing() == standing, new Extent(null, null, 1)))
                .orElse(MOOT);
    }

    private static Finding feedLate(FeedPicture feed) {
        return switch (feed.standing()) {
            case STALE, LOST -> is(true, new Extent(null, null, 1));
            case OK, NEVER, IDLE, OFF -> FINE;
        };
    }
}
