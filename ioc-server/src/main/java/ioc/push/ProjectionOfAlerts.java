package ioc.push;

import static ioc.push.Projection.fields;
import static ioc.push.Projection.number;
import static ioc.push.Projection.text;

import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.alert.Priority;
import ioc.picture.AssignmentPicture;
import ioc.picture.DevicePicture;
import ioc.picture.Extract;
import ioc.picture.Picture;
import ioc.place.Name;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts: topic {@code alerts}, the most urgent on {@code overview}, and those of a site on its page. */
final class ProjectionOfAlerts {
    private static final int MOST_URGENT = 6;
    private static final String ROW = "alert:";

    private final Extract seen;
    private final Picture picture;
    private final Alerts alerts;
    private final ProjectionRows rows;

    ProjectionOfAlerts(Extract seen, Alerts alerts, ProjectionRows rows) {
        this.seen = seen;
        this.picture = seen.picture();
        this.alerts = alerts;
        this.rows = rows;
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
        List<Alert> active =
                alerts.all().stream().filter(Alert::isActive).filter(this::sees).toList();
        Set<String> urgent = new LinkedHashSet<>();
        active.stream().sorted(Alerts.URGENCY).limit(MOST_URGENT).forEach(alert -> {
            urgent.add(alert.id());
            rows.put("overview", ROW, alert.id(), row(alert));
        });
        rows.keep("overview", ROW, urgent);
        Map<String, @Nullable Object> counts = fields(
                "active",
                active.size(),
                "unacknowledged",
                active.stream().filter(alert -> alert.seen() == null).count(),
                "critical",
                active.stream()
                        .filter(alert -> alert.cause().priority() == Priority.CRITICAL)
                        .count());
        rows.put("overview", "alerts", counts);
        rows.put("alerts", "counts", counts);
    }

    /** An alert is seen by who sees what it is about. */
    private boolean sees(Alert alert) {
        String subject = alert.cause().subject();
        String site = alert.cause().site();
        if (seen.sight().isWhole()) {
            return true;
        }
        return switch (alert.cause().kind().scope()) {
            case SITE -> seen.sight().seesSite(subject);
            case DEVICE -> site != null && seen.sight().seesSite(site);
            case ORG -> seen.sight().seesOrg(subject);
            case ASSIGNMENT -> seen.assignment(subject).isPresent();
        };
    }

    private void put(Alert alert) {
        Map<String, @Nullable Object> row = row(alert);
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

    private Map<String, @Nullable Object> row(Alert alert) {
        Alert.Cause cause = alert.cause();
        Alert.Seen seen = alert.seen();
        return fields(
                "rule", cause.rule(),
                "kind", cause.kind().word(),
                "priority", cause.priority().word(),
                "subject", cause.subject(),
                "site", cause.site(),
                "name", name(cause),
                "raisedAt", alert.raisedAt(),
                "clearedAt", alert.clearedAt(),
                "acknowledgedAt", seen == null ? null : seen.at(),
                "acknowledgedBy", seen == null ? null : seen.by(),
                "value", number(alert.extent().value()),
                "limit", number(alert.extent().limit()),
                "count", alert.extent().count(),
                "fault", alert.extent().fault());
    }

    private Map<String, String> name(Alert.Cause cause) {
        String subject = cause.subject();
        return switch (cause.kind().scope()) {
            case SITE ->
                picture.site(subject).map(site -> shortly(site.site().name())).orElseGet(() -> text(subject, subject));
            case DEVICE -> picture.device(subject).map(this::atItsSite).orElseGet(() -> text(subject, subject));
            case ORG -> shortly(picture.orgName(subject));
            case ASSIGNMENT ->
                picture.assignment(subject)
                        .map(AssignmentPicture::assignment)
                        .map(assignment -> text(
                                assignment.order().title(), assignment.order().title()))
                        .orElseGet(() -> text(subject, subject));
        };
    }

    /** "Bàu Đồn, Quầy 2". */
    private Map<String, String> atItsSite(DevicePicture device) {
        Name own = device.device().name();
        return picture.site(device.id().site())
                .map(site -> site.site().name())
                .map(site -> text(site.viShort() + ", " + own.vi(), site.enShort() + ", " + own.en()))
                .orElseGet(() -> text(own.vi(), own.en()));
    }

    private static Map<String, String> shortly(Name name) {
        return text(name.viShort(), name.enShort());
    }
}
