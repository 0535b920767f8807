package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeparturesTest {
    private final Departures departures = new Departures(3);

    private static Departures.Departure leaving(String cookie, long now) {
        return new Departures.Departure(
                Randoms.hash(cookie), "nonce", "verifier", "https://a/back", "/", now + Departures.LAST_MS);
    }

    @Test
    void comesBackOnceWithItsOwnCookieInTime() {
        departures.put("state", leaving("cookie", 0));
        assertThat(departures.take("other", "cookie", 1)).isEmpty();
        assertThat(departures.take("state", "cookie", 1)).isPresent();
        assertThat(departures.take("state", "cookie", 1)).isEmpty();
        departures.put("state", leaving("cookie", 0));
        assertThat(departures.take("state", "another", 1)).isEmpty();
        assertThat(departures.take("state", "cookie", 1)).as("used up").isEmpty();
        departures.put("state", leaving("cookie", 0));
        assertThat(departures.take("state", "cookie", Departures.LAST_MS)).isEmpty();
    }

    @Test
    void onlySoManyAreAwayAtOnceAndOldOnesAreForgotten() {
        for (int i = 0; i < 10; i++) {
            departures.put("state" + i, leaving("cookie", i));
        }
        assertThat(departures.size()).isEqualTo(3);
        assertThat(departures.take("state6", "cookie", 20)).isEmpty();
        assertThat(departures.take("state9", "cookie", 20)).isPresent();
        departures.put("late", leaving("cookie", Departures.LAST_MS + 20));
        assertThat(departures.size()).isEqualTo(1);
    }
}
