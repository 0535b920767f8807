package ioc.picture;

import static ioc.picture.District.at;
import static ioc.picture.District.health;
import static ioc.picture.District.heard;
import static ioc.picture.District.id;
import static ioc.picture.District.retained;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.picture.DevicePicture.Reporting;
import ioc.picture.Rhythm.Origin;
import ioc.place.Device;
import ioc.place.Places;
import ioc.place.Site;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Presence.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long USUAL = MINUTE;
    /** A full hour. */
    private static final long START = at("08:00").toEpochMilli();

    private final Rhythm rhythm = new Rhythm(USUAL);

    private void say(long from, long until, long every) {
        for (long at = from; at < until; at += every) {
            rhythm.heard(at);
        }
    }

    @Test
    void isTheUsualUntilFiveIntervalsOfTheHourAreKnown() {
        say(START, START + 8 * MINUTE + 21 * SECOND, 20 * SECOND);
        assertThat(rhythm.origin()).isEqualTo(Origin.LEARNT);
        assertThat(rhythm.period()).isEqualTo(20 * SECOND);
        Rhythm young = new Rhythm(USUAL);
        for (long at = START; at < START + 8 * MINUTE; at += 20 * SECOND) {
            young.heard(at);
        }
        assertThat(young.origin()).isEqualTo(Origin.LEARNING);
        assertThat(young.period()).isEqualTo(USUAL);
    }

    @Test
    void fiveTopicsAtOnceAreOneWord() {
        for (long at = START; at < START + 40 * MINUTE; at += 30 * SECOND) {
            for (int topic = 0; topic < 5; topic++) {
                rhythm.heard(at + topic * 40L);
            }
        }
        assertThat(rhythm.period()).isEqualTo(30 * SECOND);
    }

    @Test
    void aMinuteOfHurryIsOneIntervalOfMany() {
        for (long at = START; at < START + 30 * MINUTE; at += MINUTE) {
            boolean hurries = at == START + 10 * MINUTE;
            say(at, at + MINUTE, hurries ? 6 * SECOND : MINUTE);
        }
        assertThat(rhythm.period()).isEqualTo(MINUTE);
    }

    @Test
    void isNeverUnderFiveSecondsNorOverSixHours() {
        say(START, START + 30 * MINUTE, SECOND);
        assertThat(rhythm.period()).isEqualTo(Rhythm.LEAST);
        Rhythm seldom = new Rhythm(USUAL);
        for (int day = 0; day < 20; day++) {
            seldom.heard(START + day * (7 * HOUR));
        }
        assertThat(seldom.origin()).isEqualTo(Origin.LEARNING);
        assertThat(seldom.period()).isEqualTo(USUAL);
    }

    @Test
    void oneThatTalksOnceAnHourIsKnownBeforeEachHourOfTheDayIs() {
        for (int hour = 0; hour < 6; hour++) {
            rhythm.heard(START + hour * HOUR);
        }
        assertThat(rhythm.period()).isEqualTo(HOUR);
        assertThat(rhythm.origin()).isEqualTo(Origin.LEARNT);
    }

    @Test
    void aSilenceOfAnHourDoesNotSpoilIt() {
        say(START, START + 20 * MINUTE + SECOND, 20 * SECOND);
        long back = START + 80 * MINUTE;
        say(back, back + 8 * MINUTE, 20 * SECOND);
        assertThat(rhythm.period()).as("in the next hour").isEqualTo(USUAL);
        say(back + 8 * MINUTE, back + 20 * MINUTE, 20 * SECOND);
        assertThat(rhythm.period()).as("once that is known").isEqualTo(20 * SECOND);
        rhythm.heard(START + 24 * HOUR);
        assertThat(rhythm.period()).as("on the day after").isEqualTo(20 * SECOND);
    }

    /** Every ten seconds by day, every five minutes from 17:00 on. */
    @Test
    void aCameraThatTalksSeldomAtNightIsNotCalledSilentThen() {
        long evening = at("17:00").toEpochMilli();
        for (int day = 0; day < 2; day++) {
            long midnight = day * (24 * HOUR);
            say(midnight + evening - 2 * HOUR, midnight + evening, 10 * SECOND);
            say(midnight + evening, midnight + evening + 2 * HOUR, 5 * MINUTE);
        }
        long third = evening + 48 * HOUR;
        say(third - 2 * HOUR, third - 30 * MINUTE, 10 * SECOND);
        assertThat(rhythm.period()).as("by day").isEqualTo(10 * SECOND);
        say(third - 30 * MINUTE, third, 10 * SECOND);
        assertThat(rhythm.period())
                .as("its last word of the day: the silence runs into the evening")
                .isEqualTo(5 * MINUTE);
        rhythm.heard(third + 5 * MINUTE);
        assertThat(rhythm.period()).as("in the evening").isEqualTo(5 * MINUTE);
    }

    @Test
    void goesOnAfterASnapshotAsIfNothingHadHappened() {
        say(START, START + 90 * MINUTE, 20 * SECOND);
        Rhythm other = new Rhythm(USUAL);
        other.restore(rhythm.freeze());
        assertThat(other.freeze()).isEqualTo(rhythm.freeze());
        assertThat(other.period()).isEqualTo(rhythm.period());
        for (long at = START + 91 * MINUTE; at < START + 6 * HOUR; at += 40 * SECOND) {
            rhythm.heard(at);
            other.heard(at);
            assertThat(other.period()).isEqualTo(rhythm.period());
        }
        assertThat(other.freeze()).isEqualTo(rhythm.freeze());
        assertThat(rhythm.freeze().hours().values())
                .allSatisfy(kept -> assertThat(kept).hasSizeLessThanOrEqualTo(Rhythm.KEPT));
    }

    private static Picture learning(State state) {
        return picture(state, Device.Habit.LEARNT);
    }

    private static Picture picture(State state, Device.Habit habit) {
        Places places = District.places();
        List<Site> sites = places.sites().stream()
                .map(site -> new Site(
                        site.id(),
                        site.name(),
                        site.owners(),
                        site.latitude(),
                        site.longitude(),
                        site.seats(),
                        site.waitLimit(),
                        site.fewestOpen(),
                        site.services(),
                        site.devices().stream()
                                .map(device ->
                                        new Device(device.id(), device.name(), Duration.ofMinutes(1), habit, null))
                                .toList()))
                .toList();
        return new Picture(
                new Places(
                        places.title(),
                        places.zone(),
                        List.copyOf(places.orgs()),
                        List.copyOf(places.services()),
                        sites),
                District.judge(),
                Limits.STANDARD,
                District.FEEDS,
                state);
    }

    private static Instant second(int second) {
        return at("08:00").plusSeconds(second);
    }

    private static void speaks(Picture picture, int second) {
        picture.apply(
                heard(second(second), new Reading.Level(id("bd-c1"), second(second), Quantity.PEOPLE, "", second)));
    }

    @Test
    void aDeviceIsLateAndSilentByWhatWasLearntToTheSecond() {
        Picture picture = learning(State.EMPTY);
        for (int second = 0; second <= 600; second += 10) {
            speaks(picture, second);
        }
        DevicePicture device = picture.device(id("bd-c1")).orElseThrow();
        assertThat(device.period()).isEqualTo(10 * SECOND);
        assertThat(device.periodOrigin()).isEqualTo("learnt");
        picture.tick(second(620));
        assertThat(device.reporting()).isEqualTo(Reporting.OK);
        picture.tick(second(621));
        assertThat(device.reporting()).isEqualTo(Reporting.LATE);
        picture.tick(second(700));
        assertThat(device.reporting()).isEqualTo(Reporting.LATE);
        Picture again = learning(picture.freeze());
        for (Picture each : List.of(picture, again)) {
            DevicePicture one = each.device(id("bd-c1")).orElseThrow();
            assertThat(one.period()).isEqualTo(10 * SECOND);
            each.tick(second(701));
            assertThat(one.reporting()).isEqualTo(Reporting.SILENT);
        }
        assertThat(again.freeze()).isEqualTo(picture.freeze());
    }

    @Test
    void retainedAndLateMessagesAndDuplicatesTeachNothing() {
        Picture picture = learning(State.EMPTY);
        for (int second = 0; second <= 600; second += 30) {
            speaks(picture, second);
            speaks(picture, second);
            picture.apply(retained(
                    second(second + 10), new Reading.Level(id("bd-c1"), second(second + 9), Quantity.PEOPLE, "z", 1)));
            picture.apply(heard(
                    second(second + 20), new Reading.Level(id("bd-c1"), second(second - 60), Quantity.PEOPLE, "", 1)));
        }
        DevicePicture device = picture.device(id("bd-c1")).orElseThrow();
        assertThat(device.period()).isEqualTo(30 * SECOND);
        assertThat(device.pace().today()).isEqualTo(21);
    }

    @Test
    void aPeriodThatIsWrittenStays() {
        Picture picture = District.picture();
        for (int minute = 0; minute < 59; minute++) {
            picture.apply(health("08:%02d".formatted(minute), "bd-w1", null));
        }
        DevicePicture device = picture.device(id("bd-w1")).orElseThrow();
        assertThat(device.period()).isEqualTo(30 * SECOND);
        assertThat(device.periodOrigin()).isEqualTo("configured");
    }

    @Test
    void oneThatSpeaksOnChangeIsSilentOnlyOnceItsLinkIsDown() {
        Picture picture = picture(State.EMPTY, Device.Habit.ON_CHANGE);
        DevicePicture device = picture.device(id("bd-c1")).orElseThrow();
        picture.apply(heard(second(0), new Reading.Presence(id("bd-c1"), null, Link.ONLINE, null)));
        speaks(picture, 1);
        picture.tick(second(7_200));
        assertThat(device.reporting()).isEqualTo(Reporting.OK);
        Picture again = picture(picture.freeze(), Device.Habit.ON_CHANGE);
        again.tick(second(7_201));
        assertThat(again.device(id("bd-c1")).orElseThrow().reporting()).isEqualTo(Reporting.OK);
        speaks(picture, 7_202);
        assertThat(device.gaps().all()).isEmpty();
        picture.apply(heard(second(10_000), new Reading.Presence(id("bd-c1"), null, Link.OFFLINE, null)));
        assertThat(device.isLost()).isTrue();
        picture.tick(second(10_001));
        assertThat(device.reporting()).isEqualTo(Reporting.SILENT);
        picture.apply(retained(second(10_100), new Reading.Presence(id("bd-c1"), null, Link.ONLINE, null)));
        picture.tick(second(10_101));
        assertThat(device.reporting()).isEqualTo(Reporting.OK);
        picture.apply(heard(second(10_200), new Reading.Presence(id("bd-c1"), null, Link.OFFLINE, null)));
        picture.apply(heard(second(10_300), new Reading.Presence(id("bd-c1"), null, Link.ONLINE, null)));
        assertThat(device.gaps().all()).containsExactly(new Gaps.Gap(ms(10_200), ms(10_300)));
    }

    @Test
    void oneThatSpeaksOnChangeAndOfWhoseLinkNobodyTellsIsJudgedByItsSilence() {
        Picture picture = picture(State.EMPTY, Device.Habit.ON_CHANGE);
        speaks(picture, 0);
        picture.tick(second(601));
        assertThat(picture.device(id("bd-c1")).orElseThrow().reporting()).isEqualTo(Reporting.SILENT);
    }

    private static long ms(int second) {
        return second(second).toEpochMilli();
    }
}
