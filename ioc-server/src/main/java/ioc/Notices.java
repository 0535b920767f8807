package ioc;

import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.alert.Rule;
import ioc.alert.Turn;
import ioc.config.NoticeKind;
import ioc.config.Notifying;
import ioc.notify.Notice;
import ioc.picture.Picture;
import ioc.push.AlertFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people are told of what happens to alerts. Pure: said again after a restart it is the same. */
final class Notices {
    private static final int LONGEST_TITLE = 300;

    private Notices() {}

    /** What is folded into another alert is told with that one. */
    static List<Notice> of(List<Turn> turns, Picture picture, Alerts alerts, Notifying notifying) {
        if (notifying.recipients().isEmpty()) {
            return List.of();
        }
        AlertFields fields = new AlertFields(picture, alerts);
        return turns.stream()
                .filter(turn -> turn.alert().life().within() == null)
                .flatMap(turn -> kind(turn).map(kind -> notice(turn, kind, alerts, fields, notifying)).stream())
                .toList();
    }

    private static Optional<NoticeKind> kind(Turn turn) {
        boolean isNew = turn.alert().state() == Alert.State.NEW;
        return switch (turn.act().kind()) {
            case RAISED -> Optional.of(NoticeKind.RAISED);
            case RERAISED, EXPIRED, RELEASED, UNFOLDED -> Optional.of(NoticeKind.RE_RAISED);
            case UNSHELVED, SHELF_ENDED -> Optional.of(isNew ? NoticeKind.RE_RAISED : NoticeKind.CLEARED);
            case RETURNED -> Optional.of(NoticeKind.RETURNED);
            case ACCEPTED -> Optional.of(turn.alert().isActive() ? NoticeKind.ACCEPTED : NoticeKind.CLEARED);
            case ASSIGNED -> Optional.of(NoticeKind.ASSIGNED);
            case ESCALATED -> Optional.of(NoticeKind.ESCALATED);
            case SHELVED -> Optional.of(NoticeKind.SHELVED);
            case CLEARED, CLOSED -> Optional.of(NoticeKind.CLEARED);
            case COMMENTED, FOLDED -> Optional.empty();
        };
    }

    private static Notice notice(Turn turn, NoticeKind kind, Alerts alerts, AlertFields fields, Notifying notifying) {
        Alert alert = turn.alert();
        Act act = turn.act();
        Alert.Cause cause = alert.cause();
        Rule.Words what = alerts.response(alert).what();
        Map<String, String> name = fields.name(cause);
        Map<String, String> rule = fields.ruleName(cause.rule());
        boolean isNamed = act.kind() == Act.Kind.ESCALATED
                && notifying.recipients().stream()
                        .anyMatch(one -> one.id().equals(act.to().id()));
        return new Notice(
                alert.id(),
                act.number(),
                new Notice.What(kind, cause.priority()),
                new Notice.Cause(cause.rule(), cause.subject(), cause.site(), cause.unit()),
                new Notice.Wording(
                        new Notice.Both(title(name, rule, "vi"), title(name, rule, "en")),
                        details(alert),
                        new Notice.Both(what.vi(), what.en()),
                        "/alerts?alert=" + alert.id()),
                new Notice.Times(Instant.ofEpochMilli(alert.raisedAt()), Instant.ofEpochMilli(act.at())),
                new Notice.Call(
                        isNamed ? Set.of(act.to().id()) : Set.of(),
                        act.kind() == Act.Kind.ESCALATED ? alert.life().level() : 0));
    }

    private static String title(Map<String, String> name, Map<String, String> rule, String language) {
        String title = name.getOrDefault(language, "") + ": " + rule.getOrDefault(language, "");
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + '…';
    }

    private static List<Notice.Detail> details(Alert alert) {
        Alert.Extent extent = alert.extent();
        Unit unit = unit(alert.cause().kind());
        List<Notice.Detail> details = new ArrayList<>();
        if (unit != null && extent.value() != null) {
            details.add(detail("value", unit, extent.value()));
        }
        if (unit != null && extent.limit() != null) {
            details.add(detail("limit", unit, extent.limit()));
        }
        if (extent.count() > 0) {
            details.add(new Notice.Detail("count", words("why.count", Map.of()), Integer.toString(extent.count())));
        }
        return details;
    }

    private static Notice.Detail detail(String id, Unit unit, double value) {
        String key = "notify.unit-" + unit.name().toLowerCase(Locale.ROOT);
        Notice.Both name = words(key, Map.of());
        return new Notice.Detail(
                id,
                new Notice.Both(
                        Words.VI.text("notify." + id, Map.of("unit", name.vi())),
                        Words.EN.text("notify." + id, Map.of("unit", name.en()))),
                Long.toString(Math.round(value * unit.factor)));
    }

    private static Notice.Both words(String key, Map<String, ?> values) {
        return new Notice.Both(Words.VI.text(key, values), Words.EN.text(key, values));
    }

    /** What a value of a rule is told in, and how many of these it is. */
    private enum Unit {
        MINUTES(1 / 60_000.0),
        SECONDS(1),
        PERCENT(100),
        DAYS(1),
        PEOPLE(1),
        COUNTERS(1),
        DOSSIERS(1);

        private final double factor;

        Unit(double factor) {
            this.factor = factor;
        }
    }

    private static @Nullable Unit unit(Rule.Kind kind) {
        return switch (kind) {
            case LONGEST_WAIT, COUNTER_IDLE -> Unit.MINUTES;
            case CLOCK_OFFSET -> Unit.SECONDS;
            case SATISFACTION -> Unit.PERCENT;
            case DOSSIER_LATE -> Unit.DAYS;
            case OVER_LIMIT -> Unit.PEOPLE;
            case TOO_FEW_COUNTERS -> Unit.COUNTERS;
            case DOSSIER_OVERDUE, DOSSIER_SOON, APOLOGY_PAST -> Unit.DOSSIERS;
            case SITE_SILENT,
                    DEVICE_SILENT,
                    DEVICE_FAULT,
                    ASSIGNMENT_OVERDUE,
                    ASSIGNMENT_SOON,
                    FEED_LATE,
                    SCREEN_DARK,
                    SERVER_PART -> null;
        };
    }
}
