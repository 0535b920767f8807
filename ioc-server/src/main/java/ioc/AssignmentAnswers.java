package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import ioc.access.Caller;
import ioc.access.Role;
import ioc.alert.Alerts;
import ioc.assignment.Course;
import ioc.event.Action;
import ioc.event.Assignment;
import ioc.event.Assignment.Evidence;
import ioc.event.Assignment.Extension;
import ioc.follow.StoreAway;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.picture.AssignmentPicture;
import ioc.place.OrgWords;
import ioc.place.Sight;
import ioc.records.AssignmentRow;
import ioc.records.Past;
import ioc.records.Records;
import ioc.source.Mapped;
import ioc.source.Raw;
import ioc.source.Source;
import ioc.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assignments as answers: rows, one whole with its timeline, and what people do about them. */
final class AssignmentAnswers {
    /** Id of the source of assignments that are entered by hand. */
    static final String BY_HAND = "nhap-tay";

    /** What the one who gave the assignment does; all else the unit in the lead does. */
    private static final Set<Action.Kind> OF_GIVER = EnumSet.of(
            Action.Kind.REMIND,
            Action.Kind.ASK_EXPLANATION,
            Action.Kind.CONFIRM,
            Action.Kind.REFUSE,
            Action.Kind.APPROVE_EXTENSION,
            Action.Kind.REFUSE_EXTENSION);

    private final Settings settings;
    private final OrgWords words;
    private final ZoneId zone;
    private final Core core;
    private final Inputs inputs;
    private final InstantSource clock;
    private long lastByHand;

    AssignmentAnswers(Settings settings, Core core, Inputs inputs, InstantSource clock) {
        this.settings = settings;
        this.words = new OrgWords(settings.config().places());
        this.zone = settings.config().places().zone();
        this.core = core;
        this.inputs = inputs;
        this.clock = clock;
    }

    /** The rows of a page. Blocks. Of an assignment that may not be seen, not even the id is told to its parts. */
    List<Map<String, @Nullable Object>> rows(Records records, List<AssignmentRow> rows, Sight sight) throws StoreAway {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        Set<String> hidden = new HashSet<>();
        if (!sight.isWhole()) {
            rows.forEach(row -> hidden.add(row.course().present().order().parent()));
            hidden.removeAll(records.seenAssignments(hidden, sight.orgs()));
        }
        for (AssignmentRow row : rows) {
            Map<String, @Nullable Object> shown = row(row);
            if (hidden.contains(row.course().present().order().parent())) {
                shown.put("parent", null);
            }
            all.add(shown);
        }
        return all;
    }

    private boolean sees(AssignmentRow row, Sight sight) {
        Assignment.Parties parties = row.course().present().parties();
        LocalDate given = LocalDate.ofInstant(row.course().present().times().givenAt(), zone);
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        return sight.seesAssignment(
                words.key(parties.lead(), given, today),
                parties.partners().stream()
                        .map(partner -> words.key(partner, given, today))
                        .toList());
    }

    Map<String, @Nullable Object> row(AssignmentRow row) {
        Assignment assignment = row.course().present();
        Assignment.Order order = assignment.order();
        Assignment.Times times = assignment.times();
        Assignment.Progress progress = assignment.progress();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", assignment.id());
        shown.put("document", order.document());
        shown.put(
                "documentDay",
                order.documentDay() == null ? null : order.documentDay().toString());
        shown.put("title", order.title());
        shown.put("priority", order.priority().word());
        shown.put("repeat", order.repeat() == null ? null : order.repeat().word());
        shown.put("parent", order.parent().isEmpty() ? null : order.parent());
        shown.put("giver", assignment.parties().giver());
        shown.put("lead", unit(row.unit()));
        shown.put("leadThen", unit(row.unitThen()));
        shown.put("partners", assignment.parties().partners());
        shown.put("follower", assignment.parties().follower());
        shown.put("givenAt", times.givenAt());
        shown.put("dueAt", times.dueAt());
        shown.put("originalDueAt", times.originalDueAt());
        shown.put("reportedAt", times.reportedAt());
        shown.put("doneAt", times.doneAt());
        shown.put("progress", progress.percent());
        shown.put("acceptance", progress.acceptance().word());
        shown.put("reminders", progress.reminders());
        shown.put("remindedAt", progress.remindedAt());
        shown.put("source", row.course().source());
        shown.put("revision", row.course().revision());
        return shown;
    }

    private AssignmentRow row(Course course) {
        Assignment assignment = course.present();
        String lead = assignment.parties().lead();
        LocalDate given = LocalDate.ofInstant(assignment.times().givenAt(), zone);
        LocalDate today = LocalDate.ofInstant(course.changedAt(), zone);
        return new AssignmentRow(
                course,
                words.key(lead, given, today),
                words.key(lead, given, given),
                course.changedAt().toEpochMilli());
    }

    private Map<String, String> unit(String key) {
        return Map.of("vi", words.name(key).vi(), "en", words.name(key).en());
    }

    /**
     * One whole; empty when there is none of that id. Blocks. The store writes behind the picture: of what it does not have
     * yet, the present is told with revision 0.
     *
     * @param live as it is in the picture
     */
    Optional<Map<String, @Nullable Object>> whole(Records records, String id, Optional<Course> live, Sight sight)
            throws StoreAway {
        Optional<AssignmentRow> stored = records.assignment(id);
        Optional<AssignmentRow> row = stored.or(() -> live.map(this::row));
        if (row.isEmpty() || !sees(row.get(), sight)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> shown =
                rows(records, List.of(row.get()), sight).get(0);
        if (stored.isEmpty()) {
            shown.put("revision", 0);
        }
        Assignment.Progress progress = row.get().course().present().progress();
        shown.put(
                "evidence",
                progress.evidence().stream().map(AssignmentAnswers::evidence).toList());
        shown.put(
                "extensions",
                progress.extensions().stream().map(AssignmentAnswers::extension).toList());
        shown.put(
                "parts",
                records.assignmentParts(id).stream()
                        .filter(part -> sees(part, sight))
                        .map(this::row)
                        .toList());
        shown.put("history", history(id, records.assignmentHistory(id)));
        return Optional.of(shown);
    }

    private static Map<String, @Nullable Object> evidence(Evidence evidence) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("document", evidence.document());
        shown.put("link", evidence.link());
        shown.put("at", evidence.at());
        return shown;
    }

    private static Map<String, @Nullable Object> extension(Extension extension) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("oldDue", extension.oldDue());
        shown.put("newDue", extension.newDue());
        shown.put("reason", extension.reason());
        shown.put("approver", extension.approver());
        shown.put("state", extension.state().word());
        shown.put("at", extension.at());
        return shown;
    }

    /** The course is followed once more, so that each step says what it changed. */
    private List<Map<String, @Nullable Object>> history(String id, List<Past> all) {
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        Course course = null;
        for (Past past : all) {
            Instant at = Instant.ofEpochMilli(past.seenAt());
            byte[] body = past.body().getBytes(StandardCharsets.UTF_8);
            Action action = Records.isOfPerson(past) ? Actions.read(id, body).orElse(null) : null;
            Course next;
            if (action != null) {
                next = course == null ? null : course.with(action, at, zone).orElse(null);
            } else {
                Course last = course;
                next = word(past.source(), body)
                        .map(word -> last == null
                                ? Course.begun(past.source(), word, at)
                                : last.with(past.source(), word, at))
                        .orElse(null);
            }
            if (next == null) {
                continue; // of a source that is not configured any more
            }
            steps.add(step(past, action, changes(course, next)));
            course = next;
        }
        return steps;
    }

    private Optional<Assignment> word(String id, byte[] body) {
        Source source = settings.sources().get(id);
        return source == null
                ? Optional.empty()
                : source.mapping()
                        .map(body)
                        .match(
                                dossier -> Optional.<Assignment>empty(),
                                seen -> Optional.of(seen.assignment()),
                                step -> Optional.empty(),
                                refused -> Optional.empty());
    }

    private Map<String, @Nullable Object> step(
            Past past, @Nullable Action action, List<Map<String, @Nullable Object>> changes) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("at", past.seenAt());
        shown.put("act", action == null ? "told" : action.kind().word());
        if (action == null) {
            Source source = settings.sources().get(past.source());
            shown.put("source", source == null ? null : Map.of("vi", source.labelVi(), "en", source.labelEn()));
        } else {
            shown.put("by", action.by());
            shown.put("text", action.text());
            shown.put("document", action.document());
            shown.put("link", action.link());
            shown.put("due", action.due());
        }
        shown.put("changes", changes);
        return shown;
    }

    private List<Map<String, @Nullable Object>> changes(@Nullable Course before, Course after) {
        List<Map<String, @Nullable Object>> changes = new ArrayList<>();
        Map<String, Function<Assignment, @Nullable Object>> fields = new LinkedHashMap<>();
        fields.put("lead", one -> one.parties().lead());
        fields.put("title", one -> one.order().title());
        fields.put("dueAt", one -> one.times().dueAt());
        fields.put("progress", one -> one.progress().percent());
        fields.put("reportedAt", one -> one.times().reportedAt());
        fields.put("acceptance", one -> one.progress().acceptance().word());
        fields.put("doneAt", one -> one.times().doneAt());
        fields.put("evidence", one -> one.progress().evidence().size());
        fields.put("reminders", one -> one.progress().reminders());
        fields.put("extensions", one -> one.progress().extensions().size());
        fields.forEach((field, value) -> {
            Object was = before == null ? null : value.apply(before.present());
            Object is = value.apply(after.present());
            if (before != null && !Objects.equals(was, is)) {
                Map<String, @Nullable Object> change = new LinkedHashMap<>();
                change.put("field", field);
                change.put("was", was);
                change.put("is", is);
                changes.add(change);
            }
        });
        return changes;
    }

    /**
     * A person does something about an assignment. Answered when it counts, with the revision that it led to; 409 when
     * somebody else was quicker, who is named. On the event loop.
     */
    Future<?> act(Caller caller, String id, JsonNode body, Sight sight) {
        if (core.picture
                .assignment(id)
                .filter(one -> sight.seesAssignment(one.org(), one.partnerOrgs()))
                .isEmpty()) {
            throw Refusal.unknown("assignment", id);
        }
        Action action;
        try {
            action = Actions.of(id, ((ObjectNode) body.deepCopy()).put("by", caller.name()));
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
        if (OF_GIVER.contains(action.kind()) && !caller.role().covers(Role.LEADER)) {
            throw new Refusal(
                    403, "role", "role: must be leader to " + action.kind().word(), Map.of("role", Role.LEADER.word()));
        }
        Course course = course(id).orElseThrow(() -> Refusal.unknown("assignment", id));
        course.objection(action, clock.instant()).ifPresent(why -> {
            throw new Refusal(course.revision() == action.revision() ? 422 : 409, why);
        });
        return inputs.take(new Draft(Entry.Kind.ACTION, "person", id, false, Actions.bytes(action, caller.id())))
                .map(position -> {
                    if (core.pipeline.outcome(position).orElse(Alerts.Outcome.LATE) == Alerts.Outcome.DONE) {
                        return Map.of("revision", action.revision() + 1);
                    }
                    Course now = course(id).orElseThrow(() -> Refusal.unknown("assignment", id));
                    throw new Refusal(
                            409,
                            "revision: was " + action.revision() + " but is " + now.revision() + " by now: "
                                    + now.changedBy() + " changed it at " + now.changedAt());
                });
    }

    /** As it is in the picture. On the event loop. */
    Optional<Course> course(String id) {
        return core.picture.assignment(id).map(AssignmentPicture::course);
    }

    /** Who sees some units only gives to those only, and parts of what it sees. */
    private void mustBeOurs(JsonNode body, Sight sight) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        String lead = body.path("lead").asText();
        if (!sight.isWhole() && !sight.seesOrg(words.key(lead, today, today))) {
            throw new Refusal(422, "lead: was \"" + lead + "\" but must be a unit that you see");
        }
        String parent = body.path("parent").asText("");
        if (!sight.isWhole()
                && !parent.isEmpty()
                && core.picture
                        .assignment(parent)
                        .filter(one -> sight.seesAssignment(one.org(), one.partnerOrgs()))
                        .isEmpty()) {
            throw new Refusal(422, "parent: there is no assignment \"" + parent + "\"");
        }
    }

    /** An assignment that is entered by hand; the answer is its id. */
    Future<?> give(JsonNode body, Sight sight) {
        Source source = Optional.ofNullable(settings.sources().get(BY_HAND))
                .orElseThrow(() -> Refusal.unknown("source", BY_HAND));
        ObjectNode record = body.deepCopy();
        lastByHand = Math.max(clock.millis(), lastByHand + 1); // two in one millisecond are two
        String id = "nt-" + Long.toString(lastByHand, 36);
        record.put("id", id);
        if (!record.hasNonNull("givenAt")) {
            record.put("givenAt", LocalDate.ofInstant(clock.instant(), zone).toString());
        }
        Raw raw = source.raw(record);
        String problem = source.mapping()
                .map(raw.body())
                .match(
                        dossier -> "kind: must be assignment",
                        seen -> seen.assignment().order().title().isEmpty()
                                ? "title: was blank but must say what is to be done"
                                : seen.assignment().parties().lead().isEmpty()
                                        ? "lead: was blank but must be exactly one unit"
                                        : "",
                        step -> "kind: must be assignment",
                        Mapped.Refused::detail);
        if (!problem.isEmpty()) {
            throw new Refusal(422, problem);
        }
        mustBeOurs(body, sight);
        return inputs.take(new Draft(raw.kind(), raw.source(), raw.subject(), false, raw.body()))
                .map(seen -> Map.of("id", id));
    }
}
