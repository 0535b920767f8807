package ioc.records;

import ioc.calendar.ClockRules;
import ioc.calendar.Deadline;
import ioc.calendar.Pause;
import ioc.calendar.Terms;
import ioc.calendar.TimeLimit;
import ioc.dossier.Procedure;
import ioc.dossier.Procedures;
import ioc.event.Dossier;
import ioc.event.Dossier.Fact;
import ioc.picture.District;
import ioc.place.Name;
import ioc.place.Validity;
import ioc.score.Measure;
import ioc.score.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The rules of QĐ 766 once more, dossier by dossier and as plainly as docs/score.md says them; and dossiers at random. */
final class Recount766 {
    static final List<String> UNITS = List.of("u1", "u2", "u3");
    private static final Instant BEGIN = Instant.parse("2026-09-30T17:00:00Z"); // 1 October there
    static final List<Span> SPANS = List.of(
            new Span(BEGIN, RecordsContract.NOW),
            new Span(Instant.parse("2026-06-30T17:00:00Z"), BEGIN),
            new Span(Instant.parse("2026-10-31T17:00:00Z"), RecordsContract.NOW));
    private static final List<Procedure> ALL = List.of(
            procedure("1.000001", new TimeLimit(5, TimeLimit.Unit.DAYS), 20_000, true),
            procedure("1.000002", null, 0, false),
            procedure("1.000003", new TimeLimit(2, TimeLimit.Unit.DAYS), 0, true));
    static final Procedures CATALOGUE = new Procedures(ALL, ClockRules.USUAL, List.of());

    /** A period, and the last instant that counts. */
    record Span(Instant from, Instant until) {}

    /** @param procedure null when the catalogue does not know it */
    record Case(Dossier dossier, @Nullable Procedure procedure) {}

    private Recount766() {}

    private static Procedure procedure(String code, @Nullable TimeLimit limit, long fee, boolean paper) {
        Name name = new Name(code, code, code, code);
        return new Procedure(
                code,
                name,
                name,
                new Procedure.Handling(limit, null, ClockRules.USUAL, List.of()),
                new Procedure.Result(fee, paper),
                Validity.ALWAYS);
    }

    static List<Case> cases(Random random, int count) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int which = random.nextInt(ALL.size() + 1);
            Procedure procedure = which < ALL.size() ? ALL.get(which) : null;
            Instant received = RecordsContract.NOW.minus(Duration.ofMinutes(10L + random.nextInt(200_000)));
            int status = random.nextInt(12) % 11;
            boolean isOver = status == 3 || status >= 7;
            long lived =
                    Math.max(2, Duration.between(received, RecordsContract.NOW).toMinutes());
            Instant ended = isOver && random.nextInt(12) > 0
                    ? received.plus(Duration.ofMinutes(1 + (long) (random.nextDouble() * (lived - 1))))
                    : null;
            Instant latest = ended == null ? RecordsContract.NOW : ended;
            boolean isReceived = status != 1 && (random.nextInt(6) > 0 || (status != 3 && status != 7));
            Instant due = random.nextInt(5) == 0 || !isReceived
                    ? null
                    : received.plus(Duration.ofMinutes(random.nextInt(40_000)));
            if (due != null && ended != null && random.nextInt(8) == 0 && !ended.isBefore(received)) {
                due = ended; // exactly
            }
            boolean isResult = random.nextBoolean();
            cases.add(new Case(
                    new Dossier(
                            "H-%04d".formatted(i),
                            new Dossier.Filing(
                                    procedure == null ? "other" : procedure.code(),
                                    procedure == null ? "9.999999" : procedure.code(),
                                    UNITS.get(random.nextInt(UNITS.size())),
                                    List.of("online", "direct", "post", "fax").get(random.nextInt(4))),
                            status,
                            "s" + status,
                            new Dossier.Times(
                                    received,
                                    isReceived ? received : null,
                                    due,
                                    isResult ? ended : null,
                                    isResult ? null : ended,
                                    null,
                                    null),
                            isReceived ? pauses(random, received, latest, status) : List.of(),
                            facts(random)),
                    procedure));
        }
        return cases;
    }

    private static Map<Fact, Boolean> facts(Random random) {
        Map<Fact, Boolean> facts = new EnumMap<>(Fact.class);
        for (Fact fact : Fact.values()) {
            int said = random.nextInt(3);
            if (said > 0) {
                facts.put(fact, said == 1);
            }
        }
        return facts;
    }

    private static List<Pause> pauses(Random random, Instant received, Instant latest, int status) {
        List<Pause> pauses = new ArrayList<>();
        long minutes = Duration.between(received, latest).toMinutes();
        int count = Math.max(status == 5 ? 1 : 0, random.nextInt(4) - 1);
        for (int i = 0; i < count && minutes > 40; i++) {
            Instant from = received.plus(Duration.ofMinutes(minutes * (2L * i + 1) / 8));
            boolean waits = status == 5 && i == count - 1;
            pauses.add(new Pause(
                    Pause.Reason.SUPPLEMENT,
                    from,
                    waits ? null : from.plus(Duration.ofMinutes(1 + random.nextInt((int) (minutes / 8))))));
        }
        return pauses;
    }

    /** Whether a dossier is that part of the measure. */
    static boolean is(Case one, Measure measure, Part part, Span span) {
        Boolean said = says(one, measure, span);
        if (!isAsked(one, measure, span)) {
            return false;
        }
        return switch (part) {
            case COUNTED -> true;
            case REACHED -> Boolean.TRUE.equals(said);
            case LOST -> Boolean.FALSE.equals(said);
            case UNSAID -> said == null;
            case SUPPLEMENTS ->
                Boolean.FALSE.equals(said) && one.dossier().pauses().size() > 1;
            case ENDED_LATE ->
                Boolean.FALSE.equals(said) && one.dossier().pauses().size() < 2 && hasEnded(one, span);
            case OPEN_LATE ->
                Boolean.FALSE.equals(said) && one.dossier().pauses().size() < 2 && !hasEnded(one, span);
        };
    }

    private static @Nullable Instant begun(Dossier dossier) {
        return dossier.times().receivedAt() != null
                ? dossier.times().receivedAt()
                : dossier.times().submittedAt();
    }

    /** A dossier that is over, and of which nobody says since when, is over since we last heard of it. */
    private static @Nullable Instant ended(Dossier dossier) {
        if (dossier.isOpen()) {
            return null;
        }
        return dossier.times().endedAt() == null
                ? RecordsContract.NOW
                : dossier.times().endedAt();
    }

    private static boolean hasEnded(Case one, Span span) {
        Instant ended = ended(one.dossier());
        return ended != null && ended.isBefore(span.until());
    }

    private static boolean isAsked(Case one, Measure measure, Span span) {
        Dossier dossier = one.dossier();
        Instant begun = begun(dossier);
        Instant ended = ended(dossier);
        if (begun == null || !begun.isBefore(span.until()) || dossier.status() == 0 || dossier.status() == 1) {
            return false;
        }
        boolean isReceived = dossier.times().receivedAt() != null;
        if (measure == Measure.ON_TIME) {
            boolean isKept = dossier.status() != 7 || isReceived;
            return isKept && (ended == null || !ended.isBefore(span.from()));
        }
        if (begun.isBefore(span.from()) || !isReceived) {
            return false;
        }
        boolean isHandled = (dossier.status() == 9 || dossier.status() == 10) && hasEnded(one, span);
        Procedure procedure = one.procedure();
        return switch (measure) {
            case ONLINE, DIGITISED -> isHandled;
            case RESULT -> isHandled && (procedure == null || procedure.result().isPaper());
            case PAID -> {
                Boolean charged = dossier.facts().get(Fact.CHARGED);
                yield charged != null
                        ? charged
                        : procedure == null || procedure.result().fee() > 0;
            }
            default -> true;
        };
    }

    private static @Nullable Boolean says(Case one, Measure measure, Span span) {
        Dossier dossier = one.dossier();
        Map<Fact, Boolean> facts = dossier.facts();
        boolean isPaper = one.procedure() == null || one.procedure().result().isPaper();
        Boolean online =
                switch (dossier.filing().channel()) {
                    case "online" -> true;
                    case "fax" -> null;
                    default -> false;
                };
        Boolean result = isPaper ? facts.get(Fact.RESULT) : Boolean.TRUE;
        return switch (measure) {
            case ON_TIME -> isOnTime(one, span);
            case SYNCED -> facts.get(Fact.SYNCED);
            case FILED_ONLINE -> online;
            case ONLINE -> both(online, result);
            case PAID -> {
                boolean isUnknown = one.procedure() == null && !facts.containsKey(Fact.CHARGED);
                Boolean paid = facts.get(Fact.PAID_ONLINE);
                yield (isUnknown && Boolean.FALSE.equals(paid)) ? null : paid;
            }
            case RESULT -> facts.get(Fact.RESULT);
            case DIGITISED -> both(facts.get(Fact.ATTACHED), result);
            case REUSED -> facts.get(Fact.REUSED);
            case SHARED -> facts.get(Fact.SHARED);
            case VERIFIED -> facts.get(Fact.VERIFIED);
        };
    }

    private static @Nullable Boolean both(@Nullable Boolean a, @Nullable Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        return (a == null || b == null) ? null : Boolean.TRUE;
    }

    private static @Nullable Boolean isOnTime(Case one, Span span) {
        Dossier dossier = one.dossier();
        if (dossier.pauses().size() > 1) {
            return !dossier.pauses().get(1).from().isBefore(span.until()) && !isPast(one, span);
        }
        if (!dossier.isOpen() && dossier.times().endedAt() == null) {
            return null;
        }
        if (due(one) == null) {
            boolean isUnlimited =
                    one.procedure() != null && one.procedure().handling().limit() == null;
            return (isUnlimited || dossier.status() == 3) ? Boolean.TRUE : null;
        }
        return !isPast(one, span);
    }

    /** Its end, or the present, less the time waited, is after what was appointed. */
    private static boolean isPast(Case one, Span span) {
        Dossier dossier = one.dossier();
        Instant due = due(one);
        if (due == null) {
            return false;
        }
        Instant ended = dossier.isOpen() ? null : dossier.times().endedAt();
        if (!dossier.isOpen() && ended == null) {
            return false;
        }
        Duration waited = Duration.ZERO;
        Instant end = ended == null ? span.until() : ended;
        for (Pause pause : dossier.pauses()) {
            Instant until = pause.until();
            if (until == null) {
                end = pause.from();
            } else if (pause.from().isBefore(due.plus(waited))) {
                waited = waited.plus(Duration.between(pause.from(), until));
            }
        }
        return end.minus(waited).isAfter(due) && due.plus(waited).isBefore(span.until());
    }

    private static @Nullable Instant due(Case one) {
        Dossier.Times times = one.dossier().times();
        Instant received = times.receivedAt();
        Procedure procedure = one.procedure();
        TimeLimit limit = procedure == null ? null : procedure.handling().limit();
        if (times.dueAt() != null || received == null || limit == null) {
            return times.dueAt();
        }
        return Deadline.byLimit(Terms.of(received, limit), District.calendar()).orElse(null);
    }
}
