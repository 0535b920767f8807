package ioc.push;

import static ioc.push.Projection.fields;

import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.alert.Priority;
import ioc.picture.Extract;
import ioc.picture.Picture;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts: topic {@code alerts}, the most urgent on {@code overview}, and those of a site on its page. */
final class ProjectionOfAlerts {
    private static final int MOST_URGENT = 6;
    /** So many of one rule that nobody has are shown as one. */
    private static final int STORM = 5;
    /** EEMUA 191: ten alarms in ten minutes are a flood. */
    private static final int FLOOD = 10;

    private static final Duration FLOOD_TIME = Duration.ofMinutes(10);
    private static final String ROW = "alert:";

    private final Extract seen;
    private final Picture picture;
    private final Alerts alerts;
    private final ProjectionRows rows;
    private final AlertFields fields;
    private Map<String, @Nullable Object> shown = new LinkedHashMap<>();

    ProjectionOfAlerts(Extract seen, Alerts alerts, ProjectionRows rows) {
        this.seen = seen;
        this.picture = seen.picture();
        this.alerts = alerts;
        this.rows = rows;
        this.fields = new AlertFields(picture, alerts);
    }

    void all() {
        Set<String> ids = new LinkedHashSet<>();
        alerts.all().stream().filter(this::sees).forEach(alert -> ids.add(alert.id()));
        rows.keep("alerts", ROW, ids);
        picture.sites()
                .forEach(site -> rows.keep(ProjectionOfSites.topic(site.site().id()), ROW, ids));
        project(ids);
    }

    /** These subjects may have another name now. */
    void renamed(Set<String> subjects) {
        Set<String> ids = new LinkedHashSet<>();
        for (Alert alert : alerts.all()) {
            if (subjects.contains(alert.cause().subject())) {
                ids.add(alert.id());
            }
        }
        if (!ids.isEmpty()) {
            project(ids);
        }
    }

    void project(Set<String> ids) {
        for (String id : ids) {
            alerts.alert(id).filter(this::sees).ifPresentOrElse(this::put, () -> remove(id));
        }
        List<Alert> open = alerts.all().stream()
                .filter(alert -> alert.state().isOpen() && alert.life().within() == null)
                .filter(this::sees)
                .toList();
        Map<String, List<Alert>> storms = open.stream()
                .filter(Alert::isWaiting)
                .filter(Alert::isActive)
                .collect(Collectors.groupingBy(alert -> alert.cause().rule(), LinkedHashMap::new, Collectors.toList()));
        storms.values().removeIf(same -> same.size() < STORM);
        urgent(open, storms);
        counts(open, storms);
    }

    /** The most urgent; many of one rule that nobody has are one row. */
    private void urgent(List<Alert> open, Map<String, List<Alert>> storms) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> folded = new LinkedHashSet<>();
        for (Alert alert : open.stream()
                .filter(Alert::isActive)
                .filter(alert -> alert.state() != Alert.State.SHELVED)
                .sorted(Alerts.URGENCY)
                .toList()) {
            String rule = alert.cause().rule();
            boolean inStorm = storms.containsKey(rule) && alert.isWaiting();
            if (names.size() == MOST_URGENT || (inStorm && !folded.add(rule))) {
                continue;
            }
            names.add(alert.id());
            Map<String, @Nullable Object> row = fields.row(alert);
            row.put("storm", inStorm ? storms.getOrDefault(rule, List.of()).size() : 0);
            rows.put("overview", ROW, alert.id(), row);
        }
        rows.keep("overview", ROW, names);
    }

    private void counts(List<Alert> open, Map<String, List<Alert>> storms) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        storms.forEach((rule, same) -> sizes.put(rule, same.size()));
        List<Alert> waiting = open.stream().filter(Alert::isWaiting).toList();
        shown = fields(
                "active", open.stream().filter(Alert::isActive).count(),
                "open", open.size(),
                "waiting", waiting.size(),
                "critical",
                        waiting.stream()
                                .filter(Alert::isActive)
                                .filter(this::isCritical)
                                .count(),
                "shelved",
                        open.stream()
                                .filter(alert -> alert.state() == Alert.State.SHELVED)
                                .count(),
                "toAccept", toAccept(),
                "storms", sizes);
        rates();
    }

    /** How many came lately: changes with time alone. */
    void rates() {
        long raised = raised(FLOOD_TIME);
        Map<String, @Nullable Object> counts = new LinkedHashMap<>(shown);
        counts.put("raised10", raised);
        counts.put("raised60", raised(Duration.ofHours(1)));
        counts.put("flood", raised > FLOOD);
        counts.put("notRaised", seen.sight().isWhole() ? alerts.notRaised() : null);
        rows.put("overview", "alerts", counts);
        rows.put("alerts", "counts", counts);
    }

    /** Of a part of the whole only those that are still here can be counted. */
    private long raised(Duration within) {
        long since = picture.now().minus(within).toEpochMilli();
        return seen.sight().isWhole()
                ? alerts.raised(picture.now(), within)
                : alerts.all().stream()
                        .filter(alert -> alert.raisedAt() > since)
                        .filter(this::sees)
                        .count();
    }

    private boolean isCritical(Alert alert) {
        return alert.cause().priority() == Priority.CRITICAL;
    }

    /** Median ms from being raised to being accepted, of those that are still here; null when nobody accepted one. */
    private @Nullable Long toAccept() {
        List<Long> times = alerts.all().stream()
                .filter(this::sees)
                .flatMap(alert -> alert.handling().acts().stream()
                        .filter(act -> act.kind() == Act.Kind.ACCEPTED || act.kind() == Act.Kind.ASSIGNED)
                        .limit(1)
                        .map(act -> act.at() - alert.raisedAt()))
                .sorted()
                .toList();
        return times.isEmpty() ? null : times.get((times.size() - 1) / 2);
    }

    private boolean sees(Alert alert) {
        return fields.isSeen(alert, seen.sight());
    }

    private void put(Alert alert) {
        Map<String, @Nullable Object> row = fields.row(alert);
        rows.put("alerts", ROW, alert.id(), row);
        String site = alert.cause().site();
        if (site != null) {
            rows.put(ProjectionOfSites.topic(site), ROW, alert.id(), row);
        }
    }

    private void remove(String id) {
        rows.remove("alerts", ROW, id);
        picture.sites()
                .forEach(site -> rows.remove(ProjectionOfSites.topic(site.site().id()), ROW, id));
    }
}
