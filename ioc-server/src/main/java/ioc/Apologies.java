package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import ioc.access.Caller;
import ioc.calendar.TimeLimit;
import ioc.calendar.WorkingCalendar;
import ioc.dossier.Apology;
import ioc.dossier.Apology.Fault;
import ioc.dossier.Apology.Hindrance;
import ioc.dossier.Apology.State;
import ioc.dossier.Judgement;
import ioc.dossier.Procedure;
import ioc.event.ApologyStep;
import ioc.event.ApologyStep.Dates;
import ioc.event.ApologyStep.Kind;
import ioc.event.ApologyStep.Origin;
import ioc.event.ApologyStep.Signing;
import ioc.event.ApologyStep.Text;
import ioc.event.Dossier;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.paper.Letter;
import ioc.paper.Paper;
import ioc.place.Org;
import ioc.place.Places;
import ioc.place.Sight;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Letters of apology: how one stands, what a person does about it, and the paper. A step is checked against the picture
 * and the calendar, goes through the journal like every other input, and is answered when the picture has it; steps of one
 * dossier come one after the other. On the event loop.
 *
 * <p>The addressee of a paper is a person: it passes through here into the file and is kept nowhere.
 */
final class Apologies {
    private static final String PERSON = "person";
    private static final Set<String> ADDRESSEE = Set.of("name", "address", "phone");
    private static final Pattern COMMITTEE = Pattern.compile("^UBND (.+)$");
    private static final Pattern AREA =
            Pattern.compile("(?:^| )(?:phường|xã|thị trấn|huyện|tỉnh|đặc khu) (.+?)(?: \\(.*\\))?$");
    private static final int ONE_LINE = 24;
    private static final String ONE_STOP = "hành chính công";

    private final Vertx vertx;
    private final Core core;
    private final Inputs inputs;
    private final InstantSource clock;
    private final Places places;
    private final TimeLimit extension;
    private final Map<String, Future<?>> busy = new HashMap<>();

    Apologies(Vertx vertx, Settings settings, Core core, Inputs inputs, InstantSource clock) {
        this.vertx = vertx;
        this.core = core;
        this.inputs = inputs;
        this.clock = clock;
        this.places = settings.config().places();
        this.extension = settings.config().targets().extension();
    }

    private Judgement judgement(String code, Sight sight) {
        return core.picture
                .dossier(code)
                .filter(judgement -> sight.seesOrg(judgement.unit()))
                .orElseThrow(() -> Refusal.unknown("dossier", code));
    }

    // how it stands

    Map<String, @Nullable Object> of(String code, Sight sight) {
        Judgement judgement = judgement(code, sight);
        Instant now = clock.instant();
        Apology letter = judgement.course().apology();
        State state = letter == null ? null : letter.state();
        Hindrance hindrance = judgement.hindrance(now).orElse(null);
        boolean isBegun = letter != null && state != State.DISCARDED;
        Text proposal = hindrance == null && !isBegun ? proposal(judgement, now) : null;
        Text text = letter != null && isBegun ? letter.text() : proposal;
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("code", code);
        shown.putAll(summary(judgement, now));
        shown.put("dueAt", judgement.deadline().due());
        shown.put("originalDueAt", judgement.deadline().original());
        shown.put("signedAt", letter == null ? null : letter.signedAt());
        List<Object> deeds = new ArrayList<>();
        if (letter != null) {
            letter.deeds()
                    .forEach(deed -> deeds.add(Map.of("state", deed.state().word(), "at", deed.at(), "by", deed.by())));
        }
        shown.put("deeds", deeds);
        shown.put("letter", letter == null || !isBegun ? null : ApologyText.tree(letter.text()));
        shown.put(
                "proposal", proposal == null ? null : ApologyText.tree(proposal).put("reason", ""));
        shown.put(
                "provisional",
                text != null && isProvisional(judgement, text.dates().promisedAt()));
        shown.put("dueMoved", letter != null && isBegun && isMoved(judgement, letter));
        shown.put("hindrance", hindrance == null ? null : hindrance.word());
        List<String> may = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (Apology.next(state, kind).isPresent()
                    && hindrance(judgement, kind, now).isEmpty()) {
                may.add(ApologyText.word(kind));
            }
        }
        shown.put("may", may);
        return shown;
    }

    /** What every row of a dossier says of its letter. */
    static Map<String, @Nullable Object> summary(Judgement judgement, Instant now) {
        Apology letter = judgement.course().apology();
        Apology.Duty duty = judgement.duty(now);
        boolean isOwed =
                switch (duty) {
                    case TO_WRITE, LATE, DRAFT, SIGNED -> true;
                    case NONE, SENT, SENT_LATE -> false;
                };
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("duty", duty.word());
        shown.put("past", isOwed && judgement.isApologyPast(now));
        shown.put("byAt", isOwed ? judgement.clock().apologyBy() : null);
        shown.put("state", letter == null ? null : letter.state().word());
        shown.put("revision", letter == null ? 0 : letter.revision());
        shown.put("since", letter == null ? null : letter.since());
        shown.put("by", letter == null ? null : letter.by());
        shown.put("sentLate", letter != null && letter.isSentLate());
        shown.put("promisedAt", judgement.deadline().promised());
        return shown;
    }

    private static boolean isProvisional(Judgement judgement, Instant promised) {
        WorkingCalendar calendar = judgement.calendar();
        return calendar.isProvisional(LocalDate.ofInstant(promised, calendar.zone()));
    }

    private static boolean isMoved(Judgement judgement, Apology letter) {
        return letter.state() != State.SENT
                && !letter.text().dates().dueAt().equals(judgement.deadline().due());
    }

    // a new draft

    /** All but the reason; null where the calendar ends before a new date. */
    private @Nullable Text proposal(Judgement judgement, Instant now) {
        Instant due = judgement.deadline().due();
        Instant promised = judgement.proposed(extension, now).orElse(null);
        if (due == null || promised == null) {
            return null;
        }
        Org org = places.org(judgement.unit()).orElse(null);
        String agency = org == null ? places.title().vi() : official(org);
        Org above = org == null || org.parent() == null
                ? null
                : places.org(org.parent()).orElse(null);
        boolean isCommittee = agency.startsWith("Ủy ban nhân dân");
        String office = oneStop(org, LocalDate.ofInstant(now, places.zone()))
                .map(one -> one.name().vi())
                .orElse("");
        return new Text(
                Letter.Form.usualOn(LocalDate.ofInstant(now, places.zone())).name(),
                "…",
                new Dates(due, judgement.clock().apologyBy(), promised),
                new Origin(
                        isCommittee || above == null ? "" : inTwoLines(official(above)),
                        inTwoLines(agency),
                        "",
                        place(org, above),
                        office,
                        ""),
                new Signing(
                        isCommittee ? "TM. Ủy ban nhân dân" : "",
                        "",
                        "",
                        office.isEmpty() ? List.of() : List.of(office)));
    }

    private static String official(Org org) {
        Matcher committee = COMMITTEE.matcher(org.name().vi());
        return committee.matches()
                ? "Ủy ban nhân dân " + committee.group(1)
                : org.name().vi();
    }

    /** As in the head of a paper: what it is above where it is, where that fits a line; else it breaks as it comes. */
    private static String inTwoLines(String name) {
        Matcher area = AREA.matcher(name);
        return name.length() > ONE_LINE && area.find() && area.start() > 0 && area.start() <= ONE_LINE
                ? name.substring(0, area.start()) + "\n" + name.substring(area.start() + 1)
                : name;
    }

    private String place(@Nullable Org org, @Nullable Org above) {
        for (Org each : org == null ? List.<Org>of() : above == null ? List.of(org) : List.of(org, above)) {
            Matcher area = AREA.matcher(each.name().vi());
            if (area.find()) {
                return area.group(1);
            }
        }
        return places.title().viShort();
    }

    /** The one-stop office beside or below a unit. */
    private Optional<Org> oneStop(@Nullable Org org, LocalDate day) {
        if (org == null) {
            return Optional.empty();
        }
        return places.orgs().stream()
                .filter(each -> each.validity().holds(day) && each.name().vi().contains(ONE_STOP))
                .filter(each -> each.parent() != null
                        && (each.parent().equals(org.id()) || each.parent().equals(org.parent())))
                .findFirst();
    }

    // what is done about it

    /** Takes a step; steps of one dossier wait for each other, so the second sees what the first did. */
    Future<Map<String, @Nullable Object>> take(Caller caller, String code, JsonNode given, Sight sight) {
        judgement(code, sight);
        Future<?> before = busy.getOrDefault(code, Future.succeededFuture());
        Future<Map<String, @Nullable Object>> mine =
                before.transform(ended -> checkedAndTaken(caller, code, given, sight));
        busy.put(code, mine);
        return mine.onComplete(ended -> busy.remove(code, mine));
    }

    private Future<Map<String, @Nullable Object>> checkedAndTaken(
            Caller caller, String code, JsonNode given, Sight sight) {
        ApologyStep step;
        try {
            step = checked(code, ((ObjectNode) given.deepCopy()).put("by", caller.name()), sight);
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
        return inputs.take(new Draft(Entry.Kind.APOLOGY, PERSON, code, false, ApologyText.write(step, caller.id())))
                .map(done -> {
                    Apology letter = judgement(code, sight).course().apology();
                    if (letter == null || letter.revision() != step.revision() + 1) {
                        throw conflict("changed", letter, step);
                    }
                    return of(code, sight);
                });
    }

    private ApologyStep checked(String code, JsonNode given, Sight sight) {
        Judgement judgement = judgement(code, sight);
        Instant now = clock.instant();
        Apology letter = judgement.course().apology();
        State state = letter == null ? null : letter.state();
        ApologyStep step = read(given, judgement, now);
        if (step.kind() == Kind.SAVE && state == State.SENT) {
            throw conflict("once", letter, step);
        }
        if (step.revision() != (letter == null ? 0 : letter.revision())) {
            throw conflict("changed", letter, step);
        }
        if (Apology.next(state, step.kind()).isEmpty()) {
            throw conflict("state", letter, step);
        }
        hindrance(judgement, step.kind(), now).ifPresent(hindrance -> {
            throw hindered(hindrance);
        });
        Text text = step.text() != null ? step.text() : letter == null ? null : letter.text();
        if (text != null && step.kind() != Kind.DISCARD && step.kind() != Kind.REOPEN) {
            mustBeKept(judgement, text.dates().promisedAt(), now);
            if (step.kind() != Kind.SAVE) {
                mustBeFit(judgement, text);
            }
        }
        return step;
    }

    /** To be signed and sent. */
    private static void mustBeFit(Judgement judgement, Text text) {
        if (!text.signing().isComplete()) {
            throw new Refusal(422, "signer", "signer: must have a title and a name", Map.of());
        }
        Instant due = judgement.deadline().due();
        if (due != null && !text.dates().dueAt().equals(due)) {
            throw new Refusal(
                    409,
                    "due-moved",
                    "letter: names the due instant " + text.dates().dueAt() + " but must name " + due
                            + " (save the draft again)",
                    Map.of("was", text.dates().dueAt(), "must", due));
        }
    }

    /** What was given, with the due instant, which is ours to say. */
    private static ApologyStep read(JsonNode given, Judgement judgement, Instant now) {
        JsonNode all = given.deepCopy();
        if (all.path("letter") instanceof ObjectNode letter) {
            Instant due = judgement.deadline().due();
            if (due == null) {
                throw hindered(judgement.hindrance(now).orElse(Hindrance.NO_DUE));
            }
            Instant by = judgement.clock().apologyBy();
            letter.put("dueAt", due.toEpochMilli());
            letter.put("byAt", by == null ? null : by.toEpochMilli());
            JsonNode promised = letter.path("promisedAt");
            if (promised.canConvertToLong() && promised.asLong() <= due.toEpochMilli()) {
                mustBeKept(judgement, Instant.ofEpochMilli(promised.asLong()), now);
            }
        }
        try {
            return ApologyText.read(all);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(400, String.valueOf(wrong.getMessage()));
        }
    }

    private static Refusal hindered(Hindrance why) {
        return new Refusal(
                409,
                why.word(),
                "dossier: is " + why.word()
                        + " but must be open and received, with a due instant, and its clock must run",
                Map.of());
    }

    /** Taking back is always possible. */
    private static Optional<Hindrance> hindrance(Judgement judgement, Kind kind, Instant now) {
        return kind == Kind.DISCARD || kind == Kind.REOPEN ? Optional.empty() : judgement.hindrance(now);
    }

    private static void mustBeKept(Judgement judgement, Instant promised, Instant now) {
        judgement.fault(promised, now).ifPresent(fault -> {
            throw new Refusal(
                    422,
                    fault.kind().word(),
                    "promisedAt: was " + promised + " but must be "
                            + (fault.kind() == Fault.Kind.WORKING_TIME ? "in working time, such as " : "after ")
                            + fault.allowed(),
                    Map.of("given", promised, "allowed", fault.allowed()));
        });
    }

    private static Refusal conflict(String code, @Nullable Apology letter, ApologyStep step) {
        if (letter == null) {
            return new Refusal(
                    409,
                    code,
                    "apology: nobody has begun one but revision " + step.revision() + " was given",
                    Map.of("state", "none", "revision", 0, "given", step.revision()));
        }
        return new Refusal(
                409,
                code,
                "apology: is " + letter.state().word() + " since " + letter.since() + " by " + letter.by()
                        + ", revision " + letter.revision() + ", but " + ApologyText.word(step.kind())
                        + " was asked for revision " + step.revision(),
                Map.of(
                        "state", letter.state().word(),
                        "since", letter.since(),
                        "by", letter.by(),
                        "revision", letter.revision(),
                        "given", step.revision()));
    }

    // the paper

    Future<Answers.Paper> paper(String code, String format, JsonNode to, Sight sight) {
        Judgement judgement = judgement(code, sight);
        Apology letter = judgement.course().apology();
        if (letter == null || letter.state() == State.DISCARDED) {
            throw new Refusal(409, "none", "apology: nobody has written one (save a draft first)", Map.of());
        }
        Letter whole = letter(judgement, letter, to);
        boolean isPdf = format.equals("pdf");
        String name = "xin-loi-" + code.replaceAll("[^A-Za-z0-9.-]", "-") + "." + format;
        String type =
                isPdf ? "application/pdf" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        return vertx.executeBlocking(
                () -> new Answers.Paper(Buffer.buffer(isPdf ? Paper.pdf(whole) : Paper.docx(whole)), name, type),
                false);
    }

    private Letter letter(Judgement judgement, Apology letter, JsonNode to) {
        Text text = letter.text();
        Origin origin = text.origin();
        Signing signing = text.signing();
        Dossier dossier = judgement.dossier();
        Instant signed = letter.signedAt();
        Instant received = dossier.times().receivedAt();
        Instant first = judgement.deadline().original();
        Procedure procedure = judgement.procedure();
        ZoneId zone = places.zone();
        to.fieldNames().forEachRemaining(field -> {
            if (!ADDRESSEE.contains(field)) {
                throw new Refusal(400, "addressee: must have name, address and phone only");
            }
        });
        try {
            return new Letter(
                    Letter.Form.valueOf(text.form()),
                    new Letter.Head(
                            origin.parent(),
                            origin.agency(),
                            origin.number(),
                            origin.place(),
                            signed == null ? null : LocalDate.ofInstant(signed, zone)),
                    new Letter.Addressee(
                            ApologyText.text(to, "name"),
                            ApologyText.text(to, "address"),
                            ApologyText.text(to, "phone")),
                    new Letter.Dossier(
                            dossier.code(),
                            dossier.filing().procedure(),
                            procedure == null ? "" : procedure.field().vi(),
                            origin.receipt(),
                            origin.office()),
                    new Letter.Delay(
                            received == null ? text.dates().dueAt() : received,
                            text.dates().dueAt().equals(first) ? null : first,
                            text.dates().dueAt(),
                            text.dates().promisedAt(),
                            text.reason(),
                            zone),
                    new Letter.Foot(signing.recipients(), signing.authority(), signing.title(), signing.name()));
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(422, String.valueOf(wrong.getMessage()));
        }
    }
}
