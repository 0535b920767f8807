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
import java.util.List;
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
                .flatMap(
                        turn -> kind(turn).map(kind -> notice(turn, kind, picture, alerts, fields, notifying)).stream())
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

    private static Notice notice(
            Turn turn, NoticeKind kind, Picture picture, Alerts alerts, AlertFields fields, Notifying notifying) {
        Alert alert = turn.alert();
        Act act = turn.act();
        Alert.Cause cause = alert.cause();
        Rule.Words what = alerts.response(alert).what();
        Map<String, String> name = fields.name(cause);
        Map<String, String> rule = fields.ruleName(cause.rule());
        boolean isNamed = act.kind() == Act.Kind.ESCALATED
                && notifying.recipients().stream().anyMatch(one -> one.id().equals(act.to()));
        return new Notice(
                alert.id(),
                act.number(),
                new Notice.What(kind, cause.priority()),
                new Notice.Cause(cause.rule(), cause.subject(), cause.site(), org(cause, picture)),
                new Notice.Wording(
                        new Notice.Both(title(name, rule, "vi"), title(name, rule, "en")),
                        details(alert),
                        new Notice.Both(what.vi(), what.en()),
                        "/alerts?alert=" + alert.id()),
                new Notice.Times(Instant.ofEpochMilli(alert.raisedAt()), Instant.ofEpochMilli(act.at())),
                new Notice.Call(
                        isNamed ? Set.of(act.to()) : Set.of(),
                        act.kind() == Act.Kind.ESCALATED ? alert.life().level() : 0));
    }

    private static String title(Map<String, String> name, Map<String, String> rule, String language) {
        String title = name.getOrDefault(language, "") + ": " + rule.getOrDefault(language, "");
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + '…';
    }

    private static List<Notice.Detail> details(Alert alert) {
        return alert.extent().count() == 0
                ? List.of()
                : List.of(new Notice.Detail(
                        "count",
                        new Notice.Both(
                                Words.of("vi").text("why.count"), Words.of("en").text("why.count")),
                        Integer.toString(alert.extent().count())));
    }

    private static @Nullable String org(Alert.Cause cause, Picture picture) {
        String site = cause.site();
        if (site != null) {
            return picture.places()
                    .site(site)
                    .flatMap(each -> each.owner(picture.day()))
                    .orElse(null);
        }
        return switch (cause.kind().scope()) {
            case ORG -> cause.subject();
            case DOSSIER ->
                picture.dossier(cause.subject())
                        .map(judgement -> judgement.unit())
                        .orElse(null);
            case ASSIGNMENT ->
                picture.assignment(cause.subject())
                        .map(assignment -> assignment.org())
                        .orElse(null);
            case SITE, COUNTER, DEVICE, FEED, SCREEN, PART -> null;
        };
    }
}
