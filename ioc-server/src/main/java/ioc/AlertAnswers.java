package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import ioc.access.Caller;
import ioc.access.Role;
import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.alert.Rule;
import ioc.alert.Rules;
import ioc.config.ConfigException;
import ioc.config.RulesFile;
import ioc.event.Handling;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.picture.Picture;
import ioc.place.Sight;
import ioc.push.AlertFields;
import ioc.web.Answers.Changed;
import ioc.web.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Alerts and rules as answers, and what people do about them. On the event loop. */
final class AlertAnswers {
    /** What also who is no operator may do to an alert that they were given. */
    private static final Set<Handling.Kind> OWN =
            Set.of(Handling.Kind.ACCEPT, Handling.Kind.RELEASE, Handling.Kind.COMMENT);

    private final Picture picture;
    private final Alerts alerts;
    private final Pipeline pipeline;
    private final Inputs inputs;
    private final AlertFields fields;
    private final Assignees assignees;
    /** Names of who is notified, by id. */
    private final Map<String, String> recipients;

    AlertAnswers(Core core, Inputs inputs, Assignees assignees, Map<String, String> recipients) {
        this.picture = core.picture;
        this.alerts = core.alerts;
        this.pipeline = core.pipeline;
        this.inputs = inputs;
        this.fields = new AlertFields(core.picture, core.alerts);
        this.assignees = assignees;
        this.recipients = Map.copyOf(recipients);
    }

    /** As it is now; empty for one that was closed longer than an hour ago. */
    Optional<Alert> living(String id) {
        return alerts.alert(id);
    }

    /** The alert, if it may be seen; what may not be seen is not there. */
    Alert seen(Alert alert, Sight sight) {
        if (!fields.isSeen(alert, sight)) {
            throw Refusal.unknown("alert", alert.id());
        }
        return alert;
    }

    /** One whole: its row, its acts, why it was raised, and what is done when nobody accepts it. */
    Map<String, @Nullable Object> whole(Alert alert, List<Act> acts) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        whole.put("id", alert.id());
        whole.putAll(fields.row(alert));
        whole.put("acts", acts.stream().map(act -> act(alert, act)).toList());
        whole.put("why", why(alert));
        whole.put("chain", chain(alert));
        whole.put(
                "stands",
                alert.extent().inside().stream()
                        .map(subject -> Map.of("subject", subject, "name", inside(alert, subject)))
                        .toList());
        whole.put(
                "folded",
                alerts.all().stream()
                        .filter(other -> alert.id().equals(other.life().within()))
                        .map(other -> {
                            Map<String, @Nullable Object> row = new LinkedHashMap<>();
                            row.put("id", other.id());
                            row.putAll(fields.row(other));
                            return row;
                        })
                        .toList());
        return whole;
    }

    private Map<String, String> inside(Alert alert, String subject) {
        return fields.name(alert.cause().kind() == Rule.Kind.FEED_LATE ? Rule.Scope.SITE : Rule.Scope.DEVICE, subject);
    }

    /** Who is meant by a name or a key in an act, in both languages where it has both. */
    private Object who(Alert alert, Act act) {
        return act.kind() == Act.Kind.ESCALATED
                ? alerts.response(alert).chain().stream()
                        .filter(step -> step.key().equals(act.to().id()))
                        .findFirst()
                        .map(this::told)
                        .orElseGet(() ->
                                recipients.getOrDefault(act.to().id(), act.to().name()))
                : fields.who(act.to());
    }

    private Object told(Rule.Step step) {
        String recipient = recipients.get(step.key());
        return recipient == null ? Map.of("vi", step.to().vi(), "en", step.to().en()) : recipient;
    }

    private Map<String, @Nullable Object> act(Alert alert, Act act) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("number", act.number());
        shown.put("at", act.at());
        shown.put("kind", act.kind().word());
        shown.put("by", act.by().name());
        shown.put("to", who(alert, act));
        shown.put("text", act.text());
        shown.put("until", act.until());
        return shown;
    }

    private Map<String, @Nullable Object> why(Alert alert) {
        Optional<Rule> rule =
                alerts.rules().at(alert.cause().rule(), alert.cause().version());
        Map<String, @Nullable Object> why = new LinkedHashMap<>();
        why.put("version", alert.cause().version());
        why.put("brokenSince", alert.why().brokenSince());
        why.put("holdMs", rule.map(each -> each.timing().hold().toMillis()).orElse(0L));
        why.put("phase", alert.why().phase());
        why.put("calendar", Integer.toHexString(alert.why().calendar()));
        why.put("samples", alert.why().samples());
        why.put("rule", rule.map(RulesFile::write).orElse(null));
        return why;
    }

    /** The chain with the instants at which each step is told, as long as nobody accepts. */
    private List<Map<String, @Nullable Object>> chain(Alert alert) {
        List<Map<String, @Nullable Object>> chain = new ArrayList<>();
        for (Rule.Step step : alerts.response(alert).chain()) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("afterMs", step.after().toMillis());
            shown.put("to", told(step));
            shown.put("at", alerts.toldAt(alert, step));
            shown.put("told", chain.size() < alert.life().level());
            chain.add(shown);
        }
        return chain;
    }

    /** A person does something about an alert; the second of two who act at once is told who was first. */
    Future<?> act(Caller caller, String id, JsonNode body, Sight sight) {
        Handling said;
        try {
            said = Handlings.of(id, body, caller.party());
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
        Alert about = seen(alerts.alert(id).orElseThrow(() -> Refusal.unknown("alert", id)), sight);
        if (!caller.role().covers(Role.OPERATOR) && !(OWN.contains(said.kind()) && fields.isHeldBy(about, caller))) {
            throw new Refusal(403, "role", "role: must be operator", Map.of("role", Role.OPERATOR.word()));
        }
        return take(
                said.kind() == Handling.Kind.ASSIGN
                        ? said.to(assignees.named(
                                caller, sight, about, fields, said.to().id()))
                        : said,
                line(about));
    }

    /** Units and people that an alert may be given to. */
    Future<?> assignees(Caller caller, String id, String words, Sight sight) {
        Alert about = seen(alerts.alert(id).orElseThrow(() -> Refusal.unknown("alert", id)), sight);
        return Future.succeededFuture(assignees.offer(caller, sight, about, fields, words));
    }

    /** As the audit tells it. */
    private static String line(Alert alert) {
        Alert.Acceptance accepted = alert.handling().accepted();
        return "state: " + alert.state().word()
                + (accepted == null ? "" : "; holder: " + accepted.holder().name());
    }

    private Future<?> take(Handling handling, String before) {
        String id = handling.alert();
        return inputs.take(new Draft(Entry.Kind.HANDLING, "person", id, false, Handlings.bytes(handling)))
                .map(position -> {
                    Alert alert = alerts.alert(id).orElseThrow(() -> Refusal.unknown("alert", id));
                    return switch (pipeline.outcome(position).orElse(Alerts.Outcome.GONE)) {
                        case DONE ->
                            new Changed(
                                    Map.of(
                                            "revision", alert.handling().revision(),
                                            "state", alert.state().word(),
                                            "act", alert.handling().acts().size()),
                                    before,
                                    line(alert));
                        case GONE -> throw Refusal.unknown("alert", id);
                        case LATE -> throw late(alert, handling);
                        case UNFIT -> throw unfit(alert, handling);
                    };
                });
    }

    private static Refusal late(Alert alert, Handling handling) {
        Act last = alert.handling().acts().stream()
                .filter(act -> !act.by().nobody() && act.kind() != Act.Kind.COMMENTED)
                .max(Comparator.comparing(Act::number))
                .orElseGet(() -> alert.handling().acts().get(0));
        return new Refusal(
                409,
                "alert-late",
                "revision: was " + handling.revision() + " but is "
                        + alert.handling().revision() + " by now: " + last.by().name() + ", "
                        + last.kind().word(),
                Map.of(
                        "by",
                        last.by().name(),
                        "at",
                        last.at(),
                        "kind",
                        last.kind().word()));
    }

    private static Refusal unfit(Alert alert, Handling handling) {
        return new Refusal(
                422,
                "alert-unfit",
                "act: was " + handling.kind().word() + " but cannot be done to an alert that is "
                        + alert.state().word()
                        + (handling.until() == null
                                ? ""
                                : ", and a shelf must end later than now and within " + Alerts.LONGEST_SHELF.toDays()
                                        + " days"),
                Map.of("state", alert.state().word()));
    }

    /** When the shift that goes on was taken, or this day began, epoch ms. */
    long shiftBegan() {
        return alerts.shifts().stream()
                .map(Alerts.Shift::takenAt)
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .orElseGet(() -> picture.day()
                        .atStartOfDay(picture.places().zone())
                        .toInstant()
                        .toEpochMilli());
    }

    /** When somebody last had a shift in hand, which is when they took or gave it, epoch ms; empty for who never had one. */
    Optional<Long> shiftLeft(Caller caller) {
        String own = caller.party().id();
        return alerts.shifts().stream()
                .flatMap(shift -> Stream.of(
                        shift.givenBy().id().equals(own) ? shift.givenAt() : null,
                        shift.takenBy() != null && shift.takenBy().id().equals(own) ? shift.takenAt() : null))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    Map<String, @Nullable Object> shift(Caller caller, long since, Shifts.Past past, Sight sight) {
        Map<String, @Nullable Object> shown = Shifts.of(since, past, alerts, fields, this::who, sight);
        shown.put("began", shiftBegan());
        shown.put("left", shiftLeft(caller).orElse(null));
        return shown;
    }

    /** Whoever sees a part may say what they read; giving and taking are of the centre, which sees the whole. */
    Future<?> handOver(Caller caller, JsonNode body, Sight sight) {
        Draft draft;
        try {
            draft = ShiftText.draft(body, caller.party(), id -> Shifts.isSeen(id, alerts, fields, sight));
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
        String act = body.path("act").asText();
        if (!act.equals("read")) {
            Sights.mustBeWhole(sight);
        }
        if (act.equals("take")) {
            mustBeTaken(caller);
        }
        return inputs.take(draft).map(position -> Shifts.turns(alerts, fields, sight));
    }

    /** A shift is taken once it was given, by who has read each critical alert. */
    private void mustBeTaken(Caller caller) {
        if (alerts.shifts().stream().noneMatch(shift -> shift.takenAt() == null)) {
            throw new Refusal(409, "shift-taken", "act: was take but no shift waits to be taken", Map.of());
        }
        List<String> unread = alerts.all().stream()
                .filter(Shifts::isToRead)
                .map(Alert::id)
                .filter(id -> alerts.reads().stream()
                        .noneMatch(read -> read.alert().equals(id)
                                && read.by().id().equals(caller.party().id())))
                .toList();
        if (!unread.isEmpty()) {
            throw new Refusal(
                    409,
                    "shift-unread",
                    "act: was take but " + unread.size() + " critical alerts were not read by " + caller.name(),
                    Map.of("alerts", unread));
        }
    }

    List<Map<String, @Nullable Object>> rules(Sight sight) {
        return alerts.rules().all().stream()
                .map(history -> rule(history, List.of(history.present()), sight))
                .toList();
    }

    Map<String, @Nullable Object> rule(String id, Sight sight) {
        Rules.History history = alerts.rules().rule(id).orElseThrow(() -> Refusal.unknown("rule", id));
        return rule(history, history.versions(), sight);
    }

    private Map<String, @Nullable Object> rule(Rules.History history, List<Rules.Version> versions, Sight sight) {
        Rules.Version present = history.present();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", history.rule());
        shown.put("version", present.number());
        shown.put("isEdited", history.file() != null && !history.file().equals(present.rule()));
        shown.put("isInFile", history.file() != null);
        shown.put("rule", RulesFile.write(present.rule()));
        shown.put(
                "open",
                alerts.all().stream()
                        .filter(alert -> alert.state().isOpen())
                        .filter(alert -> alert.cause().rule().equals(history.rule()))
                        .filter(alert -> fields.isSeen(alert, sight))
                        .count());
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Rules.Version version : versions) {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("version", version.number());
            each.put("since", version.since());
            each.put("by", version.by());
            each.put("note", version.note());
            each.put("rule", RulesFile.write(version.rule()));
            all.add(0, each);
        }
        shown.put("versions", all);
        return shown;
    }

    /** A rule as somebody asks for it; every problem is named. */
    static Rules.Proposal proposal(String id, JsonNode body, String by) {
        try {
            Rules.Proposal proposal = RuleProposals.of(body, by);
            if (!proposal.rule().id().equals(id)) {
                throw new Refusal(422, "rule.id: was \"" + proposal.rule().id() + "\" but must be \"" + id + "\"");
            }
            return proposal;
        } catch (ConfigException e) {
            throw new Refusal(422, "rule-problems", String.valueOf(e.getMessage()), Map.of("problems", e.problems()));
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
    }

    /** Fields that are other, or not, in another rule. */
    private static String differing(ObjectNode rule, ObjectNode other) {
        return rule.properties().stream()
                .filter(field -> !field.getValue().equals(other.get(field.getKey())))
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("; "));
    }

    Future<?> propose(Caller caller, String id, JsonNode body) {
        Rules.Proposal proposal = proposal(id, body, caller.name());
        ObjectNode before = alerts.rules()
                .rule(id)
                .map(history -> RulesFile.write(history.present().rule()))
                .orElseGet(JsonNodeFactory.instance::objectNode);
        return inputs.take(new Draft(Entry.Kind.RULE, "person", id, false, RuleProposals.bytes(proposal)))
                .map(position -> {
                    if (pipeline.outcome(position).orElse(Alerts.Outcome.LATE) == Alerts.Outcome.DONE) {
                        ObjectNode after = RulesFile.write(proposal.rule());
                        return new Changed(rule(id, Sight.WHOLE), differing(before, after), differing(after, before));
                    }
                    Rules.Version present = alerts.rules()
                            .rule(id)
                            .map(Rules.History::present)
                            .orElseThrow(() -> new Refusal(422, "rule: was one too many"));
                    throw new Refusal(
                            409,
                            "rule-late",
                            "base: was " + proposal.base() + " but is " + present.number() + " by now: " + present.by(),
                            Map.of("by", present.by(), "at", present.since()));
                });
    }
}
