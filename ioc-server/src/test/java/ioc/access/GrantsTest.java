package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final Map<String, Role> ROLES =
            Map.of("xem", Role.VIEWER, "truc", Role.OPERATOR, "quan-tri", Role.ADMINISTRATOR);

    @Test
    void whoHasNoneOfTheValuesGetsNothing() {
        Grants grants = new Grants(ROLES, Map.of());
        assertThat(grants.of(Set.of("khac"))).isEmpty();
        assertThat(grants.of(Set.of())).isEmpty();
    }

    @Test
    void theLastRoleCountsAndWithoutUnitsEverybodySeesTheWhole() {
        assertThat(new Grants(ROLES, Map.of()).of(Set.of("xem", "truc", "khac")))
                .contains(new Grants.Given(Role.OPERATOR, Scope.WHOLE));
    }

    @Test
    void whereUnitsAreGivenOutSomebodyWithoutOneGetsNothingExceptAdministrators() {
        Grants grants = new Grants(ROLES, Map.of("gd", "phuong-go-dau", "gl", "phuong-gia-loc", "tinh", Grants.EVERY));
        assertThat(grants.of(Set.of("truc"))).isEmpty();
        assertThat(grants.of(Set.of("truc", "gd", "gl")))
                .contains(new Grants.Given(Role.OPERATOR, new Scope(Set.of("phuong-go-dau", "phuong-gia-loc"))));
        assertThat(grants.of(Set.of("truc", "gd", "tinh"))).contains(new Grants.Given(Role.OPERATOR, Scope.WHOLE));
        assertThat(grants.of(Set.of("quan-tri"))).contains(new Grants.Given(Role.ADMINISTRATOR, Scope.WHOLE));
    }
}
