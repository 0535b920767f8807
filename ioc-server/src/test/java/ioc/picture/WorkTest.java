package ioc.picture;

import static ioc.picture.District.assignment;
import static ioc.picture.District.at;
import static ioc.picture.District.dossier;
import static ioc.picture.District.rating;
import static ioc.picture.District.seen;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.dossier.ApologyTest;
import ioc.event.ApologyStep;
import ioc.event.Event;
import ioc.event.Event.FeedChanged;
import ioc.picture.DossierCounts.Trait;
import ioc.picture.FeedPicture.Standing;
import ioc.place.OrgWords;
import org.junit.jupiter.api.Test;

/** Dossiers, assignments, ratings and feeds. */
class WorkTest {
    private final Picture picture = District.picture();

    private DossierCounts org(String key) {
        return picture.dossiersOf(key).orElseThrow();
    }

    @Test
    void aDossierBecomesDueSoonThenOverdueByTheClockAlone() {
        picture.apply(seen("08:00", dossier("D1", "xã Truông Mít", 4, "2026-11-30T12:00", null)));
        picture.tick(at("08:00:01"));
        assertThat(org("truong-mit").count(Trait.OPEN)).isEqualTo(1);
        assertThat(org("truong-mit").count(Trait.SOON)).isZero();
        picture.takeChanges();
        picture.tick(at("12:00"));
        assertThat(org("truong-mit").count(Trait.SOON)).isEqualTo(1);
        assertThat(picture.takeChanges()).contains(new Change(Change.Kind.DOSSIERS, "truong-mit"));
        picture.tick(at("2026-11-30T12:00"));
        assertThat(org("truong-mit").count(Trait.OVERDUE)).isZero();
        picture.tick(at("2026-11-30T12:00:01"));
        assertThat(org("truong-mit").count(Trait.OVERDUE)).isEqualTo(1);
        assertThat(org("truong-mit").count(Trait.SOON)).isZero();
    }

    private void apologise(String received, ApologyStep step) {
        picture.apply(new Event.Apologised("person", at(received), "D1", step));
    }

    @Test
    void lettersOfApologyAreCountedByUnitAndByTheClockAlone() {
        picture.apply(seen("08:00", dossier("D1", "xã Truông Mít", 4, "2026-12-01T17:00", null)));
        picture.apply(seen("08:00", dossier("D2", "xã Truông Mít", 4, "2026-11-20T17:00", null)));
        picture.tick(at("2026-11-26T16:59:59"));
        assertThat(org("truong-mit").count(Trait.APOLOGY_OWED)).isEqualTo(1);
        assertThat(org("truong-mit").count(Trait.APOLOGY_PAST)).isEqualTo(1);
        picture.tick(at("2026-11-26T17:00"));
        assertThat(org("truong-mit").count(Trait.APOLOGY_OWED))
                .as("three days are left")
                .isEqualTo(2);
        picture.takeChanges();
        apologise("2026-11-27T08:01", ApologyTest.save(0, "2026-12-01T17:00", "2026-11-30T17:00", "2026-12-04T17:00"));
        assertThat(org("truong-mit").count(Trait.APOLOGY_OWED)).isEqualTo(2);
        assertThat(org("truong-mit").count(Trait.APOLOGY_DRAFT)).isEqualTo(1);
        assertThat(picture.takeChanges()).contains(new Change(Change.Kind.DOSSIERS, "truong-mit"));
        picture.tick(at("2026-11-30T17:00"));
        assertThat(org("truong-mit").count(Trait.APOLOGY_PAST)).isEqualTo(1);
        picture.tick(at("2026-11-30T17:00:01"));
        assertThat(org("truong-mit").count(Trait.APOLOGY_PAST))
                .as("a draft that should have gone out")
                .isEqualTo(2);
        apologise("2026-11-30T17:01", ApologyTest.step(ApologyStep.Kind.SIGN, 1));
        assertThat(org("truong-mit").count(Trait.APOLOGY_SIGNED)).isEqualTo(1);
        apologise("2026-11-30T17:02", ApologyTest.step(ApologyStep.Kind.SEND, 1));
        assertThat(org("truong-mit").count(Trait.APOLOGY_SENT))
                .as("of another revision")
                .isZero();
        apologise("2026-11-30T17:03", ApologyTest.step(ApologyStep.Kind.SEND, 2));
        assertThat(org("truong-mit").count(Trait.APOLOGY_SENT)).isEqualTo(1);
        assertThat(org("truong-mit").count(Trait.APOLOGY_SENT_LATE)).isEqualTo(1);
        assertThat(org("truong-mit").count(Trait.APOLOGY_OWED)).isEqualTo(1);
        assertThat(picture.dossier("D1").orElseThrow().deadline().promised()).isEqualTo(at("2026-12-04T17:00"));
        assertThat(picture.ledger().accounts()).anySatisfy(account -> {
            assertThat(account.source()).isEqualTo("person");
            assertThat(account.accepted()).isEqualTo(3);
        });
        picture.tick(at("2026-12-02T09:00"));
        assertThat(org("truong-mit").count(Trait.OVERDUE)).as("late stays late").isEqualTo(2);
    }

    @Test
    void theClockOfAPausedDossierStands() {
        picture.apply(seen("08:00", dossier("D1", "xã Truông Mít", 5, "2026-11-25T09:00", null)));
        picture.tick(at("10:00"));
        assertThat(picture.dossiers().count(Trait.PAUSED)).isEqualTo(1);
        assertThat(picture.dossiers().count(Trait.OVERDUE)).isZero();
    }

    @Test
    void countsLateByInstantAndByDay() {
        picture.apply(seen("08:00", dossier("D1", "a", 10, "2026-11-20T10:00", "2026-11-20T09:00")));
        picture.apply(seen("08:00", dossier("D2", "a", 10, "2026-11-20T10:00", "2026-11-20T11:00")));
        picture.apply(seen("08:00", dossier("D3", "a", 9, "2026-11-20T10:00", "2026-11-21T09:00")));
        picture.apply(seen("08:00", dossier("D4", "a", 4, null, null)));
        DossierCounts all = picture.dossiers();
        assertThat(all.count(Trait.DONE_ON_TIME)).isEqualTo(1);
        assertThat(all.count(Trait.DONE_LATE)).isEqualTo(2);
        assertThat(all.count(Trait.DONE_LATE_BY_DAY)).isEqualTo(1);
        assertThat(all.count(Trait.HANDOVER)).isEqualTo(1);
        assertThat(all.count(Trait.UNDATED)).isEqualTo(1);
        assertThat(all.count(Trait.OPEN)).isEqualTo(1);
        assertThat(all.count(Trait.RECEIVED)).isEqualTo(4);
    }

    @Test
    void theAccountOfAPeriodBalances() {
        picture.apply(seen("08:00", dossier("D1", "a", 4, "2026-11-30T10:00", null)));
        picture.apply(seen("08:00", dossier("D2", "a", 5, "2026-11-30T10:00", null)));
        picture.apply(seen("08:00", dossier("D3", "b", 10, "2026-11-20T10:00", "2026-11-20T09:00")));
        picture.apply(seen("08:00", dossier("D4", "b", 8, "2026-11-20T10:00", "2026-11-20T09:00")));
        picture.apply(seen("08:00", dossier("D5", "b", 0, "2026-11-20T10:00", null)));
        picture.apply(seen("08:00", dossier("D6", "b", 3, null, null)));
        assertBalanced(6);
        assertThat(picture.dossiers().count(Trait.RECEIVED_NOW)).isEqualTo(6);
        picture.tick(at("2027-01-01T00:00"));
        assertBalanced(4); // of those that ended in the last quarter only the one whose end nobody knows is left
        assertThat(picture.dossiers().count(Trait.CARRIED_OVER)).isEqualTo(4);
        assertThat(picture.dossiers().count(Trait.RECEIVED)).isEqualTo(6);
    }

    private void assertBalanced(int sum) {
        DossierCounts all = picture.dossiers();
        assertThat(all.count(Trait.CARRIED_OVER) + all.count(Trait.RECEIVED_NOW))
                .isEqualTo(sum);
        assertThat(all.count(Trait.SETTLED_NOW)
                        + all.count(Trait.OPEN)
                        + all.count(Trait.STOPPED_NOW)
                        + all.count(Trait.UNSORTED))
                .isEqualTo(sum);
    }

    @Test
    void findsTheUnitOfTodayByAnOldNameAndShowsAnUnknownOneAsWritten() {
        picture.apply(seen("08:00", dossier("D1", "X. Truông Mít", 4, null, null)));
        picture.apply(seen("08:00", dossier("D2", "Phòng Một Cửa", 4, null, null)));
        assertThat(org("truong-mit").name().vi()).isEqualTo("xã Truông Mít");
        assertThat(org("~Phòng Một Cửa").name().vi()).isEqualTo("Phòng Một Cửa");
        OrgWords words = new OrgWords(District.places());
        assertThat(words.key("xã Bàu Đồn", District.REFORM.minusDays(1), District.REFORM))
                .as("one heir")
                .isEqualTo("truong-mit");
        assertThat(words.key("UBND huyện Gò Dầu", District.REFORM.minusDays(1), District.REFORM))
                .as("two heirs: nobody can say which")
                .isEqualTo("old-district");
    }

    @Test
    void aDossierSeenAgainUnchangedIsADuplicateAndAChangedOneMoves() {
        Event first = seen("08:00", dossier("D1", "xã Truông Mít", 4, "2026-11-25T07:00", null));
        assertThat(picture.apply(first)).isEqualTo(Outcome.ACCEPTED);
        assertThat(picture.apply(first)).isEqualTo(Outcome.DUPLICATE);
        assertThat(org("truong-mit").count(Trait.OVERDUE)).isEqualTo(1);
        picture.apply(seen("08:01", dossier("D1", "Phường Gò Dầu", 9, "2026-11-25T07:00", "2026-11-25T08:00")));
        assertThat(picture.dossiersOf("truong-mit")).isEmpty();
        assertThat(org("go-dau").count(Trait.DONE_LATE)).isEqualTo(1);
        assertThat(org("go-dau").count(Trait.DONE_LATE_BY_DAY)).isZero();
    }

    @Test
    void assignmentsStandInFourQuadrantsAndSoon() {
        picture.apply(seen("08:00", assignment("1", "xã Truông Mít", "2026-12-20T17:00", null)));
        picture.apply(seen("08:00", assignment("2", "xã Truông Mít", "2026-11-28T17:00", null)));
        picture.apply(seen("08:00", assignment("3", "xã Truông Mít", "2026-11-20T17:00", null)));
        picture.apply(seen("08:00", assignment("4", "xã Truông Mít", "2026-11-20T17:00", "2026-11-19T17:00")));
        picture.apply(seen("08:00", assignment("5", "xã Truông Mít", "2026-11-20T17:00", "2026-11-21T17:00")));
        picture.apply(seen("08:00", assignment("6", "xã Truông Mít", null, null)));
        AssignmentCounts all = picture.assignments();
        assertThat(new int[] {all.open(), all.inTime(), all.soon(), all.overdue(), all.doneOnTime(), all.doneLate()})
                .containsExactly(4, 2, 1, 1, 1, 1);
        assertThat(picture.assignmentsByOrg()).containsOnlyKeys("truong-mit");
        assertThat(picture.assignmentsByGiver()).containsOnlyKeys("Chủ tịch");
        picture.tick(at("2026-11-28T17:00:01"));
        assertThat(picture.assignments().overdue()).isEqualTo(2);
    }

    @Test
    void theShareOfGoodRatingsShowsFromTheTenthOnAndEndsWithTheDay() {
        for (int i = 0; i < 9; i++) {
            picture.apply(rating("08:0" + i, "bd-r1", "id" + i, i < 7 ? 3 : i - 6));
        }
        Ratings ratings = picture.site("bau-don").orElseThrow().ratings();
        assertThat(ratings.share(10)).isNull();
        picture.apply(rating("08:09", "bd-r1", "id9", 3));
        assertThat(picture.apply(rating("08:09", "bd-r1", "id9", 3))).isEqualTo(Outcome.DUPLICATE);
        assertThat(ratings.share(10)).isEqualTo(0.8);
        assertThat(new int[] {ratings.good(), ratings.mid(), ratings.bad()}).containsExactly(8, 1, 1);
        assertThat(ratings.reason()).contains("slow");
        assertThat(ratings.quarters())
                .containsOnly(java.util.Map.entry(at("08:00").toEpochMilli(), new Ratings.Quarter(10, 8)));
        picture.tick(at("2026-11-26T00:00"));
        assertThat(ratings.count()).isZero();
    }

    @Test
    void aFeedAgesAndComesBack() {
        assertThat(feed("onestop")).isEqualTo(Standing.NEVER);
        assertThat(feed("tasks")).isEqualTo(Standing.OFF);
        picture.apply(new FeedChanged("onestop", at("08:00"), FeedChanged.State.UP));
        assertThat(feed("onestop")).isEqualTo(Standing.OK);
        picture.tick(at("08:10:01"));
        assertThat(feed("onestop")).isEqualTo(Standing.STALE);
        picture.tick(at("08:50:01"));
        assertThat(feed("onestop")).isEqualTo(Standing.LOST);
        picture.apply(new FeedChanged("onestop", at("08:51"), FeedChanged.State.UP));
        assertThat(feed("onestop")).isEqualTo(Standing.OK);
        picture.apply(new FeedChanged("onestop", at("08:51:30"), FeedChanged.State.DOWN));
        assertThat(feed("onestop")).isEqualTo(Standing.LOST);
    }

    private Standing feed(String id) {
        return picture.feed(id).orElseThrow().standing();
    }
}
