package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.access.Screen.Report;
import ioc.access.Screens.Beat;
import ioc.access.Screens.Claim;
import ioc.access.Screens.Code;
import ioc.access.Screens.Pairing;
import ioc.access.Screens.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ScreensTest {
    private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");
    private static final Scope COMMUNE = new Scope(Set.of("xa-truong-mit"));

    private final Screens screens = loaded();

    private static Screens loaded(ScreenRow... rows) {
        Screens screens = new Screens(new Random(7));
        screens.load(List.of(rows));
        return screens;
    }

    private Code code(Instant now) {
        return screens.begin("10.0.0.1", now).orElseThrow();
    }

    private Pairing pair(String code, Instant now) {
        return screens.pair(code, "Tường B", "overview", COMMUNE, "Nam", now);
    }

    /** A screen that has its secret. */
    private String paired(Instant now) {
        Code code = code(now);
        assertThat(screens.paired(pair(code.code(), now))).isPresent();
        return screens.claim(code.claim(), now).cookie();
    }

    private static Report report(Instant at, @Nullable Long heap) {
        return new Report(at, 41, heap, null, 0, "");
    }

    private static ScreenRow kept(Beat beat) {
        return beat.keep().orElseThrow();
    }

    @Test
    void aCodeHasNoLettersThatLookLikeOthersAndLastsTenMinutes() {
        for (int i = 0; i < 500; i++) {
            Code code = new Screens(new Random(i)).begin("a", NOW).orElseThrow();
            assertThat(code.code()).matches("[A-HJ-NP-Z2-9]{6}");
            assertThat(code.until()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        }
        Code code = code(NOW);
        Instant late = code.until();
        assertThat(screens.claim(code.claim(), late.minusMillis(1)).state()).isEqualTo(Claim.State.WAITING);
        assertThat(screens.claim(code.claim(), late).state()).isEqualTo(Claim.State.GONE);
        assertThat(pair(code.code(), late).trouble()).isEqualTo(Trouble.UNKNOWN_CODE);
    }

    @Test
    void whatShowsTheCodeBecomesAScreen() {
        Code code = code(NOW);
        assertThat(screens.claim(code.claim(), NOW).state()).isEqualTo(Claim.State.WAITING);
        String typed = " " + code.code().toLowerCase(Locale.ROOT).replaceAll("(..)", "$1 ");
        Pairing pairing = pair(typed, NOW);
        assertThat(screens.claim(code.claim(), NOW).state())
                .as("before it is kept")
                .isEqualTo(Claim.State.WAITING);
        Screen screen = screens.paired(pairing).orElseThrow();
        assertThat(screens.paired(pairing)).as("twice").isEmpty();
        Claim claim = screens.claim(code.claim(), NOW);
        assertThat(claim.state()).isEqualTo(Claim.State.PAIRED);
        assertThat(screens.known(claim.cookie())).contains(screen);
        assertThat(screen.caller()).isEqualTo(new Caller("screen:" + screen.id(), "Tường B", Role.VIEWER, COMMUNE));
        assertThat(screens.known(claim.cookie() + "x")).isEmpty();
        assertThat(screens.known(screen.id() + ".")).isEmpty();
        assertThat(screens.known("")).isEmpty();
        assertThat(screens.claim("of somebody else", NOW).state()).isEqualTo(Claim.State.GONE);
        assertThat(pair(code.code(), NOW).trouble()).as("a code is used once").isEqualTo(Trouble.UNKNOWN_CODE);
    }

    @Test
    void theSecretIsKeptAsAHashAndCountsAfterARestart() {
        Code code = code(NOW);
        Pairing pairing = pair(code.code(), NOW);
        assertThat(screens.paired(pairing)).isPresent();
        String cookie = screens.claim(code.claim(), NOW).cookie();
        ScreenRow row = Objects.requireNonNull(pairing.row());
        assertThat(row.toString()).doesNotContain(cookie.substring(cookie.indexOf('.') + 1));
        assertThat(loaded(row).known(cookie)).isPresent();
        assertThat(loaded().known(cookie)).isEmpty();
    }

    @Test
    void wrongCodesAreLimitedByRate() {
        Code code = code(NOW);
        for (int i = 0; i < Screens.MOST_WRONG; i++) {
            assertThat(pair("XXXXX" + (i + 2), NOW).trouble()).isEqualTo(Trouble.UNKNOWN_CODE);
        }
        assertThat(pair(code.code(), NOW).trouble()).as("even the right one").isEqualTo(Trouble.TOO_OFTEN);
        assertThat(pair(code.code(), NOW.plusSeconds(59)).trouble()).isEqualTo(Trouble.TOO_OFTEN);
        assertThat(pair(code.code(), NOW.plusSeconds(60)).trouble()).isNull();
    }

    @Test
    void codesAreBoundedInAllAndForOneAddress() {
        for (int i = 0; i < Screens.MOST_CODES_EACH; i++) {
            assertThat(screens.begin("one", NOW)).isPresent();
        }
        assertThat(screens.begin("one", NOW)).isEmpty();
        for (int i = Screens.MOST_CODES_EACH; i < Screens.MOST_CODES; i++) {
            assertThat(screens.begin("other" + i, NOW)).isPresent();
        }
        assertThat(screens.begin("last", NOW)).isEmpty();
        assertThat(screens.begin("last", NOW.plus(Screens.CODE_LASTS))).isPresent();
    }

    @Test
    void aRevokedScreenIsNobodyAtOnceAndForEver() {
        String cookie = paired(NOW);
        String id = cookie.substring(0, cookie.indexOf('.'));
        ScreenRow row = screens.revoke(id, "Nam", NOW).orElseThrow();
        assertThat(screens.known(cookie)).isEmpty();
        assertThat(screens.beat(cookie, report(NOW, null), NOW, NOW)).isEmpty();
        assertThat(screens.revoke(id, "Lan", NOW.plusSeconds(9)))
                .as("asked again, as the store was away")
                .hasValue(row);
        assertThat(screens.revoked()).containsExactly(row);
        screens.forgotten(id);
        assertThat(screens.revoked()).isEmpty();
        assertThat(screens.revoke(id, "Nam", NOW)).isEmpty();
        assertThat(row.revokedAt()).isEqualTo(NOW.toEpochMilli());
        assertThat(row.secret()).isEmpty();
        assertThat(loaded(row).known(cookie)).isEmpty();
        assertThat(loaded(row).all()).isEmpty();
    }

    @Test
    void aSecretIsRenewedDailyAndTheOldOneCountsUntilTheNewOneWasShown() {
        String first = paired(NOW);
        Instant later = NOW.plus(Screens.RENEWED);
        assertThat(screens.beat(first, report(later, null), later, later.minusMillis(1))
                        .orElseThrow()
                        .cookie())
                .isEmpty();
        Beat renewed = screens.beat(first, report(later, null), later, later).orElseThrow();
        String second = renewed.cookie().orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(screens.known(first)).as("its answer may have been lost").isPresent();
        assertThat(loaded(kept(renewed)).known(first)).isPresent();
        assertThat(loaded(kept(renewed)).known(second)).isPresent();
        Beat arrived = screens.beat(second, report(later, null), later, later).orElseThrow();
        assertThat(arrived.cookie()).isEmpty();
        assertThat(screens.known(first)).isEmpty();
        assertThat(screens.known(second)).isPresent();
        assertThat(loaded(kept(arrived)).known(first)).isEmpty();
        Instant again = later.plus(Screens.RENEWED);
        String lost = screens.beat(second, report(again, null), again, again)
                .orElseThrow()
                .cookie()
                .orElseThrow();
        Instant next = again.plus(Screens.RENEWED);
        String third = screens.beat(second, report(next, null), next, next)
                .orElseThrow()
                .cookie()
                .orElseThrow();
        assertThat(screens.known(lost)).as("replaced by the next").isEmpty();
        assertThat(screens.known(third)).isPresent();
    }

    @Test
    void itIsKnownSinceWhenAScreenDoesNotDrawAlsoAfterARestart() {
        String cookie = paired(NOW);
        assertThat(screens.all().get(0).drawnAt()).isNull();
        Instant drawn = NOW.plusSeconds(10);
        ScreenRow row =
                kept(screens.beat(cookie, report(drawn, null), drawn, drawn).orElseThrow());
        Instant beat = drawn.plusSeconds(15);
        assertThat(screens.beat(cookie, report(beat, null), drawn, beat)
                        .orElseThrow()
                        .keep())
                .as("not written every time")
                .isEmpty();
        assertThat(screens.all().get(0).drawnAt()).isEqualTo(drawn);
        assertThat(loaded(row).all().get(0).drawnAt()).isEqualTo(drawn);
        assertThat(screens.all().get(0).report().orElseThrow().seq()).isEqualTo(41);
    }

    @Test
    void theGrowthOfTheHeapIsThatOfAnHour() {
        String cookie = paired(NOW);
        Long growth = null;
        for (int minute = 0; minute <= 120; minute++) {
            Instant at = NOW.plusSeconds(60L * minute);
            Beat beat = screens.beat(cookie, report(at, 80_000_000L + minute * 10_000L), at, at)
                    .orElseThrow();
            growth = beat.screen().report().orElseThrow().growth();
            assertThat(growth == null).isEqualTo(minute < 15);
        }
        assertThat(growth).isEqualTo(600_000);
    }
}
