package ioc.place;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.picture.District;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SightTest {
    private static final LocalDate OLD = LocalDate.of(2025, 6, 30);
    private static final LocalDate NEW = LocalDate.of(2025, 7, 1);
    private static final Validity BEFORE = new Validity(null, NEW);
    private static final Validity AFTER = new Validity(NEW, null);

    private final Places places = new Places(
            District.name("t"),
            District.ZONE,
            List.of(
                    org("province", null, Validity.ALWAYS),
                    org("district", "province", BEFORE, "north", "south"),
                    org("village", "district", BEFORE, "north"),
                    org("town", "district", BEFORE, "north", "south"),
                    org("north", "province", AFTER),
                    org("office", "north", AFTER),
                    org("south", "province", AFTER),
                    org("alone", null, Validity.ALWAYS)),
            List.of(),
            List.of(
                    site("hall", new Site.Ownership("village", BEFORE), new Site.Ownership("north", AFTER)),
                    site("desk", new Site.Ownership("office", AFTER)),
                    site("shop", new Site.Ownership("south", Validity.ALWAYS)),
                    site("ruin", new Site.Ownership("village", BEFORE))));

    private static Org org(String id, @Nullable String parent, Validity validity, String... successors) {
        return new Org(id, id, District.name(id), parent, validity, List.of(successors), List.of());
    }

    private static Site site(String id, Site.Ownership... owners) {
        return new Site(
                id, District.name(id), List.of(owners), 0, 0, 0, Duration.ofMinutes(1), 1, List.of(), List.of());
    }

    private Sight sight(LocalDate day, String... scope) {
        return Sight.of(places, Set.of(scope), day);
    }

    private List<String> sites(Sight sight) {
        return places.sites().stream().map(Site::id).filter(sight::seesSite).toList();
    }

    @Test
    void theWholeSeesEverythingEvenWhatNobodyKnows() {
        Sight whole = sight(NEW);
        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.seesOrg("~Phòng lạ")).isTrue();
        assertThat(sites(whole)).containsExactly("hall", "desk", "shop", "ruin");
    }

    @Test
    void aUnitSeesItselfAndAllBelowIt() {
        assertThat(sight(NEW, "north").orgs()).containsExactlyInAnyOrder("north", "office", "village");
        assertThat(sites(sight(NEW, "north"))).containsExactly("hall", "desk");
        assertThat(sites(sight(NEW, "office"))).containsExactly("desk");
        assertThat(sight(NEW, "province").seesOrg("alone")).isFalse();
        assertThat(sites(sight(NEW, "province"))).containsExactly("hall", "desk", "shop");
    }

    @Test
    void aPointIsSeenByWhomItBelongsToOnTheDay() {
        assertThat(sites(sight(OLD, "village"))).containsExactly("hall", "ruin");
        assertThat(sites(sight(OLD, "north"))).isEmpty();
        assertThat(sites(sight(NEW, "north"))).contains("hall");
        assertThat(sites(sight(NEW, "province", "alone"))).doesNotContain("ruin");
    }

    @Test
    void aUnitThatEndedCountsForThoseThatTookOver() {
        assertThat(sites(sight(NEW, "village"))).containsExactly("hall", "desk");
        assertThat(sites(sight(NEW, "district"))).containsExactly("hall", "desk", "shop");
    }

    @Test
    void whatIsLeftOfASplitUnitIsSeenByWhoSeesAllItsHeirs() {
        assertThat(sight(NEW, "north").seesOrg("town")).isFalse();
        assertThat(sight(NEW, "south").seesOrg("town")).isFalse();
        assertThat(sight(NEW, "north", "south").seesOrg("town")).isTrue();
        assertThat(sight(NEW, "province").seesOrg("town")).isTrue();
    }

    @Test
    void whatNobodyKnowsIsOfTheWholeOnly() {
        assertThat(sight(NEW, "province").seesOrg("~Phòng lạ")).isFalse();
        assertThat(sight(NEW, "province").seesOrg("")).isFalse();
        assertThat(sight(NEW, "gone").isWhole()).isFalse();
        assertThat(sites(sight(NEW, "gone"))).isEmpty();
        assertThat(sight(NEW, "gone").orgs()).isEmpty();
    }

    @Test
    void anAssignmentIsSeenByItsLeadAndByThoseWhoCoOrdinate() {
        Sight south = sight(NEW, "south");
        assertThat(south.seesAssignment("south", List.of())).isTrue();
        assertThat(south.seesAssignment("north", List.of("alone", "south"))).isTrue();
        assertThat(south.seesAssignment("north", List.of("~south"))).isFalse();
    }
}
