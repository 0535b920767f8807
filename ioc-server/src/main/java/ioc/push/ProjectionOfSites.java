package ioc.push;

import static ioc.push.Projection.fields;
import static ioc.push.Projection.number;
import static ioc.push.Projection.text;

import ioc.calendar.Holiday;
import ioc.calendar.WorkingCalendar;
import ioc.picture.CounterPicture;
import ioc.picture.CounterPicture.Status;
import ioc.picture.Daybook.Figures;
import ioc.picture.Daybook.Page;
import ioc.picture.Extract;
import ioc.picture.Picture;
import ioc.picture.QueueFigures;
import ioc.picture.QueueFigures.Line;
import ioc.picture.Ratings;
import ioc.picture.SitePicture;
import ioc.picture.SiteState;
import ioc.place.Name;
import ioc.place.Service;
import ioc.place.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sites, queues, counters and ratings: topics {@code overview} and {@code site:<id>}. */
final class ProjectionOfSites {
    private final Extract seen;
    private final Picture picture;
    private final ProjectionRows rows;
    private final boolean simulated;
    private final int leastCount;
    private final double target;
    private final Map<String, String> topics = new HashMap<>();

    ProjectionOfSites(Extract seen, ProjectionRows rows, boolean simulated) {
        this.seen = seen;
        this.picture = seen.picture();
        this.rows = rows;
        this.simulated = simulated;
        leastCount = picture.limits().opinion().leastCount();
        target = picture.limits().opinion().target();
        picture.sites()
                .forEach(site -> topics.put(site.site().id(), topic(site.site().id())));
    }

    static String topic(String site) {
        return "site:" + site;
    }

    private String topicOf(String site) {
        return topics.getOrDefault(site, "");
    }

    void all() {
        List<SitePicture> sites = seen.sites();
        for (int i = 0; i < sites.size(); i++) {
            still(
                    sites.get(i),
                    i == 0 ? null : sites.get(i - 1).site().id(),
                    i == sites.size() - 1 ? null : sites.get(i + 1).site().id());
            site(sites.get(i).site().id());
            queue(sites.get(i).site().id());
        }
        wall();
        totals();
        satisfaction();
        before();
    }

    /** What stays as it is for a day. */
    private void still(SitePicture picture, @Nullable String previous, @Nullable String next) {
        Site site = picture.site();
        Name name = site.name();
        int counters = picture.counters().size();
        Name org = site.owner(this.picture.day()).map(this.picture::orgName).orElseGet(() -> new Name("", "", "", ""));
        Map<String, @Nullable Object> line = fields(
                "name",
                text(name.viShort(), name.enShort()),
                "order",
                seen.order(picture),
                "limitMs",
                picture.limit(),
                "counters",
                counters);
        rows.put("overview", topicOf(site.id()), line);
        line.putAll(fields(
                "fullName",
                text(name.vi(), name.en()),
                "org",
                text(org.vi(), org.en()),
                "previous",
                previous,
                "next",
                next,
                "seats",
                site.seats(),
                "target",
                target,
                "leastCount",
                leastCount));
        rows.put(topicOf(site.id()), "site", line);
    }

    void site(String id) {
        SitePicture site = seen.site(id).orElse(null);
        if (site == null) {
            return;
        }
        Map<String, @Nullable Object> line = line(site);
        rows.put("overview", topicOf(id), line);
        line.putAll(figures(site));
        line.putAll(hours());
        line.putAll(ratings(site.ratings()));
        SiteState.Peak peak = site.peak().orElse(null);
        line.put("people", number(site.people()));
        line.put("peakPeople", peak == null ? null : number(peak.people()));
        line.put("peakAt", peak == null ? null : peak.at());
        line.put("stations", number(site.stations()));
        rows.put(topicOf(id), "site", line);
    }

    private static Map<String, @Nullable Object> line(SitePicture site) {
        boolean known = site.knowsItsQueue();
        Line all = site.figures().all();
        boolean any = site.countersHeard() > 0;
        return fields(
                "state",
                site.look().word(),
                "waiting",
                known ? all.waiting() : null,
                "serving",
                known ? all.counts().serving() : null,
                "served",
                known ? all.counts().served() : null,
                "longestSince",
                all.longestSince(),
                "overLimit",
                known ? site.overLimit() : null,
                "countersOpen",
                any ? site.countersOpen() : null,
                "countersPaused",
                any ? site.count(Status.PAUSED) : null,
                "countersHeard",
                site.countersHeard(),
                "heardAt",
                site.heardAt(),
                "lostSince",
                site.lostSince());
    }

    private static Map<String, @Nullable Object> figures(SitePicture site) {
        Line all = site.figures().all();
        boolean known = site.knowsItsQueue();
        return fields(
                "longestTicket",
                all.longestTicket(),
                "within15",
                all.times().within(),
                "meanWaitMs",
                all.times().meanWait(),
                "p90WaitMs",
                all.times().p90Wait(),
                "arrived",
                known ? all.counts().arrived() : null,
                "walkAways",
                known ? all.counts().walkAways() : null);
    }

    private Map<String, @Nullable Object> ratings(Ratings ratings) {
        return fields(
                "rated", ratings.count(),
                "good", ratings.good(),
                "mid", ratings.mid(),
                "bad", ratings.bad(),
                "share", ratings.share(leastCount),
                "reason", ratings.reason().orElse(null));
    }

    private Map<String, @Nullable Object> hours() {
        WorkingCalendar.Moment moment = picture.hours();
        Instant now = picture.now();
        return fields(
                "hours",
                moment.phase().word(),
                "reopensAt",
                moment.isOpen() ? null : picture.calendar().nextOpen(now).toEpochMilli());
    }

    void wall() {
        Name title = picture.places().title();
        Holiday holiday = picture.hours().holiday();
        Map<String, @Nullable Object> wall = fields(
                "title", text(title.vi(), title.en()),
                "simulated", simulated,
                "holiday", holiday == null ? null : text(holiday.vi(), holiday.en()),
                "day", picture.day().toString(),
                "sites", seen.sites().size());
        wall.putAll(hours());
        rows.put("overview", "wall", wall);
    }

    /** Sums over the sites. Who waits at a lost site is not known, so it is not counted. */
    void totals() {
        boolean known = false;
        int waiting = 0;
        int serving = 0;
        int served = 0;
        int walkAways = 0;
        int arrived = 0;
        Long longest = null;
        String longestSite = null;
        for (SitePicture site : seen.sites()) {
            Line all = site.figures().all();
            known |= site.knowsItsQueue();
            served += all.counts().served();
            walkAways += all.counts().walkAways();
            arrived += all.counts().arrived();
            if (site.isLost()) {
                continue;
            }
            waiting += all.waiting();
            serving += all.counts().serving();
            Long since = all.longestSince();
            if (since != null && (longest == null || since < longest)) {
                longest = since;
                longestSite = site.site().id();
            }
        }
        rows.put(
                "overview",
                "totals",
                fields(
                        "waiting", known ? waiting : null,
                        "serving", known ? serving : null,
                        "served", known ? served : null,
                        "walkAways", known ? walkAways : null,
                        "arrived", known ? arrived : null,
                        "longestSince", longest,
                        "longestSite", longestSite));
    }

    void satisfaction() {
        int count = 0;
        int good = 0;
        String worst = null;
        Double worstShare = null;
        TreeMap<Long, int[]> quarters = new TreeMap<>();
        for (SitePicture site : seen.sites()) {
            Ratings ratings = site.ratings();
            count += ratings.count();
            good += ratings.good();
            Double share = ratings.share(leastCount);
            if (share != null && (worstShare == null || share < worstShare)) {
                worst = site.site().id();
                worstShare = share;
            }
            ratings.quarters().forEach((at, quarter) -> {
                int[] sum = quarters.computeIfAbsent(at, start -> new int[2]);
                sum[0] += quarter.count();
                sum[1] += quarter.good();
            });
        }
        List<List<Number>> trend = new ArrayList<>();
        quarters.forEach((at, sum) -> {
            if (sum[0] >= leastCount) {
                trend.add(List.of(at, (double) sum[1] / sum[0]));
            }
        });
        rows.put(
                "overview",
                "satisfaction",
                fields(
                        "count", count,
                        "share", count < leastCount ? null : (double) good / count,
                        "leastCount", leastCount,
                        "target", target,
                        "worstSite", worst,
                        "worstShare", worstShare,
                        "trend", trend));
    }

    /** The figures of the last worked day at this time of day; of its sums, what they had come to. */
    void before() {
        String day = picture.dayBefore().map(Object::toString).orElse(null);
        Page then = picture.then().orElse(Page.NONE);
        Page until = picture.untilThen().orElse(Page.NONE);
        Integer waiting = null;
        Long longest = null;
        int rated = 0;
        int good = 0;
        for (SitePicture site : seen.sites()) {
            String id = site.site().id();
            Figures now = then.sites().getOrDefault(id, Figures.NONE);
            Figures sums = until.sites().getOrDefault(id, Figures.NONE);
            waiting =
                    now.waiting() == null ? waiting : Integer.valueOf(now.waiting() + (waiting == null ? 0 : waiting));
            longest = now.longestMs() == null || (longest != null && longest > now.longestMs())
                    ? longest
                    : now.longestMs();
            rated += sums.rated();
            good += sums.good();
            rows.put(
                    topicOf(id),
                    "before",
                    fields(
                            "day", day,
                            "waiting", now.waiting(),
                            "longestMs", now.longestMs(),
                            "overLimit", now.overLimit(),
                            "share", share(sums.rated(), sums.good())));
        }
        rows.put(
                "overview",
                "before",
                fields(
                        "day",
                        day,
                        "waiting",
                        waiting,
                        "longestMs",
                        longest,
                        "share",
                        share(rated, good),
                        "dossiersOverdue",
                        seen.sight().isWhole() ? then.dossiersOverdue() : null,
                        "assignmentsOverdue",
                        seen.sight().isWhole() ? then.assignmentsOverdue() : null));
    }

    private @Nullable Double share(int rated, int good) {
        return rated < Math.max(1, leastCount) ? null : Double.valueOf((double) good / rated);
    }

    /** Services, counters and flow of one site. */
    void queue(String id) {
        SitePicture site = seen.site(id).orElse(null);
        if (site == null) {
            return;
        }
        String topic = topicOf(id);
        QueueFigures figures = site.figures();
        services(site, topic, figures);
        int order = 0;
        for (CounterPicture counter : site.counters()) {
            Name name = counter.device().device().name();
            rows.put(
                    topic,
                    "counter:" + counter.device().id().name(),
                    fields(
                            "name", text(name.vi(), name.en()),
                            "order", order++,
                            "state", counter.status().word(),
                            "since", counter.since(),
                            "ticket", counter.ticket(),
                            "services", counter.services(),
                            "busyShare", counter.busyShare()));
        }
        Set<String> halfHours = new LinkedHashSet<>();
        figures.flow().forEach((at, flow) -> {
            String start = Long.toString(at);
            halfHours.add(start);
            rows.put(topic, "flow:", start, fields("arrived", flow.arrived(), "served", flow.served()));
        });
        rows.keep(topic, "flow:", halfHours);
    }

    /** Those the site offers, then others somebody asked for. */
    private void services(SitePicture site, String topic, QueueFigures figures) {
        Map<String, Integer> orders = new LinkedHashMap<>();
        site.site().services().forEach(service -> orders.put(service, orders.size()));
        figures.lines().keySet().stream().sorted().forEach(service -> orders.putIfAbsent(service, orders.size()));
        boolean known = site.knowsItsQueue();
        orders.forEach((service, order) -> {
            Name name = picture.places()
                    .service(service)
                    .map(Service::name)
                    .orElseGet(() -> new Name(service, service, service, service));
            Line line = figures.lines().get(service);
            rows.put(topic, "service:", service, service(name, order, line, known));
        });
        rows.keep(topic, "service:", orders.keySet());
    }

    private static Map<String, @Nullable Object> service(Name name, int order, @Nullable Line line, boolean known) {
        Integer none = known ? 0 : null;
        return fields(
                "name",
                text(name.vi(), name.en()),
                "order",
                order,
                "waiting",
                line == null ? none : Integer.valueOf(line.waiting()),
                "longestSince",
                line == null ? null : line.longestSince(),
                "calling",
                line == null ? null : line.calling(),
                "meanServiceMs",
                line == null ? null : line.times().meanService(),
                "meanWaitMs",
                line == null ? null : line.times().meanWait(),
                "p90WaitMs",
                line == null ? null : line.times().p90Wait(),
                "arrived",
                line == null ? none : Integer.valueOf(line.counts().arrived()),
                "served",
                line == null ? none : Integer.valueOf(line.counts().served()));
    }
}
