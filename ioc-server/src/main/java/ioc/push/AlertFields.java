package ioc.push;

import static ioc.push.Projection.fields;
import static ioc.push.Projection.number;
import static ioc.push.Projection.text;

import ioc.access.Caller;
import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.alert.Rule;
import ioc.event.Party;
import ioc.picture.AssignmentPicture;
import ioc.picture.DevicePicture;
import ioc.picture.Picture;
import ioc.place.Name;
import ioc.place.Sight;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts as rows of named values, for frames and answers alike. On the thread of the picture. */
public final class AlertFields {
    private final Picture picture;
    private final Alerts alerts;

    public AlertFields(Picture picture, Alerts alerts) {
        this.picture = picture;
        this.alerts = alerts;
    }

    /** Everything a list shows of it, by the names of docs/asyncapi.yaml. */
    public Map<String, @Nullable Object> row(Alert alert) {
        Alert.Cause cause = alert.cause();
        Alert.Acceptance accepted = alert.handling().accepted();
        Alert.Shelf shelf = alert.handling().shelf();
        Rule.Response response = alerts.response(alert);
        Act last = alert.handling().acts().get(alert.handling().acts().size() - 1);
        Map<String, @Nullable Object> row = fields(
                "rule", cause.rule(),
                "version", cause.version(),
                "kind", cause.kind().word(),
                "priority", cause.priority().word(),
                "state", alert.state().word(),
                "subject", cause.subject(),
                "site", cause.site(),
                "name", name(cause),
                "ruleName", ruleName(cause.rule()),
                "raisedAt", alert.raisedAt(),
                "newSince", alert.life().newSince(),
                "clearedAt", alert.life().clearedAt(),
                "holder", accepted == null ? null : who(accepted.holder()),
                "holderId", accepted == null ? null : accepted.holder().id(),
                "giver", accepted == null ? null : giver(accepted),
                "heldAt", accepted == null ? null : accepted.at(),
                "expiresAt", alerts.expiresAt(alert).orElse(null),
                "shelvedUntil", shelf == null ? null : shelf.until(),
                "shelvedBy", shelf == null ? null : shelf.by().name(),
                "shelfReason", shelf == null ? null : shelf.reason(),
                "level", alert.life().level(),
                "within", alert.life().within());
        row.putAll(fields(
                "revision", alert.handling().revision(),
                "act", last.number(),
                "actAt", last.at(),
                "owner", text(response.owner().vi(), response.owner().en()),
                "what", text(response.what().vi(), response.what().en()),
                "value", number(alert.extent().value()),
                "limit", number(alert.extent().limit()),
                "count", alert.extent().count(),
                "fault", alert.extent().fault(),
                "inside", alert.extent().inside().size()));
        return row;
    }

    /** An alert is seen by who sees what it is about; one about the installation by who sees the whole. */
    public boolean isSeen(Alert alert, Sight sight) {
        String subject = alert.cause().subject();
        String site = alert.cause().site();
        return sight.isWhole()
                || switch (alert.cause().kind().scope()) {
                    case SITE, COUNTER, DEVICE -> site != null && sight.seesSite(site);
                    case ORG -> sight.seesOrg(subject);
                    case DOSSIER ->
                        picture.dossier(subject)
                                .map(judgement -> sight.seesOrg(judgement.unit()))
                                .orElse(false);
                    case ASSIGNMENT ->
                        picture.assignment(subject)
                                .map(one -> sight.seesAssignment(one.org(), one.partnerOrgs()))
                                .orElse(false);
                    case FEED, SCREEN, PART -> false;
                };
    }

    /** Somebody was given it, alone or with their unit. */
    public boolean isHeldBy(Alert alert, Caller caller) {
        Alert.Acceptance accepted = alert.handling().accepted();
        if (accepted == null) {
            return false;
        }
        Party holder = accepted.holder();
        String unit = holder.org();
        return unit == null
                ? holder.id().equals(caller.party().id())
                : caller.scope().orgs().contains(unit);
    }

    /** Null for who took it. */
    private static @Nullable Map<String, String> giver(Alert.Acceptance accepted) {
        Party by = accepted.by();
        return by.id().equals(accepted.holder().id()) ? null : Map.of("id", by.id(), "name", by.name());
    }

    /** Somebody as an act names them: a unit in both languages, a person by name. */
    public Object who(Party party) {
        String unit = party.org();
        return unit == null
                ? party.name()
                : picture.places()
                        .org(unit)
                        .<Object>map(org -> shortly(org.name()))
                        .orElse(party.name());
    }

    /** Name of a rule. */
    public Map<String, String> ruleName(String rule) {
        return alerts.rules()
                .rule(rule)
                .map(history -> history.present().rule().name())
                .map(name -> text(name.vi(), name.en()))
                .orElseGet(() -> text(rule, rule));
    }

    /** What it is about, as people call it. */
    public Map<String, String> name(Alert.Cause cause) {
        return name(cause.kind().scope(), cause.subject());
    }

    public Map<String, String> name(Rule.Scope scope, String subject) {
        return switch (scope) {
            case SITE ->
                picture.site(subject).map(site -> shortly(site.site().name())).orElseGet(() -> text(subject, subject));
            case DEVICE, COUNTER ->
                picture.device(subject).map(this::atItsSite).orElseGet(() -> text(subject, subject));
            case ORG -> shortly(picture.orgName(subject));
            case DOSSIER ->
                picture.dossier(subject)
                        .map(judgement -> judgement.dossier())
                        .map(dossier -> text(dossier.code(), dossier.code()))
                        .orElseGet(() -> text(subject, subject));
            case FEED ->
                picture.feed(subject)
                        .map(feed -> text(
                                feed.feed().label().vi(), feed.feed().label().en()))
                        .orElseGet(() -> text(subject, subject));
            case SCREEN, PART ->
                picture.part(subject)
                        .filter(part -> !part.name().isEmpty())
                        .map(part -> text(part.name(), part.name()))
                        .orElseGet(() -> text(subject, subject));
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
