package ioc.alert;

import ioc.alert.Alert.Extent;
import ioc.picture.AssignmentPicture;
import ioc.picture.DevicePicture;
import ioc.picture.DossierCounts.Trait;
import ioc.picture.Picture;
import ioc.picture.SitePicture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one subject stands against one rule at a tick.
 *
 * @param broken the raise condition holds
 * @param over the clear condition holds
 * @param atOnce over for a reason outside the rule: clear without waiting
 * @param nextLook when the clock alone may change it, epoch ms
 */
record Finding(boolean broken, boolean over, boolean atOnce, Extent extent, long nextLook) {
    private static final long MINUTE = 60_000;
    private static final Finding FINE = fine(false);
    private static final Finding MOOT = fine(true);

    private static Finding fine(boolean atOnce) {
        return new Finding(false, true, atOnce, new Extent(null, null, 0), Long.MAX_VALUE);
    }

    private static Finding is(boolean broken, Extent extent) {
        return new Finding(broken, !broken, false, extent, Long.MAX_VALUE);
    }

    /** {@code folds}: a rule tells of whole sites, so their single devices need not. */
    static Finding of(Rule rule, String subject, Picture picture, boolean folds) {
        if (rule.timing().officeHoursOnly() && !picture.hours().isOpen()) {
            return MOOT;
        }
        return switch (rule.kind()) {
            case LONGEST_WAIT ->
                picture.site(subject)
                        .map(site -> longestWait(rule, site, picture.now().toEpochMilli()))
                        .orElse(MOOT);
            case TOO_FEW_COUNTERS ->
                picture.site(subject).map(site -> tooFewCounters(rule, site)).orElse(MOOT);
            case SITE_SILENT -> picture.site(subject).map(Finding::siteSilent).orElse(MOOT);
            case SATISFACTION ->
                picture.site(subject)
                        .map(site -> satisfaction(
                                rule, site, picture.limits().opinion().leastCount()))
                        .orElse(MOOT);
            case DEVICE_SILENT ->
                device(subject, picture, folds, device -> is(device.isLost(), new Extent(null, null, 1)));
            case DEVICE_FAULT ->
                device(
                        subject,
                        picture,
                        folds,
                        device -> is(device.fault() != null, new Extent(null, null, 1, device.fault())));
            case DOSSIER_OVERDUE ->
                picture.dossiersOf(subject)
                        .map(counts -> dossiers(rule, counts.count(Trait.OVERDUE)))
                        .orElse(FINE);
            case ASSIGNMENT_OVERDUE ->
                picture.assignment(subject)
                        .map(assignment -> is(
                                assignment.standing() == AssignmentPicture.Standing.OVERDUE, new Extent(null, null, 1)))
                        .orElse(MOOT);
        };
    }

    /** The value grows by whole minutes, so that it does not depend on when it is looked at. */
    private static Finding longestWait(Rule rule, SitePicture site, long now) {
        Long since = site.figures().all().longestSince();
        double limit = site.limit();
        if (since == null || site.isLost()) {
            return FINE;
        }
        long wait = Math.max(0, now - since);
        long minutes = wait / MINUTE;
        long nextMinute = since + (minutes + 1) * MINUTE;
        long over = since + (long) (limit * rule.raise()) + 1;
        return new Finding(
                wait > limit * rule.raise(),
                wait <= limit * rule.clear(),
                false,
                new Extent((double) (minutes * MINUTE), limit, site.overLimit()),
                over > now ? Math.min(over, nextMinute) : nextMinute);
    }

    private static Finding tooFewCounters(Rule rule, SitePicture site) {
        int waiting = site.figures().all().waiting();
        boolean broken = site.hasTooFewCounters() && waiting >= rule.raise() && !site.isLost();
        return is(
                broken,
                new Extent((double) site.countersOpen(), (double) site.site().fewestOpen(), waiting));
    }

    private static Finding siteSilent(SitePicture site) {
        int lost = (int) site.devices().stream().filter(DevicePicture::isLost).count();
        return is(site.isLost(), new Extent(null, null, lost));
    }

    private static Finding satisfaction(Rule rule, SitePicture site, int leastCount) {
        Double share = site.ratings().share(leastCount);
        Extent extent = new Extent(share, rule.raise(), site.ratings().count());
        return share == null
                ? FINE
                : new Finding(share < rule.raise(), share >= rule.clear(), false, extent, Long.MAX_VALUE);
    }

    private static Finding device(String key, Picture picture, boolean folds, Function<DevicePicture, Finding> judged) {
        DevicePicture device = picture.device(key).orElse(null);
        return device == null || (folds && isFolded(device, picture)) ? MOOT : judged.apply(device);
    }

    private static boolean isFolded(@Nullable DevicePicture device, Picture picture) {
        return device != null
                && picture.site(device.id().site()).map(SitePicture::isLost).orElse(false);
    }

    private static Finding dossiers(Rule rule, int overdue) {
        return new Finding(
                overdue >= rule.raise() && overdue > 0,
                overdue < Math.max(1, rule.clear()),
                false,
                new Extent((double) overdue, rule.raise(), overdue),
                Long.MAX_VALUE);
    }
}
