package ioc.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    /** As openssl and the example of docs/notifications.md make it. */
    @Test
    void isHmacOverTimestampDotBody() {
        byte[] body = "{\"version\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(Hooks.signature(new Secret("mat-khau-chung"), "1795658400", body))
                .isEqualTo("f520e768f660ba724eb83a46839324fc06a32dd49ff935a846e575a94b96b89a");
    }

    @Test
    void retryAfterIsSecondsOrADateAndAtMostAnHour() {
        assertThat(Hooks.pause("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Hooks.pause("Thu, 26 Nov 2026 02:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Hooks.pause("Thu, 26 Nov 2026 01:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
        assertThat(Hooks.pause("86400", NOW)).isEqualTo(Duration.ofHours(1));
        assertThat(Hooks.pause("soon", NOW)).isNull();
        assertThat(Hooks.pause(null, NOW)).isNull();
    }

    @Test
    void anOutcomeNamesNoPerson() {
        assertThat(Outcome.never("550 <a.b@example.vn>: no\r\nsuch user").text())
                .isEqualTo("550 <***>: no such user");
    }

    /** Computed with Prometheus' own formula: FNV-1a 64 over {@code a 0xff b 0xff}. */
    @Test
    void fingerprintsAreAsPrometheusMakesThem() {
        long hash = 0xcbf29ce484222325L;
        for (int b : new int[] {'a', 0xff, 'b', 0xff}) {
            hash = (hash ^ b) * 0x100000001b3L;
        }
        assertThat(HookBody.fingerprint(Map.of("a", "b"))).isEqualTo(Long.toHexString(hash));
    }
}
