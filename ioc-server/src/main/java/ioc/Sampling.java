package ioc;

import ioc.picture.DossierCounts;
import ioc.picture.DossierCounts.Trait;
import ioc.picture.Picture;
import ioc.picture.QueueFigures;
import ioc.picture.SitePicture;
import ioc.series.Minute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the picture says at a full minute, for the series: one sample per point that was ever heard, one per unit. */
final class Sampling {
    private Sampling() {}

    static Minute of(Picture picture, Instant now) {
        List<Minute.Site> sites = new ArrayList<>();
        for (SitePicture site : picture.sites()) {
            if (site.look() != SitePicture.Look.NEVER && site.look() != SitePicture.Look.LOST) {
                sites.add(site(picture, site, now));
            }
        }
        List<Minute.Dossiers> dossiers = new ArrayList<>();
        for (DossierCounts org : picture.dossiersByOrg()) {
            dossiers.add(new Minute.Dossiers(
                    org.key(),
                    org.count(Trait.OPEN),
                    org.count(Trait.SOON),
                    org.count(Trait.OVERDUE),
                    org.count(Trait.PAUSED),
                    org.count(Trait.HANDOVER),
                    org.count(Trait.DONE_ON_TIME),
                    org.count(Trait.DONE_LATE)));
        }
        return new Minute(now.toEpochMilli(), sites, dossiers);
    }

    private static Minute.Site site(Picture picture, SitePicture site, Instant now) {
        QueueFigures.Line all = site.figures().all();
        @Nullable Long since = all.longestSince();
        @Nullable Double people = site.people();
        @Nullable Long wait = all.times().meanWait();
        return new Minute.Site(
                site.site().id(),
                all.waiting(),
                since == null ? 0 : Math.max(0, (now.toEpochMilli() - since) / 1000),
                all.counts().serving(),
                all.counts().served(),
                all.counts().arrived(),
                all.counts().walkAways(),
                site.countersOpen(),
                people == null ? null : (Integer) (int) Math.round(people),
                site.ratings().share(picture.limits().opinion().leastCount()),
                wait == null ? null : (Long) (wait / 1000),
                all.times().within());
    }
}
