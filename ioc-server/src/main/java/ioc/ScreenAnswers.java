package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import ioc.access.Caller;
import ioc.access.Role;
import ioc.access.Scope;
import ioc.access.Screen;
import ioc.access.Screen.Report;
import ioc.access.ScreenRow;
import ioc.access.Screens;
import ioc.follow.StoreAway;
import ioc.journal.Draft;
import ioc.picture.PartPicture;
import ioc.picture.Picture;
import ioc.place.Org;
import ioc.place.Places;
import ioc.place.Sight;
import ioc.push.Audiences;
import ioc.records.Records;
import ioc.web.Accounts.Pass;
import ioc.web.Answers.Changed;
import ioc.web.Answers.Identity;
import ioc.web.Refusal;
import ioc.web.Walls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Screens as answers: their codes, who pairs and revokes them, and what they say of themselves. On the event loop. */
final class ScreenAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ScreenAnswers.class);
    private static final String COOKIE = "ioc-screen";
    private static final String SCREEN = "screen";
    /** What a page is, in a header of its requests. */
    private static final String DOOR = "X-Door";

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_ERROR = 300;
    private static final int MOST_UNITS = 50;
    private static final long TRY_AGAIN_MS = 500;

    private final Vertx vertx;
    private final Screens screens;
    private final Records records;
    private final Audiences audiences;
    private final Places places;
    private final Sights sights;
    private final InstantSource clock;
    private final Instant began;

    ScreenAnswers(
            Vertx vertx,
            Screens screens,
            Records records,
            Audiences audiences,
            Places places,
            Sights sights,
            InstantSource clock) {
        this.vertx = vertx;
        this.screens = screens;
        this.records = records;
        this.audiences = audiences;
        this.places = places;
        this.sights = sights;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** Screens that came to draw or ceased to become parts of the picture, which rules judge; now and then. */
    void look(Picture picture, Function<Draft, Future<?>> journal) {
        Instant now = clock.instant();
        if (!screens.isLoaded() || now.isBefore(began.plus(Screens.DARK))) {
            return;
        }
        for (Screen screen : screens.all()) {
            String part = PartPicture.SCREEN + screen.id();
            boolean draws =
                    isDrawing(screen, now) || now.isBefore(screen.pairedAt().plus(Screens.DARK));
            boolean before = picture.part(part).map(PartPicture::works).orElse(true);
            if (draws != before) {
                journal.apply(PartText.draft(part, screen.name(), draws, draws ? "" : "draws nothing"))
                        .onFailure(e -> LOG.warn("screens: what they draw is not kept: {}", e.getMessage()));
            }
        }
        for (PartPicture part : picture.parts()) {
            boolean isGone = part.id().startsWith(PartPicture.SCREEN)
                    && screens.screen(part.id().substring(PartPicture.SCREEN.length()))
                            .isEmpty();
            if (isGone && !part.works()) {
                journal.apply(PartText.draft(part.id(), part.name(), true, ""))
                        .onFailure(e -> LOG.warn("screens: what they draw is not kept: {}", e.getMessage()));
            }
        }
    }

    /** Reads what was kept, again and again while the store is away. */
    void load() {
        vertx.executeBlocking(records::screens).onSuccess(screens::load).onFailure(e -> {
            LOG.warn("screens: cannot be read now: {}", e.getMessage());
            vertx.setTimer(TRY_AGAIN_MS, id -> load());
        });
    }

    /**
     * Screens by what they show of themselves, all others as people. In a browser that is both, pages are the person's and
     * the wall is the screen's.
     *
     * @param pairs a wall that shows nothing is nobody, and is told so
     */
    Walls walls(boolean pairs) {
        return (request, people) -> {
            boolean isWall = SCREEN.equals(request.getParam("as")) || SCREEN.equals(request.getHeader(DOOR));
            Optional<Pass> person = isWall ? Optional.empty() : people.get();
            if (person.filter(Pass::isSignedIn).isPresent()) {
                return person;
            }
            String shown = shown(request);
            if (!shown.isEmpty() && !screens.isLoaded()) {
                throw new Refusal(503, "screens: are not known yet, try again");
            }
            Optional<Caller> screen =
                    shown.isEmpty() ? Optional.empty() : screens.known(shown).map(Screen::caller);
            if (screen.isPresent()) {
                return screen.map(caller -> new Pass(caller.id(), caller.id(), screen));
            }
            return pairs && isWall ? Optional.empty() : people.get();
        };
    }

    private static String shown(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? "" : cookie.getValue();
    }

    /** All that the caller may see, and what a new one may be given. */
    Map<String, Object> all(Caller caller) {
        mustRun(caller);
        Sight sight = sights.of(caller);
        LocalDate today = LocalDate.ofInstant(clock.instant(), places.zone());
        List<Object> units = new ArrayList<>();
        for (Org org : places.orgs()) {
            if (org.validity().holds(today) && sight.seesOrg(org.id())) {
                units.add(Map.of("id", org.id(), "name", both(org)));
            }
        }
        return Map.of(
                "screens",
                screens.all().stream()
                        .filter(one -> isWithin(one.scope(), sight))
                        .map(this::shown)
                        .toList(),
                "layouts",
                Screens.LAYOUTS,
                "whole",
                sight.isWhole(),
                "units",
                units);
    }

    private static void mustRun(Caller caller) {
        if (caller.role() != Role.ADMINISTRATOR) {
            throw new Refusal(403, "role: was " + caller.role().word() + " but must be administrator");
        }
    }

    private static boolean isWithin(Scope scope, Sight sight) {
        return sight.isWhole() || (!scope.isWhole() && scope.orgs().stream().allMatch(sight::seesOrg));
    }

    private static Map<String, String> both(Org org) {
        return Map.of("vi", org.name().viShort(), "en", org.name().enShort());
    }

    private Map<String, @Nullable Object> shown(Screen screen) {
        Report report = screen.report().orElse(null);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", screen.id());
        shown.put("name", screen.name());
        shown.put("layout", screen.layout());
        shown.put(
                "scope",
                screen.scope().orgs().stream()
                        .sorted()
                        .map(id -> Map.of(
                                "id",
                                id,
                                "name",
                                places.org(id).map(ScreenAnswers::both).orElse(Map.of("vi", id, "en", id))))
                        .toList());
        shown.put("pairedAt", screen.pairedAt());
        shown.put("pairedBy", screen.pairedBy());
        shown.put("drawnAt", screen.drawnAt());
        shown.put("draws", isDrawing(screen, clock.instant()));
        shown.put("seenAt", report == null ? null : report.at());
        shown.put("seq", report == null ? null : report.seq());
        shown.put("heap", report == null ? null : report.heap());
        shown.put("growth", report == null ? null : report.growth());
        shown.put("errors", report == null ? null : report.errors());
        shown.put("error", report == null ? null : report.error());
        return shown;
    }

    /** Whether it drew within the time after which a screen counts as dark. */
    static boolean isDrawing(Screen screen, Instant now) {
        Instant drawn = screen.drawnAt();
        return drawn != null && Duration.between(drawn, now).compareTo(Screens.DARK) <= 0;
    }

    // pairing

    Map<String, Object> code(String from) {
        Instant now = clock.instant();
        Screens.Code code = screens.begin(from, now)
                .orElseThrow(
                        () -> new Refusal(429, "codes: too many screens wait to be paired (try again in a minute)"));
        return Map.of(
                "code", code.code(),
                "claim", code.claim(),
                "now", now,
                "until", code.until(),
                "lasts", Screens.CODE_LASTS,
                "title", Map.of("vi", places.title().vi(), "en", places.title().en()),
                "version", Main.version());
    }

    Identity claim(JsonNode body) {
        Screens.Claim claim = screens.claim(text(body, "claim", 200), clock.instant());
        Screen screen = claim.screen();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("state", claim.state().name().toLowerCase(Locale.ROOT));
        shown.put("name", screen == null ? null : screen.name());
        return new Identity(shown, COOKIE, claim.cookie().isEmpty() ? Optional.empty() : Optional.of(claim.cookie()));
    }

    Future<?> pair(Caller caller, JsonNode body) {
        mustRun(caller);
        if (!screens.isLoaded()) {
            throw new Refusal(503, "screens: are not known yet, try again");
        }
        String name = text(body, "name", LONGEST_NAME);
        String layout = text(body, "layout", LONGEST_NAME);
        if (!Screens.LAYOUTS.contains(layout)) {
            throw new Refusal(422, "layout: was \"" + layout + "\" but must be one of " + Screens.LAYOUTS);
        }
        Scope scope = scope(caller, body.path("scope"));
        Screens.Pairing pairing =
                screens.pair(text(body, "code", 20), name, layout, scope, caller.name(), clock.instant());
        ScreenRow row = pairing.row();
        Screens.Trouble trouble = pairing.trouble();
        if (trouble != null || row == null) {
            throw switch (trouble == null ? Screens.Trouble.TOO_MANY : trouble) {
                case UNKNOWN_CODE ->
                    new Refusal(404, "unknown-code", "code: no screen shows it, or no longer", Map.of());
                case TOO_OFTEN -> new Refusal(429, "too-often", "code: too many were wrong (wait a minute)", Map.of());
                case TOO_MANY -> new Refusal(409, "too-many", "screens: are too many (revoke one)", Map.of());
            };
        }
        return keep(row).map(kept -> screens.paired(pairing)
                .map(screen -> new Changed(shown(screen), "", "scope: " + Register.line(scope)))
                .orElseThrow(
                        () -> new Refusal(404, "unknown-code", "code: no screen shows it, or no longer", Map.of())));
    }

    /** A screen sees at most what the one who pairs it does. */
    private Scope scope(Caller caller, JsonNode given) {
        Set<String> orgs = new LinkedHashSet<>();
        given.forEach(org -> orgs.add(org.asText()));
        Sight sight = sights.of(caller);
        if (!given.isArray() || orgs.size() > MOST_UNITS) {
            throw new Refusal(
                    422, "scope: must be an array of at most " + MOST_UNITS + " ids of units, none for the whole");
        }
        for (String org : orgs) {
            if (places.org(org).isEmpty() || !sight.seesOrg(org)) {
                throw new Refusal(422, "scope: there is no unit \"" + org + "\"");
            }
        }
        if (orgs.isEmpty() && !sight.isWhole()) {
            throw new Refusal(422, "scope: was the whole but must be units that you see");
        }
        return new Scope(orgs);
    }

    Future<?> revoke(Caller caller, String id) {
        mustRun(caller);
        Sight sight = sights.of(caller);
        screens.screen(id).ifPresent(screen -> {
            if (!isWithin(screen.scope(), sight)) {
                throw Refusal.unknown("screen", id);
            }
            audiences.revoke(screen.caller().id());
        });
        ScreenRow row = screens.revoke(id, caller.name(), clock.instant())
                .filter(one -> isWithin(new Scope(Set.copyOf(one.scope())), sight))
                .orElseThrow(() -> Refusal.unknown("screen", id));
        String before = row.name() + "; " + row.layout() + "; " + Register.line(new Scope(Set.copyOf(row.scope())));
        return revoked(row).map(kept -> new Changed(Map.of("id", id), before, ""));
    }

    private Future<?> revoked(ScreenRow row) {
        return keep(row).onSuccess(kept -> screens.forgotten(row.id()));
    }

    /** Tells the store again what it has not heard of: else a revoked screen would be one again after the next start. */
    void sweep() {
        screens.revoked().forEach(row -> revoked(row)
                .onFailure(e -> LOG.warn("screens: that {} is revoked is not kept: {}", row.id(), e.getMessage())));
    }

    /** What a screen says of itself, and a new secret now and then; a page that is no screen is told so. */
    Future<Identity> beat(HttpServerRequest request, JsonNode body) {
        Instant now = clock.instant();
        Report report = new Report(
                now,
                whole(body, "seq", 0).orElse(0L),
                whole(body, "heap", 0).orElse(null),
                null,
                (int) Math.min(1_000_000, whole(body, "errors", 0).orElse(0L)),
                cut(body.path("error").asText("")));
        if (!shown(request).isEmpty() && !screens.isLoaded()) {
            throw new Refusal(503, "screens: are not known yet, try again");
        }
        Instant drawn = whole(body, "drawnAgoMs", 0).map(now::minusMillis).orElse(null);
        Screens.Beat beat = screens.beat(shown(request), report, drawn, now).orElse(null);
        if (beat == null) {
            Map<String, @Nullable Object> none = new LinkedHashMap<>();
            none.put("screen", null);
            return Future.succeededFuture(new Identity(none, COOKIE, Optional.empty()));
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(
                "screen",
                Map.of(
                        "id", beat.screen().id(),
                        "name", beat.screen().name(),
                        "layout", beat.screen().layout()));
        Future<?> kept = beat.keep().isPresent() ? keep(beat.keep().get()) : Future.succeededFuture();
        return kept.map(done -> new Identity(shown, COOKIE, beat.cookie()))
                .recover(e -> Future.succeededFuture(new Identity(shown, COOKIE, Optional.empty())));
    }

    private static Optional<Long> whole(JsonNode body, String name, long least) {
        JsonNode value = body.path(name);
        return value.canConvertToLong() && value.asLong() >= least ? Optional.of(value.asLong()) : Optional.empty();
    }

    private static String cut(String text) {
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }

    private static String text(JsonNode body, String name, int longest) {
        JsonNode value = body.path(name);
        String text = value.asText("").strip();
        if (!value.isTextual() || text.isEmpty() || text.length() > longest) {
            throw new Refusal(422, name + ": must be a text of 1 to " + longest + " characters");
        }
        return text;
    }

    /** In the order it was asked: a later state is never overwritten by an earlier one. */
    private Future<?> keep(ScreenRow row) {
        return vertx.executeBlocking(() -> {
                    records.keep(row);
                    return row;
                })
                .recover(e -> e instanceof StoreAway
                        ? Future.failedFuture(
                                new Refusal(503, "store: cannot be asked now, try again: " + e.getMessage()))
                        : Future.failedFuture(e));
    }
}
