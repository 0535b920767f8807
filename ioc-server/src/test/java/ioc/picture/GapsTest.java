package ioc.picture;

import static ioc.picture.District.at;
import static ioc.picture.District.heard;
import static ioc.picture.District.id;
import static ioc.picture.District.level;
import static ioc.picture.District.link;
import static ioc.picture.District.retained;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.event.Event;
import ioc.event.Event.FeedChanged;
import ioc.picture.Gaps.Gap;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Presence.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a device was silent, how much it said, and what runs on it. */
class GapsTest {
    private final Picture picture = District.picture();

    private DevicePicture camera() {
        return picture.device(id("bd-c1")).orElseThrow();
    }

    private void speaks(String time) {
        picture.apply(level(time, "bd-c1", Quantity.PEOPLE, "", 3));
    }

    private static long ms(String time) {
        return at(time).toEpochMilli();
    }

    /** Its period is 10 s, so it is silent after 100 s. */
    @Test
    void aSilenceReachesFromItsLastWordToItsFirstAfter() {
        speaks("08:00");
        speaks("08:01:40");
        assertThat(camera().gaps().all()).isEmpty();
        speaks("08:03:20.001");
        assertThat(camera().gaps().all()).containsExactly(new Gap(ms("08:01:40"), ms("08:03:20.001")));
        assertThat(camera().gaps().since()).isEqualTo(ms("08:00"));
    }

    @Test
    void theOneThatGoesOnCountsAndWhatWasBeforeADayDoesNot() {
        speaks("2026-11-24T08:00");
        speaks("2026-11-24T09:00");
        for (int minute = 1; minute < 24 * 60; minute++) {
            Instant then = at("2026-11-24T09:00").plusSeconds(60L * minute);
            picture.apply(heard(then, new Reading.Level(id("bd-c1"), then, Quantity.PEOPLE, "", minute)));
        }
        Gaps gaps = camera().gaps();
        assertThat(gaps.all()).containsExactly(new Gap(ms("2026-11-24T08:00"), ms("2026-11-24T09:00")));
        assertThat(gaps.within(ms("08:30"), null))
                .as("cut")
                .containsExactly(new Gap(ms("2026-11-24T08:30"), ms("2026-11-24T09:00")));
        assertThat(gaps.available(ms("08:30"), null)).isEqualTo(1 - 0.5 / 24);
        assertThat(gaps.available(ms("09:00"), null)).isEqualTo(1);
        assertThat(gaps.available(ms("09:00"), ms("08:00"))).isEqualTo(1 - 1.0 / 24);
        speaks("09:00");
        speaks("09:10");
        assertThat(camera().gaps().all()).containsExactly(new Gap(ms("09:00"), ms("09:10")));
    }

    @Test
    void ofOneThatIsNewOnlyWhatIsKnownCounts() {
        assertThat(camera().gaps().available(ms("08:00"), null)).isNull();
        speaks("08:00");
        assertThat(camera().gaps().available(ms("08:00"), null)).isNull();
        speaks("08:10");
        assertThat(camera().gaps().available(ms("08:20"), null)).isEqualTo(0.5);
    }

    @Test
    void retainedMessagesNeitherBeginNorEndOne() {
        speaks("08:00");
        picture.apply(retained(at("08:05"), new Reading.Level(id("bd-c1"), at("08:05"), Quantity.PEOPLE, "", 9)));
        speaks("08:10");
        assertThat(camera().gaps().all()).containsExactly(new Gap(ms("08:00"), ms("08:10")));
    }

    @Test
    void aSleepThatWasAnnouncedIsNone() {
        picture.apply(link("08:00", "bd-c1", Link.SLEEPING, "08:00", "s1"));
        picture.apply(link("09:00", "bd-c1", Link.ONLINE, "09:00", "s2"));
        assertThat(camera().gaps().all()).isEmpty();
        speaks("10:00");
        assertThat(camera().gaps().all()).containsExactly(new Gap(ms("09:00"), ms("10:00")));
    }

    @Test
    void oneThatComesAndGoesIsBounded() {
        Instant now = at("06:00");
        for (int i = 0; i < 200; i++) {
            now = now.plus(Duration.ofMinutes(2));
            picture.apply(heard(now, new Reading.Level(id("bd-c1"), now, Quantity.PEOPLE, "", i)));
        }
        Gaps gaps = camera().gaps();
        assertThat(gaps.all()).hasSize(Gaps.MOST);
        assertThat(gaps.since()).isEqualTo(gaps.all().get(0).from());
        assertThat(gaps.available(now.toEpochMilli(), null)).isZero();
    }

    @Test
    void messagesAreCountedByFiveMinutesAndByDay() {
        picture.tick(at("07:59"));
        speaks("08:00");
        speaks("08:04:59");
        speaks("08:05");
        picture.takeChanges();
        picture.tick(at("08:05"));
        assertThat(picture.takeChanges()).contains(new Change(Change.Kind.PACE, ""));
        assertThat(camera().pace().until(ms("08:05"))).hasSize(Pace.SHOWN).endsWith(0, 2);
        picture.tick(at("08:09:59"));
        assertThat(picture.takeChanges()).doesNotContain(new Change(Change.Kind.PACE, ""));
        assertThat(camera().pace().until(ms("08:10"))).endsWith(0, 2, 1);
        assertThat(camera().pace().until(ms("11:00"))).startsWith(2, 1, 0);
        assertThat(camera().pace().until(ms("11:10"))).containsOnly(0);
        speaks("11:00");
        assertThat(camera().pace().until(ms("11:05"))).startsWith(1, 0).endsWith(0, 1);
        assertThat(camera().pace().today()).isEqualTo(4);
        picture.tick(at("2026-11-26T00:00"));
        assertThat(camera().pace().today()).isZero();
    }

    @Test
    void aMessageThatSaysSeveralThingsIsOne() {
        for (String zone : List.of("a", "b")) {
            Reading said = new Reading.Level(id("bd-c1"), at("08:00"), Quantity.PEOPLE, zone, 1);
            picture.apply(new Event.Heard("mqtt", at("08:00"), said, false, zone.equals("a"), zone.equals("b")));
        }
        assertThat(camera().pace().today()).isEqualTo(1);
        assertThat(picture.ledger().account("mqtt").received()).isEqualTo(1);
    }

    @Test
    void allThisIsInTheSnapshot() {
        for (String time : List.of("08:00", "08:10", "08:11", "10:00")) {
            speaks(time);
        }
        picture.apply(heard(at("10:00"), new Reading.Health(id("bd-c1"), null, null, "2.1", null, null, null)));
        Picture again = District.picture(picture.freeze());
        DevicePicture other = again.device(id("bd-c1")).orElseThrow();
        assertThat(other.gaps()).isEqualTo(camera().gaps());
        assertThat(other.firmware()).isEqualTo("2.1");
        assertThat(other.pace().today()).isEqualTo(5);
        assertThat(other.pace().until(ms("10:05"))).isEqualTo(camera().pace().until(ms("10:05")));
        assertThat(again.freeze()).isEqualTo(picture.freeze());
    }

    @Test
    void whatRunsOnItIsTakenAlsoWhenItWasSaidLongAgoAndIsNoSignOfLife() {
        Reading version = new Reading.Health(id("bd-c1"), null, null, "13.1.0", null, null, null);
        assertThat(picture.apply(retained(at("08:00"), version))).isEqualTo(Outcome.ACCEPTED);
        assertThat(picture.apply(retained(at("08:00"), version))).isEqualTo(Outcome.LATE);
        assertThat(camera().firmware()).isEqualTo("13.1.0");
        assertThat(camera().wasHeard()).isFalse();
        picture.apply(heard(at("08:01"), new Reading.Health(id("bd-c1"), at("08:01"), 5L, null, null, null, null)));
        assertThat(camera().firmware()).as("a heartbeat without one").isEqualTo("13.1.0");
    }

    @Test
    void aMessageIsOneOfEachDeviceThatItSpeaksOf() {
        Reading first = new Reading.Level(id("bd-c2"), at("08:00"), Quantity.PEOPLE, "", 1);
        Reading known = new Reading.Level(id("bd-c1"), at("08:00"), Quantity.PEOPLE, "", 3);
        Reading more = new Reading.Level(id("bd-c1"), at("08:00"), Quantity.FRAME_RATE, "", 5);
        speaks("08:00");
        picture.apply(new Event.Heard("mqtt", at("08:00"), first, false, true, false));
        picture.apply(new Event.Heard("mqtt", at("08:00"), known, false, true, false));
        picture.apply(new Event.Heard("mqtt", at("08:00"), more, false, false, true));
        assertThat(camera().pace().today()).isEqualTo(2);
        assertThat(picture.device(id("bd-c2")).orElseThrow().pace().today()).isEqualTo(1);
    }

    @Test
    void oneThatWasLostByItsWillWasAwayFromThenOn() {
        picture.apply(link("08:00", "bd-c1", Link.ONLINE, "08:00", "s1"));
        picture.apply(link("08:00:20", "bd-c1", Link.OFFLINE, "08:00", "s1"));
        picture.apply(link("08:00:50", "bd-c1", Link.ONLINE, "08:00:50", "s2"));
        assertThat(camera().gaps().all()).containsExactly(new Gap(ms("08:00:20"), ms("08:00:50")));
        speaks("08:01");
        assertThat(camera().gaps().all()).hasSize(1);
    }

    private void broker(String time, FeedChanged.State state) {
        picture.apply(new FeedChanged("mqtt", at(time), state));
    }

    @Test
    void whileTheBrokerWasAwayNobodyWasSilent() {
        speaks("08:00");
        broker("08:00:05", FeedChanged.State.DOWN);
        broker("08:20", FeedChanged.State.UP);
        speaks("08:20:05");
        assertThat(camera().gaps().all()).isEmpty();
        broker("08:30", FeedChanged.State.DOWN);
        broker("08:40", FeedChanged.State.UP);
        speaks("08:50");
        assertThat(camera().gaps().all())
                .containsExactly(new Gap(ms("08:20:05"), ms("08:30")), new Gap(ms("08:40"), ms("08:50")));
    }

    @Test
    void whileTheServerDidNotRunNobodyWasSilent() {
        picture.apply(new Event.Sampled("ioc", at("08:00")));
        speaks("08:00:10");
        Picture again = District.picture(picture.freeze());
        again.tick(at("08:20"));
        again.apply(new FeedChanged("mqtt", at("08:20:10"), FeedChanged.State.UP));
        again.apply(level("08:20:20", "bd-c1", Quantity.PEOPLE, "", 3));
        again.apply(level("08:25", "bd-c1", Quantity.PEOPLE, "", 4));
        DevicePicture camera = again.device(id("bd-c1")).orElseThrow();
        assertThat(camera.gaps().all()).isEmpty();
        again.apply(new Event.Sampled("ioc", at("08:26")));
        again.apply(new Event.Sampled("ioc", at("08:27")));
        again.apply(level("08:28", "bd-c1", Quantity.PEOPLE, "", 5));
        assertThat(camera.gaps().all()).as("we were there").containsExactly(new Gap(ms("08:25"), ms("08:28")));
        assertThat(camera.gaps().available(ms("08:28"), null)).isLessThan(1);
    }
}
