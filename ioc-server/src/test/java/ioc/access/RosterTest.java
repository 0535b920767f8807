package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final long HOUR = 3_600_000;

    private final Roster roster = new Roster(Duration.ofHours(4));
    private final Person ha = person("p1", "ha.tt", Role.OPERATOR);

    private static Person person(String id, String login, Role role) {
        return new Person(id, login, "Trần Thu Hà", role, Scope.WHOLE, Person.Keys.NONE, true, 0, 0);
    }

    private static SignIn signIn(String key, String person, long at) {
        return new SignIn(
                Randoms.hash(key), "id-" + key, person, at, at + 12 * HOUR, at, "127.0.0.1", "test", "password");
    }

    @Test
    void aSignInIsKnownByTheHashOfItsKeyUntilItsEnd() {
        roster.put(ha);
        roster.put(signIn("key", "p1", 0));
        assertThat(roster.signIn(Randoms.hash("key"), HOUR)).isPresent();
        assertThat(roster.signIn("key", HOUR)).isEmpty();
        assertThat(roster.signIn(Randoms.hash("other"), HOUR)).isEmpty();
        for (int hour = 2; hour < 12; hour++) {
            assertThat(roster.signIn(Randoms.hash("key"), hour * HOUR)).isPresent();
        }
        assertThat(roster.signIn(Randoms.hash("key"), 12 * HOUR)).isEmpty();
        assertThat(roster.over(12 * HOUR)).containsExactly(Randoms.hash("key"));
    }

    @Test
    void aSignInThatIsNotUsedEnds() {
        roster.put(ha);
        roster.put(signIn("key", "p1", 0));
        assertThat(roster.signIn(Randoms.hash("key"), 4 * HOUR)).isEmpty();
    }

    @Test
    void whoMayNotComeInAnyMoreIsOutAtOnceAndWithoutRoleMayDoNothing() {
        roster.put(ha);
        roster.put(signIn("key", "p1", 0));
        roster.put(ha.as(ha.name(), null, Scope.WHOLE, true));
        assertThat(roster.signIn(Randoms.hash("key"), 1)).isPresent();
        assertThat(roster.person("p1").flatMap(Roster::caller)).isEmpty();
        roster.put(ha.as(ha.name(), Role.OPERATOR, Scope.WHOLE, false));
        assertThat(roster.signIn(Randoms.hash("key"), 1)).isEmpty();
    }

    @Test
    void theOldestOfTooManySignInsEnds() {
        roster.put(ha);
        for (int i = 0; i < Roster.MOST_SIGN_INS; i++) {
            assertThat(roster.put(signIn("key" + i, "p1", i))).isEmpty();
        }
        assertThat(roster.put(signIn("one more", "p1", 100)))
                .extracting(SignIn::hash)
                .containsExactly(Randoms.hash("key0"));
        roster.end(Randoms.hash("key0"), 100);
        assertThat(roster.put(signIn("another", "p1", 101)))
                .extracting(SignIn::hash)
                .containsExactly(Randoms.hash("key1"));
    }

    @Test
    void whatWasEndedIsOutAtOnceAndOverUntilTheStoreHasForgottenIt() {
        roster.put(ha);
        roster.put(signIn("key", "p1", 0));
        roster.put(new ApiToken(Randoms.hash("t"), "t1", "kho", Role.VIEWER, Scope.WHOLE, "p1", 0, HOUR, 0));
        for (String key : List.of("key", "t")) {
            roster.end(Randoms.hash(key), 10);
        }
        assertThat(roster.signIn(Randoms.hash("key"), 10)).isEmpty();
        assertThat(roster.bearing(Randoms.hash("t"), 10)).isEmpty();
        assertThat(roster.over(10)).containsExactly(Randoms.hash("key"), Randoms.hash("t"));
        assertThat(roster.signInCalled("id-key")).as("to be ended again").isPresent();
        roster.remove(Randoms.hash("key"));
        assertThat(roster.over(10)).containsExactly(Randoms.hash("t"));
    }

    @Test
    void aTokenIsACallerOfItsOwnUntilItsEnd() {
        roster.put(
                new ApiToken(Randoms.hash("t"), "t1", "kho", Role.VIEWER, new Scope(Set.of("xa-a")), "p1", 0, HOUR, 0));
        assertThat(roster.bearing(Randoms.hash("t"), 1))
                .hasValue(new Caller("t1", "kho", Role.VIEWER, new Scope(Set.of("xa-a"))));
        assertThat(roster.bearing(Randoms.hash("t"), HOUR)).isEmpty();
    }

    @Test
    void whoWasSeenIsToldOncePerMinuteAtMost() {
        roster.put(ha);
        roster.put(signIn("key", "p1", 0));
        roster.signIn(Randoms.hash("key"), 59_999);
        assertThat(roster.seenLately()).isEmpty();
        roster.signIn(Randoms.hash("key"), 60_000);
        roster.signIn(Randoms.hash("key"), 60_001);
        assertThat(roster.seenLately()).isEqualTo(Map.of(Randoms.hash("key"), 60_000L));
        assertThat(roster.seenLately()).isEmpty();
    }

    @Test
    void theLastAdministratorIsKnown() {
        Person nam = person("p2", "nam.dh", Role.ADMINISTRATOR);
        roster.put(ha);
        roster.put(nam);
        assertThat(roster.isLastAdministrator(nam)).isTrue();
        assertThat(roster.isLastAdministrator(ha)).isFalse();
        roster.put(person("p3", "tu.lm", Role.ADMINISTRATOR));
        assertThat(roster.isLastAdministrator(nam)).isFalse();
    }

    @Test
    void aPersonsKeysAreNeverTold() {
        Person one = ha.with(ha.keys().password("$argon2id$secret"));
        assertThat(one.toString()).doesNotContain("argon").contains("***");
        assertThatThrownBy(() -> person("p4", "Có Dấu", Role.VIEWER)).hasMessageContaining("login: was \"Có Dấu\"");
    }

    @Test
    void rolesAreNotALadder() {
        assertThat(Role.OPERATOR.covers(Role.ORG_HEAD)).isFalse();
        assertThat(Role.ORG_HEAD.covers(Role.OPERATOR)).isFalse();
        assertThat(Role.LEADER.covers(Role.OPERATOR)).isFalse();
        assertThat(Role.LEADER.covers(Role.ORG_HEAD)).isTrue();
        for (Role role : Role.values()) {
            assertThat(role.covers(role)).isTrue();
            assertThat(role.covers(Role.VIEWER)).isTrue();
            assertThat(Role.ADMINISTRATOR.covers(role)).isTrue();
            assertThat(role.covers(Role.ADMINISTRATOR)).isEqualTo(role == Role.ADMINISTRATOR);
        }
    }

    @Test
    void theFirstCodeOpensAsItIsTypedFewTimesAndNotForLong() {
        FirstCode code = new FirstCode("7Q4F-M2KD-XYZA", 0);
        assertThat(code.opens("7q4f m2kd xyza", 1)).isTrue();
        assertThat(code.opens("7Q4F-M2KD-XYZA", code.until())).isFalse();
        for (int i = 0; i < 4; i++) {
            assertThat(code.opens("7Q4F-M2KD-XYZB", 1)).isFalse();
        }
        assertThat(code.opens("7Q4F-M2KD-XYZA", 1)).isFalse();
    }

    @Test
    void whoDidNotSignInForLongMustBeLetInAgain() {
        Duration quarter = Duration.ofDays(90);
        long late = 91 * 24 * HOUR;
        roster.put(ha);
        assertThat(roster.isUnused(ha, quarter, 89 * 24 * HOUR)).isFalse();
        assertThat(roster.isUnused(ha, quarter, 90 * 24 * HOUR)).isTrue();
        assertThat(roster.isUnused(ha, Duration.ZERO, late)).as("never").isFalse();
        roster.used("p1", 2 * 24 * HOUR);
        assertThat(roster.isUnused(roster.person("p1").orElseThrow(), quarter, late))
                .isFalse();
    }

    @Test
    void theAdministratorWhoWasHereLastMayAlwaysComeIn() {
        Duration quarter = Duration.ofDays(90);
        long late = 200 * 24 * HOUR;
        Person first = person("p2", "nam.dh", Role.ADMINISTRATOR);
        Person other = person("p3", "tu.lm", Role.ADMINISTRATOR).used(HOUR);
        roster.put(first);
        assertThat(roster.isUnused(first, quarter, late)).isFalse();
        roster.put(other);
        assertThat(roster.isUnused(first, quarter, late)).isTrue();
        assertThat(roster.isUnused(other, quarter, late)).isFalse();
        roster.put(other.as(other.name(), Role.ADMINISTRATOR, Scope.WHOLE, false));
        assertThat(roster.isUnused(first, quarter, late)).isFalse();
    }

    @Test
    void somebodyFromOutsideIsKnownByIssuerAndSubjectTogether() {
        Person.Outside outside = new Person.Outside("https://id.example.vn", "s-1");
        roster.put(ha);
        roster.put(new Person("p4", "lan.pt", "Lan", Role.VIEWER, Scope.WHOLE, Person.Keys.of(outside), true, 0, 0));
        assertThat(roster.outside(outside).orElseThrow().id()).isEqualTo("p4");
        assertThat(roster.outside(new Person.Outside("https://id.example.vn", "s-2")))
                .isEmpty();
        assertThat(roster.outside(new Person.Outside("https://other.example.vn", "s-1")))
                .isEmpty();
        assertThat(roster.outside(Person.Outside.NOBODY)).isEmpty();
    }
}
