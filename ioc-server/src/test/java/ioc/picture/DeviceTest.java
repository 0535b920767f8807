package ioc.picture;

import static ioc.picture.District.at;
import static ioc.picture.District.health;
import static ioc.picture.District.heard;
import static ioc.picture.District.id;
import static ioc.picture.District.level;
import static ioc.picture.District.link;
import static ioc.picture.District.retained;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.event.Event;
import ioc.picture.DevicePicture.Reporting;
import ioc.picture.SitePicture.Look;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.Tally.Direction;
import ioc.sensor.decode.Decoded;
import ioc.sensor.decode.Decoded.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceTest {
    private final Picture picture = District.picture();

    private DevicePicture device(String name) {
        return picture.device(id(name)).orElseThrow();
    }

    private SitePicture site() {
        return picture.site("bau-don").orElseThrow();
    }

    @Test
    void isLateAfterTwoPeriodsAndSilentAfterTen() {
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.NEVER);
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "hall", 3));
        picture.tick(at("08:00:20"));
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.OK);
        picture.tick(at("08:00:21"));
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.LATE);
        picture.tick(at("08:01:40"));
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.LATE);
        picture.takeChanges();
        picture.tick(at("08:01:41"));
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.SILENT);
        assertThat(device("bd-c1").lostSince()).isEqualTo(at("08:00").toEpochMilli());
        assertThat(picture.takeChanges())
                .contains(
                        new Change(Change.Kind.DEVICE, "bau-don/camera/bd-c1"),
                        new Change(Change.Kind.KIND, "camera"),
                        new Change(Change.Kind.SITE, "bau-don"));
        picture.apply(level("08:02", "bd-c1", Quantity.PEOPLE, "hall", 4));
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.OK);
    }

    @Test
    void aRetainedMessageIsNoSignOfLife() {
        picture.apply(retained(at("08:00"), new Reading.Presence(id("bd-c1"), at("07:00"), Link.ONLINE, "s1")));
        picture.apply(retained(at("08:00"), new Reading.Level(id("bd-c1"), at("07:00"), Quantity.PEOPLE, "", 3)));
        assertThat(device("bd-c1").connected()).isTrue();
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.NEVER);
        assertThat(device("bd-c1").receivedAt()).isNull();
        assertThat(site().look()).isEqualTo(Look.NEVER);
    }

    @Test
    void connectedAndReportingAreTwoFacts() {
        picture.apply(link("08:00", "bd-c1", Link.ONLINE, "08:00", "s1"));
        picture.tick(at("08:10"));
        assertThat(device("bd-c1").connected()).isTrue();
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.SILENT);
    }

    @Test
    void theWillOfAReplacedSessionIsVoid() {
        picture.apply(link("08:00", "bd-c1", Link.ONLINE, "08:00", "s1"));
        picture.apply(link("08:05", "bd-c1", Link.ONLINE, "08:05", "s2"));
        assertThat(picture.apply(link("08:06", "bd-c1", Link.OFFLINE, "08:00", "s1")))
                .isEqualTo(Outcome.LATE);
        assertThat(device("bd-c1").connected()).isTrue();
        assertThat(picture.apply(link("08:07", "bd-c1", Link.ONLINE, "08:00", "s1")))
                .isEqualTo(Outcome.LATE);
        assertThat(device("bd-c1").link().session()).isEqualTo("s2");
    }

    @Test
    void theWillOfThePresentSessionCountsThoughItWasWrittenAtItsStart() {
        picture.apply(link("08:00", "bd-c1", Link.ONLINE, "08:00:01", "s1"));
        assertThat(picture.apply(link("09:00", "bd-c1", Link.OFFLINE, "08:00", "s1")))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(device("bd-c1").connected()).isFalse();
        assertThat(device("bd-c1").link().since()).isEqualTo(at("09:00").toEpochMilli());
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:00").toEpochMilli());
    }

    @Test
    void theEndOfASessionWeNeverSawBeginCounts() {
        picture.apply(link("08:00", "bd-c1", Link.ONLINE, "08:00", "s1"));
        assertThat(picture.apply(
                        retained(at("09:00"), new Reading.Presence(id("bd-c1"), at("08:30"), Link.OFFLINE, "s2"))))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(device("bd-c1").connected()).isFalse();
    }

    @Test
    void aSleepingDeviceIsNotLost() {
        picture.apply(link("08:00", "bd-c1", Link.SLEEPING, "08:00", "s1"));
        picture.tick(at("09:00"));
        assertThat(device("bd-c1").isLost()).isFalse();
        assertThat(site().isLost()).isFalse();
    }

    @Test
    void aLevelSentTwiceCountsOnceAndAnOlderOneIsForHistoryOnly() {
        Event present = level("08:00:10", "bd-c1", Quantity.PEOPLE, "hall", 5);
        picture.apply(present);
        assertThat(picture.apply(present)).isEqualTo(Outcome.DUPLICATE);
        Event older = heard(at("08:00:11"), new Reading.Level(id("bd-c1"), at("08:00:05"), Quantity.PEOPLE, "hall", 2));
        assertThat(picture.apply(older)).isEqualTo(Outcome.LATE);
        assertThat(device("bd-c1").value(Quantity.PEOPLE)).isEqualTo(5);
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:00:10").toEpochMilli());
        assertThat(picture.ledger().account("mqtt").accepted()).isEqualTo(2);
        assertThat(picture.ledger().rejected(Reason.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void aDeviceWhoseClockWasPutBackIsHeardAgainOnceItRunsOnAsTimeDoes() {
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "", 5));
        picture.apply(heard(at("08:00"), new Reading.Health(id("bd-c1"), at("08:00"), null, null, null, null, null)));
        old("08:00:10", "07:00:10", 10);
        assertThat(device("bd-c1").value(Quantity.PEOPLE)).isEqualTo(5);
        old("08:00:20", "07:00:20", 20);
        assertThat(device("bd-c1").value(Quantity.PEOPLE)).isEqualTo(20);
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:00:20").toEpochMilli());
        assertThat(device("bd-c1").clockOffset()).isEqualTo(-3_600_000);
        picture.apply(
                heard(at("08:00:30"), new Reading.Health(id("bd-c1"), at("07:00:30"), null, null, null, null, "hot")));
        assertThat(device("bd-c1").fault()).isEqualTo("hot");
    }

    @Test
    void aClockThatWasPutBackAndIsSetRightIsRightAlsoWhereNoHeartbeatSaysSo() {
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "", 5));
        old("08:00:10", "07:00:10", 10);
        old("08:00:20", "07:00:20", 20);
        assertThat(device("bd-c1").clockOffset()).isEqualTo(-3_600_000);
        old("08:00:30", "08:00:30", 30);
        assertThat(device("bd-c1").value(Quantity.PEOPLE)).isEqualTo(30);
        assertThat(device("bd-c1").clockOffset()).isZero();
    }

    @Test
    void aBurstOfOldThingsIsLate() {
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "", 5));
        for (int second = 0; second <= 50; second += 10) {
            old("08:00:1" + second / 10, "07:00:" + (second == 0 ? "00" : second), second);
        }
        assertThat(device("bd-c1").value(Quantity.PEOPLE)).isEqualTo(5);
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:00").toEpochMilli());
    }

    private void old(String received, String observed, int people) {
        picture.apply(heard(at(received), new Reading.Level(id("bd-c1"), at(observed), Quantity.PEOPLE, "", people)));
    }

    @Test
    void aBareWordThatIsSaidAgainIsASignOfLife() {
        picture.apply(heard(at("08:00"), new Reading.Presence(id("bd-c1"), null, Link.ONLINE, null)));
        picture.tick(at("08:01"));
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.LATE);
        picture.apply(retained(at("08:01"), new Reading.Presence(id("bd-c1"), null, Link.ONLINE, null)));
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.LATE);
        picture.apply(heard(at("08:01"), new Reading.Presence(id("bd-c1"), null, Link.ONLINE, null)));
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.OK);
        assertThat(device("bd-c1").link().since()).isEqualTo(at("08:00").toEpochMilli());
    }

    @Test
    void addsPartsButNotAWholeAndItsParts() {
        picture.apply(level("08:00", "bd-w1", Quantity.STATIONS, "phy0", 7));
        picture.apply(level("08:00", "bd-w1", Quantity.STATIONS, "phy1", 4));
        assertThat(device("bd-w1").value(Quantity.STATIONS)).isEqualTo(11);
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "desk", 3));
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "", 9));
        assertThat(device("bd-c1").value(Quantity.PEOPLE)).isEqualTo(9);
    }

    @Test
    void theFullestViewSaysHowManyPeopleThereAreSinceViewsOverlap() {
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "", 9));
        picture.apply(level("08:00:05", "bd-c2", Quantity.PEOPLE, "", 12));
        picture.apply(level("08:00:09", "bd-c2", Quantity.PEOPLE, "", 2));
        assertThat(site().people()).isEqualTo(9);
        assertThat(site().peak()).contains(new SiteState.Peak(12, at("08:00:05").toEpochMilli()));
    }

    @Test
    void countsDifferencesOfARunningTotalAndBearsItsReset() {
        for (String said : new String[] {"08:00 100", "08:01 104", "08:02 2", "08:03 5"}) {
            String[] words = said.split(" ", -1);
            picture.apply(heard(
                    at(words[0]),
                    new Reading.Tally(
                            id("bd-c1"), at(words[0]), null, Direction.IN, "door", Long.parseLong(words[1]), true)));
        }
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(4 + 2 + 3);
        picture.tick(at("2026-11-26T00:00"));
        assertThat(device("bd-c1").passedToday(Direction.IN)).isZero();
        picture.apply(heard(
                at("2026-11-26T07:00"),
                new Reading.Tally(id("bd-c1"), at("2026-11-26T07:00"), null, Direction.IN, "door", 6, true)));
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(1);
    }

    private static Reading.Tally passed(String observed, @Nullable String id, long count) {
        return new Reading.Tally(id("bd-c1"), at(observed), id, Direction.IN, "door", count, false);
    }

    @Test
    void twoWhoPassInOneMomentAreTwoAndOneWhoIsToldTwiceIsOne() {
        assertThat(picture.apply(heard(at("08:00"), passed("08:00", "a", 1)))).isEqualTo(Outcome.ACCEPTED);
        assertThat(picture.apply(heard(at("08:00"), passed("08:00", "b", 1)))).isEqualTo(Outcome.ACCEPTED);
        assertThat(picture.apply(heard(at("08:00:01"), passed("08:00", "a", 1))))
                .isEqualTo(Outcome.DUPLICATE);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(2);
        Picture later = District.picture(picture.freeze());
        assertThat(later.apply(heard(at("08:00:02"), passed("08:00", "b", 1)))).isEqualTo(Outcome.DUPLICATE);
        assertThat(later.device(id("bd-c1")).orElseThrow().passedToday(Direction.IN))
                .isEqualTo(2);
    }

    @Test
    void periodsThatComeLateCountTodayOnceAndAreNoSignOfLife() {
        picture.apply(heard(at("08:30"), passed("08:30", null, 5)));
        picture.takeChanges();
        assertThat(picture.apply(heard(at("08:30:01"), passed("08:01", null, 2))))
                .isEqualTo(Outcome.LATE);
        assertThat(picture.takeChanges()).contains(new Change(Change.Kind.DEVICE, "bau-don/camera/bd-c1"));
        picture.apply(heard(at("08:30:01"), passed("08:02", null, 3)));
        assertThat(picture.apply(heard(at("08:30:02"), passed("08:01", null, 2))))
                .isEqualTo(Outcome.DUPLICATE);
        picture.apply(heard(at("08:30:02"), passed("2026-11-24T17:00", null, 100)));
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(10);
        assertThat(device("bd-c1").observedAt()).isEqualTo(at("08:30").toEpochMilli());
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:30").toEpochMilli());
        assertThat(picture.apply(heard(at("08:31"), passed("08:31", null, 1)))).isEqualTo(Outcome.ACCEPTED);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(11);
    }

    @Test
    void periodsOfAClockThatWasPutBackCountAgain() {
        for (String said : new String[] {"07:58", "07:59", "08:00", "08:01"}) {
            picture.apply(heard(at(said), passed(said, null, 1)));
        }
        for (String said : new String[] {"08:02 07:58", "08:03 07:59", "08:04 08:00", "08:05 08:01"}) {
            String[] words = said.split(" ", -1);
            picture.apply(heard(at(words[0]), passed(words[1], null, 1)));
        }
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(4 + 3);
    }

    private void total(String received, long count) {
        picture.apply(
                heard(at(received), new Reading.Tally(id("bd-c1"), null, null, Direction.IN, "door", count, true)));
    }

    @Test
    void anOlderTotalWithoutATimeThatIsDeliveredAgainIsNoReset() {
        total("08:00", 188);
        total("08:01", 189);
        total("08:02", 190);
        total("08:03", 188);
        total("08:03", 189);
        total("08:03", 190);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(2);
        total("08:04", 3);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(2 + 3);
    }

    private Outcome totalOf(String received, String observed, long count) {
        return picture.apply(heard(
                at(received), new Reading.Tally(id("bd-c1"), at(observed), null, Direction.IN, "door", count, true)));
    }

    @Test
    void passingsOfAPartWithARunningTotalDoNotCountBesideIt() {
        totalOf("08:00", "08:00", 100);
        assertThat(picture.apply(heard(at("08:00:30"), passed("08:00:30", "a", 1))))
                .isEqualTo(Outcome.DUPLICATE);
        assertThat(picture.apply(heard(at("08:00:40"), passed("08:00:40", null, 1))))
                .isEqualTo(Outcome.DUPLICATE);
        totalOf("08:01", "08:01", 102);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(2);
    }

    @Test
    void aRunningTotalAfterPassingsIsWhereItsCountingStarts() {
        picture.apply(heard(at("08:00"), passed("08:00", "a", 1)));
        picture.apply(heard(at("08:01"), passed("08:01", "b", 1)));
        assertThat(totalOf("08:01", "08:01", 500)).isEqualTo(Outcome.ACCEPTED);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(2);
        picture.apply(heard(at("08:02"), passed("08:02", "c", 1)));
        totalOf("08:02", "08:02", 501);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(3);
    }

    @Test
    void passingsCountAgainOnceThereWasNoTotalForADay() {
        totalOf("08:00", "08:00", 100);
        picture.apply(heard(at("2026-11-26T08:00"), passed("2026-11-26T08:00", "a", 1)));
        assertThat(device("bd-c1").passedToday(Direction.IN)).isZero();
        picture.apply(heard(at("2026-11-26T08:01"), passed("2026-11-26T08:01", "b", 1)));
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(1);
    }

    @Test
    void whatATotalGrewByYesterdayIsNotOfToday() {
        totalOf("22:00", "22:00", 550);
        for (String said : new String[] {"22:05 560", "23:55 600"}) {
            String[] words = said.split(" ", -1);
            assertThat(totalOf("2026-11-26T07:00", words[0], Long.parseLong(words[1])))
                    .isEqualTo(Outcome.LATE);
        }
        assertThat(totalOf("2026-11-26T07:00", "2026-11-26T00:05", 601)).isEqualTo(Outcome.ACCEPTED);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(1);
    }

    @Test
    void aRetainedTotalOfYesterdayIsWhereCountingStarts() {
        picture.apply(retained(
                at("08:00"),
                new Reading.Tally(id("bd-c1"), at("2026-11-24T17:00"), null, Direction.IN, "door", 40, true)));
        totalOf("08:01", "08:01", 43);
        assertThat(device("bd-c1").passedToday(Direction.IN)).isEqualTo(3);
    }

    private Outcome jam(String received, @Nullable String observed, boolean active) {
        return picture.apply(heard(
                at(received), new Reading.Fault(id("bd-c1"), observed == null ? null : at(observed), "jam", active)));
    }

    @Test
    void aFaultThatIsAsItWasIsASignOfLifeUnlessItIsOld() {
        assertThat(jam("08:00", null, false)).isEqualTo(Outcome.ACCEPTED);
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.OK);
        jam("08:01", "08:01", true);
        jam("08:02", "08:02", true);
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:02").toEpochMilli());
        assertThat(device("bd-c1").faultSince()).isEqualTo(at("08:01").toEpochMilli());
        assertThat(jam("08:03", "08:02", true)).isEqualTo(Outcome.DUPLICATE);
        assertThat(jam("08:03", "08:01:30", true)).isEqualTo(Outcome.LATE);
        picture.apply(retained(at("08:03"), new Reading.Fault(id("bd-c1"), at("08:02:30"), "jam", true)));
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:02").toEpochMilli());
    }

    @Test
    void oneThatSleepsCountsNobody() {
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "", 9));
        picture.apply(level("08:00", "bd-c2", Quantity.PEOPLE, "", 2));
        picture.apply(level("08:00", "bd-w1", Quantity.STATIONS, "", 7));
        picture.apply(link("08:00:05", "bd-c1", Link.SLEEPING, "08:00:05", "s1"));
        picture.apply(link("08:00:05", "bd-w1", Link.SLEEPING, "08:00:05", "s1"));
        assertThat(site().people()).isEqualTo(2);
        assertThat(site().stations()).isNull();
    }

    @Test
    void theTrafficOfADeviceIsThatOfItsBusiestInterface() {
        for (Quantity rate :
                List.of(Quantity.RECEIVE_RATE, Quantity.SEND_RATE, Quantity.ERROR_RATE, Quantity.DROP_RATE)) {
            picture.apply(level("08:00", "bd-w1", rate, "br-lan", 900));
            picture.apply(level("08:00", "bd-w1", rate, "eth0", 950));
            picture.apply(level("08:00", "bd-w1", rate, "wlan0", 400));
            assertThat(device("bd-w1").value(rate)).isEqualTo(950);
        }
    }

    @Test
    void aRadioThatIsGoneIsForgottenOnceADayPassed() {
        picture.apply(level("08:00", "bd-w1", Quantity.STATIONS, "wlan0", 6));
        picture.apply(level("08:00", "bd-w1", Quantity.TEMPERATURE, "", 41));
        picture.apply(level("09:00", "bd-w1", Quantity.STATIONS, "phy0-ap0", 7));
        picture.tick(at("2026-11-26T00:00"));
        assertThat(device("bd-w1").value(Quantity.STATIONS)).isEqualTo(13);
        picture.apply(level("2026-11-26T08:00", "bd-w1", Quantity.STATIONS, "phy0-ap0", 7));
        picture.tick(at("2026-11-27T00:00"));
        assertThat(device("bd-w1").value(Quantity.STATIONS)).isEqualTo(7);
        assertThat(device("bd-w1").value(Quantity.TEMPERATURE)).isEqualTo(41);
    }

    @Test
    void aRouterOfTwelveInterfacesIsTakenWhole() {
        for (int i = 0; i < 12; i++) {
            for (Quantity quantity : List.of(Quantity.values()).subList(0, 20)) {
                assertThat(picture.apply(level("08:00", "bd-w1", quantity, "eth" + i, 1)))
                        .isEqualTo(Outcome.ACCEPTED);
            }
        }
    }

    @Test
    void whatAMeasurementShowsOfAClockIsShownAndCorrectsNothing() {
        for (String said :
                new String[] {"08:00 07:00", "08:00:01 07:00:01", "08:00:10 07:00:10", "08:00:20 07:00:20"}) {
            assertThat(device("bd-c1").clockOffset()).isNull();
            String[] words = said.split(" ", -1);
            old(words[0], words[1], 1);
        }
        assertThat(device("bd-c1").clockOffset()).isEqualTo(-3_600_000);
        assertThat(device("bd-c1").observedAtCorrected())
                .isEqualTo(at("07:00:20").toEpochMilli());
        assertThat(District.picture(picture.freeze())
                        .device(id("bd-c1"))
                        .orElseThrow()
                        .clockOffset())
                .isEqualTo(-3_600_000);
        picture.apply(health("08:00:30", "bd-c1", null));
        assertThat(device("bd-c1").clockOffset()).isZero();
    }

    @Test
    void theEndOfAPeriodShowsNothingOfAClock() {
        for (int minute = 0; minute < 6; minute++) {
            picture.apply(heard(at("08:3" + minute), passed("08:0" + minute, null, 1)));
        }
        assertThat(device("bd-c1").clockOffset()).isNull();
    }

    @Test
    void aCameraWithoutAPictureCountsNobodyThoughOthersTellOfIt() {
        picture.apply(heard(at("08:00"), new Reading.Presence(id("bd-c1"), null, Link.ONLINE, null)));
        picture.apply(heard(at("08:00"), new Reading.Level(id("bd-c1"), null, Quantity.PEOPLE, "", 5)));
        picture.apply(heard(at("08:00:05"), new Reading.Presence(id("bd-c1"), null, Link.OFFLINE, null)));
        picture.apply(heard(at("08:00:09"), new Reading.Fault(id("bd-c1"), null, "no-stream", true)));
        assertThat(site().people()).isNull();
        assertThat(device("bd-c1").fault()).isEqualTo("no-stream");
        picture.apply(heard(at("08:01"), new Reading.Presence(id("bd-c1"), null, Link.ONLINE, null)));
        assertThat(site().people()).isEqualTo(5);
    }

    @Test
    void aFaultIsASignOfLifeOfADeviceThatCameBackWithoutAWord() {
        picture.apply(heard(at("08:00"), new Reading.Presence(id("bd-c1"), null, Link.OFFLINE, null)));
        picture.apply(heard(at("08:00:01"), new Reading.Fault(id("bd-c1"), null, "no-stream", true)));
        assertThat(device("bd-c1").receivedAt()).as("others say so").isNull();
        picture.apply(level("08:01", "bd-c1", Quantity.PEOPLE, "", 5));
        picture.apply(heard(at("08:01:10"), new Reading.Fault(id("bd-c1"), null, "covered", true)));
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:01:10").toEpochMilli());
    }

    @Test
    void correctsTimesByTheOffsetItsHeartbeatsShow() {
        picture.apply(heard(at("08:00"), new Reading.Health(id("bd-q1"), at("07:50"), null, null, null, null, null)));
        assertThat(device("bd-q1").clockOffset()).isEqualTo(-600_000);
        picture.apply(District.step(at("07:51"), at("08:01"), "bd-q1", Reading.TicketStep.Step.ISSUED, "A001", "land"));
        assertThat(site().figures().all().longestSince()).isEqualTo(at("08:01").toEpochMilli());
    }

    @Test
    void aLateHeartbeatDoesNotMakeTheClockLookSlow() {
        picture.apply(health("08:00", "bd-q1", null));
        picture.apply(heard(at("08:09"), new Reading.Health(id("bd-q1"), at("08:01"), null, null, null, null, null)));
        assertThat(device("bd-q1").clockOffset()).isEqualTo(0);
    }

    @Test
    void cutsATimeInTheFutureToWhenItWasReceived() {
        picture.apply(District.step(at("09:00"), at("08:00"), "bd-q1", Reading.TicketStep.Step.ISSUED, "A001", "land"));
        assertThat(site().figures().all().longestSince()).isEqualTo(at("08:00").toEpochMilli());
    }

    @Test
    void aFaultKeepsItsStartUntilItIsGone() {
        picture.apply(health("08:00", "bd-q1", "paper-jam"));
        picture.apply(health("08:01", "bd-q1", "paper-jam"));
        assertThat(device("bd-q1").faultSince()).isEqualTo(at("08:00").toEpochMilli());
        picture.apply(health("08:02", "bd-q1", null));
        assertThat(device("bd-q1").fault()).isNull();
    }

    @Test
    void aSiteIsLostWhenEveryDeviceEverHeardIs() {
        picture.apply(health("08:00", "bd-q1", null));
        picture.apply(link("08:00", "bd-c1", Link.ONLINE, "08:00", "s1"));
        picture.tick(at("08:05"));
        assertThat(site().look()).isEqualTo(Look.STALE);
        picture.tick(at("08:10:01"));
        assertThat(site().look()).isEqualTo(Look.LOST);
        assertThat(site().lostSince()).isEqualTo(at("08:00").toEpochMilli());
        picture.apply(health("08:11", "bd-q1", null));
        assertThat(site().look()).isEqualTo(Look.OK);
    }

    @Test
    void refusesADeviceNobodyKnowsAndKeepsTheNewestRefusals() {
        DeviceId stranger = new DeviceId("nowhere", DeviceKind.CAMERA, "x-c1");
        Event event = heard(at("08:00"), new Reading.Level(stranger, at("08:00"), Quantity.PEOPLE, "", 1));
        assertThat(picture.apply(event)).isEqualTo(Outcome.REFUSED);
        for (int i = 0; i < 60; i++) {
            picture.apply(new Event.Refused("mqtt", at("08:01"), "topic/" + i, Reason.UNKNOWN_TOPIC, ""));
        }
        picture.apply(new Event.Refused("mqtt", at("08:02"), "topic/30", Reason.UNKNOWN_TOPIC, ""));
        assertThat(picture.ledger().refusals()).hasSize(50);
        assertThat(picture.ledger().refusal("topic/30"))
                .extracting(Ledger.Refusal::count)
                .isEqualTo(2L);
        Ledger.Account account = picture.ledger().account("mqtt");
        assertThat(account.received()).isEqualTo(62);
        assertThat(account.rejected()).containsEntry(Reason.UNKNOWN_DEVICE, 1L);
    }

    private Outcome wayOff(String received, String said) {
        return picture.apply(new Event.Refused(
                "mqtt", at(received), "topic", Reason.CLOCK_OFF, "", "", new Decoded.Clock(id("bd-c1"), at(said))));
    }

    @Test
    void oneWhoseClockIsTooFarOffLivesAndShowsIt() {
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "", 5));
        picture.apply(health("08:00", "bd-c1", null));
        picture.takeChanges();
        assertThat(wayOff("08:01", "2026-01-01T00:01")).isEqualTo(Outcome.REFUSED);
        assertThat(device("bd-c1").clockOffset())
                .as("once may be a start without time")
                .isZero();
        assertThat(picture.takeChanges()).contains(new Change(Change.Kind.DEVICE, "bau-don/camera/bd-c1"));
        wayOff("08:02", "2026-01-01T00:02");
        wayOff("08:03", "2026-01-01T00:03");
        assertThat(device("bd-c1").reporting()).isEqualTo(Reporting.OK);
        assertThat(device("bd-c1").receivedAt()).isEqualTo(at("08:03").toEpochMilli());
        assertThat(device("bd-c1").clockOffset())
                .isEqualTo(at("2026-01-01T00:03").toEpochMilli() - at("08:03").toEpochMilli());
        assertThat(device("bd-c1").value(Quantity.PEOPLE)).isEqualTo(5);
        assertThat(picture.ledger().rejected(Reason.CLOCK_OFF)).isEqualTo(3);
        picture.apply(level("08:04", "bd-c1", Quantity.PEOPLE, "", 6));
        assertThat(device("bd-c1").clockOffset()).isZero();
        assertThat(device("bd-c1").value(Quantity.PEOPLE)).isEqualTo(6);
    }

    @Test
    void stepsStatesAndPassingsShowTheClockToo() {
        for (int minute = 1; minute <= 3; minute++) {
            String received = "08:1" + minute;
            String said = "08:0" + minute;
            picture.apply(District.step(
                    at(said), at(received), "bd-q1", Reading.TicketStep.Step.ISSUED, "A00" + minute, "land"));
            picture.apply(heard(
                    at(received),
                    new Reading.CounterState(id("bd-q2"), at(said), Reading.CounterState.State.OPEN, List.of())));
            picture.apply(heard(at(received), passed(said, "p" + minute, 1)));
        }
        for (String name : List.of("bd-q1", "bd-q2", "bd-c1")) {
            assertThat(device(name).clockOffset()).as(name).isEqualTo(-600_000);
        }
    }

    @Test
    void aBurstOfWhatWasKeptShowsNothingOfAClock() {
        for (int minute = 0; minute < 30; minute++) {
            picture.apply(District.step(
                    at(minute < 10 ? "08:0" + minute : "08:" + minute),
                    at(minute < 20 ? "08:28" : minute < 25 ? "08:29:01" : "08:30:02"),
                    "bd-q1",
                    Reading.TicketStep.Step.ISSUED,
                    "A" + minute,
                    "land"));
        }
        assertThat(device("bd-q1").clockOffset()).isBetween(-62_000L, 0L);
    }

    @Test
    void aMessageIsInTheLedgerUnderTheBestThatBecameOfWhatItSays() {
        picture.apply(level("08:00", "bd-c1", Quantity.PEOPLE, "", 5));
        Reading known = new Reading.Level(id("bd-c1"), at("08:00"), Quantity.PEOPLE, "", 5);
        Reading more = new Reading.Level(id("bd-c1"), at("08:00"), Quantity.FRAME_RATE, "", 5);
        assertThat(picture.apply(new Event.Heard("mqtt", at("08:00:01"), known, false, true, false)))
                .isEqualTo(Outcome.DUPLICATE);
        picture.apply(new Event.Heard("mqtt", at("08:00:01"), more, false, false, true));
        assertThat(picture.ledger().account("mqtt").accepted()).isEqualTo(2);
        assertThat(picture.ledger().account("mqtt").rejectedInAll()).isZero();
        picture.apply(heard(at("08:00:02"), known));
        assertThat(picture.ledger().rejected(Reason.DUPLICATE)).isEqualTo(1);
    }
}
