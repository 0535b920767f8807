package ioc;

import ioc.access.Caller;
import ioc.place.OrgWords;
import ioc.place.Places;
import ioc.place.Sight;
import ioc.push.Audiences;
import ioc.push.Hub;
import ioc.web.Refusal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each caller may see: the one place where answers ask before they tell. What may not be seen is not there. */
final class Sights {
    private final Places places;
    private final InstantSource clock;
    private final OrgWords words;
    private final Function<Set<String>, Optional<Hub>> hubs;

    Sights(Places places, InstantSource clock, Function<Set<String>, Optional<Hub>> hubs) {
        this.places = places;
        this.clock = clock;
        this.words = new OrgWords(places);
        this.hubs = hubs;
    }

    /** As of today. */
    Sight of(Caller caller) {
        return Sight.of(places, caller.scope().orgs(), today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), places.zone());
    }

    /** Keys of the units whose rows may be read; null for all. */
    @Nullable
    Set<String> units(Caller caller) {
        Sight sight = of(caller);
        return sight.isWhole() ? null : sight.orgs();
    }

    /** The hub that holds what the caller may see. */
    Hub hub(Caller caller) {
        return hubs.apply(caller.scope().orgs())
                .orElseThrow(() -> new Refusal(
                        503, "scopes: " + Audiences.MOST + " are looked at with now, but no more can be (try again)"));
    }

    /** Refuses as if there was no such point. */
    void mustSeeSite(Caller caller, String site, String what, String named) {
        if (places.site(site).isEmpty() || !of(caller).seesSite(site)) {
            throw Refusal.unknown(what, named);
        }
    }

    static void mustBeWhole(Sight sight) {
        if (!sight.isWhole()) {
            throw new Refusal(403, "scope", "scope: was a part but must be the whole", Map.of());
        }
    }

    /** Whether a unit, as a source writes it, may be seen; what nobody knows by the whole only. */
    boolean seesWord(Caller caller, String word) {
        return of(caller).seesOrg(words.key(word, today(), today()));
    }
}
