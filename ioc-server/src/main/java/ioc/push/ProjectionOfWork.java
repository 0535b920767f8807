package ioc.push;

import static ioc.push.Projection.fields;
import static ioc.push.Projection.text;

import ioc.event.Assignment;
import ioc.picture.AssignmentCounts;
import ioc.picture.AssignmentPicture;
import ioc.picture.DossierCounts;
import ioc.picture.DossierCounts.Trait;
import ioc.picture.Extract;
import ioc.picture.Picture;
import ioc.place.Name;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dossiers and assignments: topics {@code dossiers}, {@code assignments}, and their sums on {@code overview}. */
final class ProjectionOfWork {
    private static final int MOST = 500;
    private static final int RANKS = 3;
    private static final int KEPT_DAYS = 30;
    private static final Comparator<AssignmentPicture> MOST_PRESSING = Comparator.comparing(
                    (AssignmentPicture one) -> !one.standing().isOpen())
            .thenComparingLong(ProjectionOfWork::pressing)
            .thenComparing(AssignmentPicture::id);

    private final Extract seen;
    private final Picture picture;
    private final ProjectionRows rows;
    private final Map<String, Integer> orders;

    ProjectionOfWork(Extract seen, ProjectionRows rows) {
        this.seen = seen;
        this.picture = seen.picture();
        this.rows = rows;
        orders = seen.orgOrder();
    }

    /** Open ones by due instant, then done ones, the newest first. */
    private static long pressing(AssignmentPicture one) {
        Long done = one.doneAt();
        Long due = one.dueAt();
        return done != null ? -done : due != null ? due : Long.MAX_VALUE;
    }

    void all() {
        Set<String> orgs = new LinkedHashSet<>();
        for (DossierCounts org : seen.dossiersByOrg()) {
            orgs.add(org.key());
            org(org.key());
        }
        rows.keep("overview", "org:", orgs);
        rows.keep("dossiers", "org:", orgs);
        dossiers();
        Set<String> every = new LinkedHashSet<>();
        seen.allAssignments().forEach(one -> every.add(one.id()));
        assignments(every);
    }

    void org(String key) {
        DossierCounts counts = seen.dossiersOf(key).orElse(null);
        if (counts == null) {
            rows.remove("overview", "org:", key);
            rows.remove("dossiers", "org:", key);
            return;
        }
        Map<String, @Nullable Object> line =
                fields("name", shortly(counts.name()), "order", orders.getOrDefault(key, orders.size()));
        count(
                line,
                counts,
                Trait.OPEN,
                Trait.SOON,
                Trait.OVERDUE,
                Trait.PAUSED,
                Trait.HANDOVER,
                Trait.DONE_ON_TIME,
                Trait.DONE_LATE,
                Trait.APOLOGY_OWED,
                Trait.APOLOGY_PAST,
                Trait.APOLOGY_SENT);
        rows.put("overview", "org:", key, line);
        rows.put("dossiers", "org:", key, line);
    }

    void dossiers() {
        Map<String, @Nullable Object> sums = new LinkedHashMap<>();
        count(sums, seen.dossiers(), Trait.values());
        rows.put("overview", "dossiers", sums);
        sums.put("changedAt", seen.dossiersChangedAt());
        sums.put("periodAt", seen.dossiersPeriodAt());
        rows.put("dossiers", "totals", sums);
    }

    private static void count(Map<String, @Nullable Object> line, DossierCounts counts, Trait... traits) {
        for (Trait trait : traits) {
            line.put(trait.field(), counts.count(trait));
        }
    }

    /** {@code changed}: ids of assignments that may look different. */
    void assignments(Set<String> changed) {
        Extract.Work work = seen.assignments();
        AssignmentCounts all = work.all();
        Map<String, @Nullable Object> sums = fields(
                "open", all.open(),
                "soon", all.soon(),
                "overdue", all.overdue(),
                "inTime", all.inTime(),
                "doneOnTime", all.doneOnTime(),
                "doneLate", all.doneLate());
        rows.put("overview", "assignments", sums);
        rows.put("assignments", "totals", sums);
        work.byOrg().forEach((key, counts) -> {
            Map<String, @Nullable Object> line = counts(counts);
            line.put("name", shortly(picture.orgName(key)));
            line.put("all", counts.all());
            rows.put("assignments", "org:", key, line);
        });
        rows.keep("assignments", "org:", work.byOrg().keySet());
        work.byGiver().forEach((giver, counts) -> rows.put("assignments", "giver:", giver, counts(counts)));
        rows.keep("assignments", "giver:", work.byGiver().keySet());
        list(changed);
    }

    private static Map<String, String> shortly(Name name) {
        return text(name.viShort(), name.enShort());
    }

    private static Map<String, @Nullable Object> counts(AssignmentCounts counts) {
        return fields("open", counts.open(), "soon", counts.soon(), "overdue", counts.overdue());
    }

    private void list(Set<String> changed) {
        Instant since = picture.day()
                .minusDays(KEPT_DAYS)
                .atStartOfDay(picture.places().zone())
                .toInstant();
        List<AssignmentPicture> shown = seen.allAssignments().stream()
                .filter(one -> one.doneAt() == null || one.doneAt() >= since.toEpochMilli())
                .sorted(MOST_PRESSING)
                .limit(MOST)
                .toList();
        Set<String> ids = new LinkedHashSet<>();
        Set<String> latest = new LinkedHashSet<>();
        for (AssignmentPicture one : shown) {
            ids.add(one.id());
            if (changed.contains(one.id()) || !rows.has("assignments", "assignment:", one.id())) {
                rows.put("assignments", "assignment:", one.id(), row(one));
            }
            if (one.standing() == AssignmentPicture.Standing.OVERDUE && latest.size() < RANKS) {
                latest.add(one.id());
                rows.put(
                        "overview",
                        "assignment:",
                        one.id(),
                        fields(
                                "title", one.assignment().order().title(),
                                "lead", shortly(picture.orgName(one.org())),
                                "dueAt", one.dueAt(),
                                "rank", latest.size()));
            }
        }
        rows.keep("assignments", "assignment:", ids);
        rows.keep("overview", "assignment:", latest);
    }

    private Map<String, @Nullable Object> row(AssignmentPicture one) {
        Assignment assignment = one.assignment();
        Assignment.Order order = assignment.order();
        Assignment.Parties parties = assignment.parties();
        Assignment.Times times = assignment.times();
        Assignment.Progress progress = assignment.progress();
        Map<String, @Nullable Object> row = fields(
                "title", order.title(), "document", order.document(), "giver", parties.giver(), "org", one.org());
        row.put("lead", shortly(picture.orgName(one.org())));
        row.put("leadThen", shortly(one.orgThen()));
        row.put("partners", parties.partners());
        row.put("partnerOrgs", one.partnerOrgs());
        row.put("follower", parties.follower());
        row.put("priority", order.priority().word());
        row.put("repeat", order.repeat() == null ? null : order.repeat().word());
        row.put("parent", parent(order.parent()));
        row.put("givenAt", times.givenAt().toEpochMilli());
        row.put("dueAt", one.dueAt());
        row.put("originalDueAt", millis(times.originalDueAt()));
        row.put("reportedAt", millis(times.reportedAt()));
        row.put("doneAt", one.doneAt());
        row.put("progress", progress.percent());
        row.put("acceptance", progress.acceptance().word());
        row.put("evidence", progress.evidence().size());
        row.put(
                "extensions",
                progress.extensions().stream()
                        .filter(extension -> extension.state() == Assignment.Extension.State.APPROVED)
                        .count());
        row.put(
                "askedDue",
                progress.asked().map(asked -> millis(asked.newDue())).orElse(null));
        row.put("reminders", progress.reminders());
        row.put("remindedAt", millis(progress.remindedAt()));
        row.put("revision", one.course().revision());
        row.put("state", one.standing().word());
        return row;
    }

    /** Of one that may not be seen not even the id is told. */
    private String parent(String id) {
        return seen.sight().isWhole() || seen.assignment(id).isPresent() ? id : "";
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
