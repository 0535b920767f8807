package ioc.source;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
    private final Sessions sessions = new Sessions(Map.of("mot-cua", new Secret("s3cret"), "khac", new Secret("x")));

    private Sessions.Entry open(String password, Instant now) {
        return sessions.open("mot-cua", password, now);
    }

    @Test
    void aSessionIsRandomAndEndsWhenItIsNotUsed() {
        String token = open("s3cret", NOW).token();
        assertThat(token).hasSize(43).isNotEqualTo(open("s3cret", NOW).token());
        assertThat(sessions.user(token, NOW.plus(Sessions.IDLE))).contains("mot-cua");
        assertThat(sessions.user(token, NOW.plus(Sessions.IDLE.multipliedBy(2))))
                .as("it was used in between")
                .contains("mot-cua");
        assertThat(sessions.user(token, NOW.plus(Sessions.IDLE.multipliedBy(3)).plusMillis(1)))
                .isEmpty();
        assertThat(sessions.user(token, NOW)).as("it does not come back").isEmpty();
        assertThat(sessions.user("", NOW)).isEmpty();
    }

    @Test
    void theOneUsedLongestAgoGoesWhenThereAreTooMany() {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < Sessions.MOST; i++) {
            tokens.add(open("s3cret", NOW).token());
        }
        assertThat(sessions.user(tokens.get(0), NOW)).isPresent();
        assertThat(open("s3cret", NOW).isOpen()).isTrue();
        assertThat(sessions.user(tokens.get(0), NOW)).isPresent();
        assertThat(sessions.user(tokens.get(1), NOW)).isEmpty();
    }

    @Test
    void eachWrongPasswordDoublesThePauseUpToAMinute() {
        Instant now = NOW;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(open("wrong", now)).isEqualTo(new Sessions.Entry("", Duration.ZERO));
            assertThat(open("s3cret", now.plusMillis(1)))
                    .as("not even looked at")
                    .isEqualTo(
                            new Sessions.Entry("", Duration.ofSeconds(seconds).minusMillis(1)));
            now = now.plusSeconds(seconds);
        }
        assertThat(sessions.open("khac", "x", NOW).isOpen()).as("another user").isTrue();
        assertThat(open("s3cret", now).isOpen()).isTrue();
        assertThat(open("wrong", now).pause()).isZero();
        assertThat(open("s3cret", now).pause()).as("begins anew").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void nobodyElseComesIn() {
        assertThat(sessions.open("mot-cua", "x", NOW).isOpen()).isFalse();
        assertThat(sessions.open("nobody", "", NOW).isOpen()).isFalse();
        assertThat(sessions.open("", "", NOW.plusMillis(1)).pause()).isPositive();
        assertThat(new Sessions(Map.of()).isOff()).isTrue();
    }
}
