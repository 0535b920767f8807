package ioc.picture;

import static ioc.picture.District.assignment;
import static ioc.picture.District.at;
import static ioc.picture.District.health;
import static ioc.picture.District.rating;
import static ioc.picture.District.seen;
import static ioc.picture.District.step;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.event.Event;
import ioc.event.Event.FeedChanged;
import ioc.picture.Daybook.Figures;
import ioc.picture.Daybook.Page;
import ioc.sensor.Reading.TicketStep.Step;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What today is compared with, and on which days a feed was on time. */
class DaybookTest {
    private static final String TOMORROW = "2026-11-26T";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

    private Picture picture = District.picture();

    private void awake(String time) {
        picture.tick(at(time));
        picture.apply(new Event.Sampled("ioc", at(time)));
    }

    private Figures then(String site) {
        return picture.then().orElse(Page.NONE).sites().getOrDefault(site, Figures.NONE);
    }

    private void aMorning() {
        picture.apply(step("09:20", "bd-q1", Step.ISSUED, "A1", "land"));
        picture.apply(rating("09:21", "bd-r1", "r1", 3));
        picture.apply(rating("09:22", "bd-r1", "r2", 1));
        picture.apply(health("09:24:50", "bd-q1", null));
        awake("09:25");
        picture.apply(rating("09:27", "bd-r1", "r3", 3));
        picture.apply(health("09:29:50", "bd-q1", null));
        awake("09:30");
    }

    @Test
    void showsTheFiguresOfTheSameTimeTheDayBefore() {
        aMorning();
        assertThat(picture.dayBefore()).as("on the first day").isEmpty();
        picture.tick(at(TOMORROW + "09:27"));
        assertThat(picture.dayBefore()).contains(DAY);
        assertThat(then("bau-don")).isEqualTo(new Figures(1, 300_000L, 0, 2, 1));
        picture.tick(at(TOMORROW + "09:30"));
        assertThat(then("bau-don").longestMs()).isEqualTo(600_000);
        assertThat(then("bau-don").rated()).isEqualTo(3);
    }

    @Test
    void saysNothingOfATimeInWhichNobodyWasAwakeOrNothingWasHeard() {
        aMorning();
        picture.tick(at(TOMORROW + "09:24:59"));
        assertThat(picture.then()).isEmpty();
        assertThat(picture.untilThen()).isEmpty();
        picture.tick(at(TOMORROW + "09:30"));
        assertThat(then("thanh-duc")).as("never heard").isEqualTo(new Figures(null, null, null, 0, 0));
        picture.tick(at(TOMORROW + "20:00"));
        assertThat(picture.then()).isEmpty();
        assertThat(picture.untilThen()
                        .orElseThrow()
                        .sites()
                        .getOrDefault("bau-don", Figures.NONE)
                        .rated())
                .as("sums stay what they had come to")
                .isEqualTo(3);
    }

    @Test
    void aDayOffIsNotComparedWith() {
        aMorning();
        awake("2026-11-28T09:30"); // a Saturday
        picture.tick(at("2026-11-30T09:30"));
        assertThat(picture.dayBefore()).contains(DAY);
        assertThat(then("bau-don").waiting()).isEqualTo(1);
    }

    @Test
    void theComparisonChangesByTheClockAlone() {
        aMorning();
        picture.tick(at(TOMORROW + "09:29"));
        picture.takeChanges();
        picture.tick(at(TOMORROW + "09:29:59"));
        assertThat(picture.takeChanges()).doesNotContain(new Change(Change.Kind.DAYBOOK, ""));
        picture.tick(at(TOMORROW + "09:30"));
        assertThat(picture.takeChanges()).contains(new Change(Change.Kind.DAYBOOK, ""));
    }

    @Test
    void countsOverdueAssignmentsAndDossiersOnlyWhereThereAreSome() {
        aMorning();
        picture.apply(seen("09:31", assignment("T1", "Phường Gò Dầu", "2026-11-20T17:00", null)));
        awake("09:35");
        picture.tick(at(TOMORROW + "09:35"));
        assertThat(picture.then().orElseThrow().assignmentsOverdue()).isEqualTo(1);
        assertThat(picture.then().orElseThrow().dossiersOverdue()).isNull();
    }

    @Test
    void aFeedIsOnTimeInTheMinutesInWhichItWasFresh() {
        awake("09:00");
        picture.apply(new Event.FeedChanged("onestop", at("09:00:30"), FeedChanged.State.UP));
        awake("09:01");
        awake("09:02");
        picture.apply(new Event.FeedChanged("onestop", at("09:02:30"), FeedChanged.State.DOWN));
        awake("09:03");
        awake("12:00"); // lunch
        FeedPicture feed = picture.feed("onestop").orElseThrow();
        assertThat(feed.day(DAY)).contains(new FeedPicture.Day("2026-11-25", 3, 2));
        assertThat(feed.day(DAY.minusDays(1))).as("nothing is known").isEmpty();
        assertThat(picture.feed("tasks").orElseThrow().day(DAY)).as("off").isEmpty();
    }

    @Test
    void keepsTwoWeeksOfAFeedAndAllOfItInASnapshot() {
        for (int day = 1; day <= 30; day++) {
            String date = "2026-12-%02dT".formatted(day);
            picture.apply(new Event.FeedChanged("onestop", at(date + "09:00"), FeedChanged.State.UP));
            awake(date + "09:00:30");
        }
        State frozen = picture.freeze();
        assertThat(frozen.trail().feeds().get(2).days()).hasSize(FeedPicture.DAYS);
        picture = District.picture(frozen);
        assertThat(picture.freeze()).isEqualTo(frozen);
        assertThat(picture.feed("onestop").orElseThrow().day(LocalDate.of(2026, 12, 30)))
                .isPresent();
    }
}
