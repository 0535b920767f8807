package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTokenTest {
    private static final long NOW = 1_764_000_000_000L;
    private static final IdToken.Expected EXPECTED = new IdToken.Expected("https://id.example.vn", "ioc", "n-1");

    private final Map<String, Object> claims = new HashMap<>(Map.of(
            "iss", "https://id.example.vn",
            "aud", "ioc",
            "sub", "s-1",
            "nonce", "n-1",
            "iat", NOW / 1000,
            "exp", NOW / 1000 + 300,
            "preferred_username", "ha.tt",
            "name", "Trần Thu Hà"));

    private IdToken read() {
        return IdToken.of(claims, EXPECTED, new IdToken.Names("preferred_username", "realm.roles"), NOW);
    }

    @Test
    void saysWhoSomebodyIsWhenAllOfItIsRight() {
        claims.put("realm", Map.of("roles", List.of("xem", "khac")));
        IdToken token = read();
        assertThat(token.subject()).isEqualTo("s-1");
        assertThat(token.login()).isEqualTo("ha.tt");
        assertThat(token.values()).containsExactlyInAnyOrder("xem", "khac");
        assertThat(token.isStrong()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://other.example.vn",
        "iss, https://id.example.vn/",
        "aud, other",
        "nonce, n-2",
        "azp, other",
        "sub, ''",
    })
    void anyWrongWordIsNamed(String claim, String value) {
        claims.put(claim, value);
        assertThatThrownBy(this::read).hasMessage("token: " + claim + " was not right");
    }

    @ParameterizedTest
    @CsvSource({"iss", "aud", "nonce", "exp", "iat", "sub"})
    void anyMissingWordIsNamed(String claim) {
        claims.remove(claim);
        assertThatThrownBy(this::read).hasMessage("token: " + claim + " was not right");
    }

    @ParameterizedTest
    @CsvSource({"exp, -61", "nbf, 61", "iat, -700", "iat, 700"})
    void timesAreRightWithinAMinute(String claim, long seconds) {
        claims.put(claim, NOW / 1000 + seconds);
        assertThatThrownBy(this::read).hasMessage("token: " + claim + " was not right");
        claims.put(claim, NOW / 1000 + (seconds < 0 ? -59 : 59));
        assertThat(read().subject()).isEqualTo("s-1");
    }

    @Test
    void oneOfSeveralAudiencesMustBeWhomItWasMadeFor() {
        claims.put("aud", List.of("ioc", "other"));
        assertThatThrownBy(this::read).hasMessage("token: azp was not right");
        claims.put("azp", "ioc");
        assertThat(read().subject()).isEqualTo("s-1");
    }

    @Test
    void moreThanOneFactorIsSaidByEitherClaim() {
        claims.put("amr", List.of("pwd", "mfa"));
        assertThat(read().isStrong()).isTrue();
        claims.put("amr", List.of("pwd"));
        assertThat(read().isStrong()).isFalse();
        for (String context : List.of("mfa", "https://refeds.org/profile/mfa", "urn:x/multi-factor")) {
            claims.put("acr", context);
            assertThat(read().isStrong()).as(context).isTrue();
        }
        claims.put("acr", "not-mfa");
        assertThat(read().isStrong()).isFalse();
    }
}
