package ioc.picture;

import static ioc.picture.District.at;
import static ioc.picture.District.counter;
import static ioc.picture.District.health;
import static ioc.picture.District.step;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ioc.event.Event;
import ioc.picture.CounterPicture.Status;
import ioc.picture.QueueFigures.Flow;
import ioc.picture.QueueFigures.Line;
import ioc.picture.SitePicture.Look;
import ioc.sensor.Reading.CounterState.State;
import ioc.sensor.Reading.TicketStep.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueueTest {
    private final Picture picture = District.picture();

    private SitePicture site() {
        return picture.site("bau-don").orElseThrow();
    }

    private Line all() {
        return site().figures().all();
    }

    private Line line(String service) {
        return requireNonNull(site().figures().lines().get(service));
    }

    private void apply(Event... events) {
        for (Event event : events) {
            assertThat(picture.apply(event)).isEqualTo(Outcome.ACCEPTED);
        }
    }

    private static long minutes(int minutes) {
        return Duration.ofMinutes(minutes).toMillis();
    }

    /** Three visits: one served after 10, one walks away after 20, one waits. */
    private static List<Event> morning() {
        return List.of(
                step("08:00", "bd-q1", Step.ISSUED, "A001", "land"),
                step("08:05", "bd-q1", Step.ISSUED, "A002", "land"),
                step("08:06", "bd-q1", Step.ISSUED, "B001", "civil"),
                step("08:10", "bd-q1", Step.CALLED, "A001", null),
                step("08:11", "bd-q1", Step.STARTED, "A001", null),
                step("08:25", "bd-q1", Step.SERVED, "A001", null),
                step("08:25:30", "bd-q1", Step.CALLED, "A002", null),
                step("08:27", "bd-q1", Step.RECALLED, "A002", null),
                step("08:30", "bd-q1", Step.NO_SHOW, "A002", null));
    }

    @Test
    void countsWhoWaitsIsServedAndGoesAway() {
        apply(morning().toArray(new Event[0]));
        assertThat(all().counts()).isEqualTo(new QueueFigures.Counts(3, 0, 1, 1));
        assertThat(all().waiting()).isEqualTo(1);
        assertThat(all().longestTicket()).isEqualTo("B001");
        assertThat(all().longestSince()).isEqualTo(at("08:06").toEpochMilli());
        assertThat(all().times().meanWait()).isEqualTo((minutes(10) + minutes(20) + 30_000) / 2);
        assertThat(all().times().p90Wait()).isEqualTo(minutes(20) + 30_000);
        assertThat(all().times().meanService()).isEqualTo(minutes(14));
        assertThat(all().times().within()).isEqualTo(0.5);
        assertThat(line("civil").waiting()).isEqualTo(1);
        assertThat(line("land").counts().arrived()).isEqualTo(2);
        assertThat(site().figures().flow())
                .containsEntry(at("08:00").toEpochMilli(), new Flow(3, 1))
                .hasSize(1);
    }

    @Test
    void endsInTheSamePictureWhateverTheOrderOfArrival() {
        apply(morning().toArray(new Event[0]));
        List<Event> mixed = new ArrayList<>(morning());
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(mixed, new Random(seed));
            Picture other = District.picture();
            for (Event event : mixed) {
                Event.Heard heard = (Event.Heard) event;
                other.apply(District.heard(at("08:31"), heard.reading()));
            }
            assertThat(other.site("bau-don").orElseThrow().figures())
                    .as("seed %s", seed)
                    .isEqualTo(site().figures());
        }
    }

    @Test
    void aSecondWaitBeginsWhenAVisitIsTransferredOrReturned() {
        apply(
                step("08:00", "bd-q1", Step.ISSUED, "A001", "land"),
                step("08:04", "bd-q1", Step.CALLED, "A001", null),
                step("08:10", "bd-q1", Step.TRANSFERRED, "A001", "civil"));
        assertThat(all().longestSince()).isEqualTo(at("08:10").toEpochMilli());
        assertThat(line("civil").waiting()).isEqualTo(1);
        assertThat(line("land").waiting()).isZero();
        apply(
                step("08:18", "bd-q2", Step.CALLED, "A001", null),
                step("08:19", "bd-q2", Step.RETURNED, "A001", null),
                step("08:31", "bd-q2", Step.CALLED, "A001", null),
                step("08:40", "bd-q2", Step.SERVED, "A001", null));
        assertThat(all().counts()).isEqualTo(new QueueFigures.Counts(1, 0, 1, 0));
        assertThat(all().times().meanWait()).isEqualTo(minutes(8));
        assertThat(line("civil").counts().served()).isEqualTo(1);
    }

    @Test
    void aStepSentTwiceCountsOnce() {
        Event issued = step("08:00", "bd-q1", Step.ISSUED, "A001", "land");
        apply(issued);
        assertThat(picture.apply(issued)).isEqualTo(Outcome.DUPLICATE);
        assertThat(picture.apply(step("08:03", "bd-q1", Step.ISSUED, "A001", "land")))
                .isEqualTo(Outcome.DUPLICATE);
        assertThat(all().counts().arrived()).isEqualTo(1);
        assertThat(picture.ledger().account("mqtt").received()).isEqualTo(3);
        assertThat(picture.ledger().account("mqtt").accepted()).isEqualTo(1);
    }

    @Test
    void aLabelIsAnotherVisitTheNextDayAndYesterdaysOpenOnesAreVoid() {
        apply(step("16:00", "bd-q1", Step.ISSUED, "A001", "land"));
        picture.tick(at("2026-11-26T00:00"));
        assertThat(all().waiting()).isZero();
        assertThat(all().counts().arrived()).isZero();
        apply(step("2026-11-26T07:10", "bd-q1", Step.ISSUED, "A001", "land"));
        assertThat(all().waiting()).isEqualTo(1);
        assertThat(picture.apply(step(at("16:30"), at("2026-11-26T07:11"), "bd-q1", Step.CALLED, "A001", null)))
                .isEqualTo(Outcome.LATE);
        assertThat(all().waiting()).isEqualTo(1);
    }

    @Test
    void turnsWarningThenCriticalByTheClockAlone() {
        apply(
                counter("08:00", "bd-q1", State.OPEN),
                counter("08:00", "bd-q2", State.OPEN),
                step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        stayAlive("08:23:59");
        assertThat(site().look()).isEqualTo(Look.OK);
        stayAlive("08:24");
        assertThat(site().look()).isEqualTo(Look.WARN);
        picture.takeChanges();
        stayAlive("08:30");
        assertThat(site().look()).isEqualTo(Look.WARN);
        stayAlive("08:30:01");
        assertThat(site().look()).isEqualTo(Look.CRIT);
        assertThat(site().overLimit()).isEqualTo(1);
        assertThat(picture.takeChanges()).contains(new Change(Change.Kind.SITE, "bau-don"));
    }

    private void stayAlive(String time) {
        apply(health(time, "bd-q1", null), health(time, "bd-q2", null));
        picture.tick(at(time));
    }

    @Test
    void warnsOfTooFewCountersOnlyWhilePeopleWait() {
        apply(counter("08:00", "bd-q1", State.OPEN), counter("08:00", "bd-q2", State.PAUSED));
        picture.tick(at("08:00"));
        assertThat(site().look()).isEqualTo(Look.OK);
        apply(step("08:00:10", "bd-q1", Step.ISSUED, "A001", "land"));
        assertThat(site().hasTooFewCounters()).isTrue();
        assertThat(site().look()).isEqualTo(Look.WARN);
    }

    @Test
    void saysWhatEveryCounterDoes() {
        apply(
                counter("08:00", "bd-q1", State.OPEN),
                counter("08:00", "bd-q2", State.OPEN),
                step("08:00", "bd-q1", Step.ISSUED, "A001", "land"),
                step("08:05", "bd-q1", Step.CALLED, "A001", null));
        picture.tick(at("08:10"));
        assertThat(site().counters())
                .extracting(CounterPicture::status, CounterPicture::ticket, CounterPicture::since)
                .containsExactly(
                        tuple(Status.SERVING, "A001", at("08:05").toEpochMilli()),
                        tuple(Status.IDLE, null, at("08:00").toEpochMilli()));
        picture.tick(at("08:10:01"));
        assertThat(site().counters().get(1).status()).isEqualTo(Status.LOST);
        assertThat(site().counters().get(1).since()).isEqualTo(at("08:00").toEpochMilli());
    }

    @Test
    void theBusyShareIsTimeWithPeopleOfTimeOpen() {
        apply(
                counter("08:00", "bd-q1", State.OPEN),
                step("08:00", "bd-q1", Step.ISSUED, "A001", "land"),
                step("08:10", "bd-q1", Step.CALLED, "A001", null),
                step("08:20", "bd-q1", Step.SERVED, "A001", null),
                health("08:39", "bd-q1", null));
        picture.tick(at("08:40"));
        CounterPicture counter = site().counters().get(0);
        assertThat(counter.status()).isEqualTo(Status.IDLE);
        assertThat(counter.since()).isEqualTo(at("08:20").toEpochMilli());
        assertThat(counter.busyShare()).isEqualTo(0.25);
    }

    @Test
    void isClosedOutsideOfficeHours() {
        apply(health("11:29:30", "bd-q1", null));
        picture.tick(at("11:29:59"));
        assertThat(site().look()).isEqualTo(Look.OK);
        picture.tick(at("11:30"));
        assertThat(site().look()).isEqualTo(Look.CLOSED);
    }

    @Test
    void keepsNoMoreTicketsThanItsBound() {
        Limits.Bounds bounds = new Limits.Bounds(2, 10, 4, 10, 10, 3, 4);
        Picture small = new Picture(
                District.places(),
                District.judge(),
                new Limits(
                        0.8,
                        Duration.ofMinutes(15),
                        Limits.Period.QUARTER,
                        Duration.ofDays(7),
                        new Limits.Opinion(10, 0.95),
                        bounds),
                District.FEEDS,
                ioc.picture.State.EMPTY);
        small.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        small.apply(step("08:01", "bd-q1", Step.ISSUED, "A002", "land"));
        assertThat(small.apply(step("08:02", "bd-q1", Step.ISSUED, "A003", "land")))
                .isEqualTo(Outcome.REFUSED);
        assertThat(small.ledger().account("mqtt").rejectedInAll()).isEqualTo(1);
    }

    @Test
    void oneVisitAtTwoCountersIsServedOnceAndKeepsBothBusy() {
        apply(
                step("08:00", "bd-q1", Step.ISSUED, "A001", "land"),
                step("08:05", "bd-q1", Step.CALLED, "A001", null),
                step("08:15", "bd-q1", Step.SERVED, "A001", null),
                step("08:20", "bd-q2", Step.CALLED, "A001", null));
        assertThat(all().counts()).isEqualTo(new QueueFigures.Counts(1, 1, 0, 0));
        assertThat(requireNonNull(site().figures().desks().get("bd-q2")).ticket())
                .isEqualTo("A001");
        apply(step("08:26", "bd-q2", Step.SERVED, "A001", null));
        assertThat(all().counts()).isEqualTo(new QueueFigures.Counts(1, 0, 1, 0));
        assertThat(all().times().meanService()).isEqualTo(minutes(8));
        assertThat(all().times().meanWait()).isEqualTo(minutes(5));
        assertThat(requireNonNull(site().figures().desks().get("bd-q2")).busyMs())
                .isEqualTo(minutes(6));
    }

    @Test
    void whoWasServedAndDoesNotComeToASecondCounterWasServed() {
        apply(
                step("08:05", "bd-q1", Step.CALLED, "A001", null),
                step("08:15", "bd-q1", Step.SERVED, "A001", null),
                step("08:16", "bd-q1", Step.CALLED, "A001", null),
                step("08:20", "bd-q2", Step.CALLED, "A001", null),
                step("08:21", "bd-q2", Step.NO_SHOW, "A001", null));
        assertThat(all().counts()).isEqualTo(new QueueFigures.Counts(1, 0, 1, 0));
        assertThat(all().times().meanService()).isEqualTo(minutes(10));
    }
}
