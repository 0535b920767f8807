package ioc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final List<String> WORDS = List.of("critical", "high", "low");
    private static final Instant FROM = Instant.parse("2026-11-22T17:00:00Z"); // Monday, 00:00
    private static final long MINUTE = 60_000;

    private static Alarms.Fact fact(
            String rule, String priority, long minute, @Nullable Long cleared, @Nullable Long accepted) {
        long at = FROM.toEpochMilli() + minute * MINUTE;
        return new Alarms.Fact(
                rule + minute,
                rule,
                priority,
                null,
                at,
                cleared == null ? null : Long.valueOf(at + cleared * MINUTE),
                accepted == null ? null : Long.valueOf(at + accepted * MINUTE));
    }

    private static Alarms alarms(List<Alarms.Fact> facts) {
        return Alarms.of(facts, WORDS, FROM, FROM.plus(Duration.ofDays(2)), ZONE, Duration.ofHours(16));
    }

    @Test
    void daysWeeksAndMonthsHaveNamesAndNeighbours() {
        LocalDate newYear = LocalDate.of(2027, 1, 1);
        assertThat(Span.containing(newYear, Span.Kind.WEEK).id()).isEqualTo("2026-W53");
        assertThat(Span.of("2026-W53").orElseThrow().from()).isEqualTo(LocalDate.of(2026, 12, 28));
        assertThat(Span.of("2026-W53").orElseThrow().after().id()).isEqualTo("2027-W01");
        assertThat(Span.of("2027-W53")).isEmpty();
        assertThat(Span.of("2026-W00")).isEmpty();
        assertThat(Span.of("2026-02").orElseThrow().until()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(Span.of("2026-03-01").orElseThrow().before().id()).isEqualTo("2026-02-28");
        assertThat(Span.of("2026-02-30")).isEmpty();
        assertThat(Span.of("2026")).isEmpty();
        Span week = Span.of("2026-W48").orElseThrow();
        assertThat(week.start(ZONE)).isEqualTo(FROM);
        assertThat(week.end(ZONE, FROM.plusSeconds(5))).isEqualTo(FROM.plusSeconds(5));
        assertThat(week.end(ZONE, FROM.plus(Duration.ofDays(9)))).isEqualTo(FROM.plus(Duration.ofDays(7)));
    }

    private static Queues day(
            @Nullable Long visits, @Nullable Long mean, @Nullable Double within, @Nullable Long longest) {
        return new Queues(1, visits, mean, within, longest, 1L, Queues.Opinions.NONE);
    }

    @Test
    void meansAreWeightedByVisitsAndWhatWasNotMeasuredStaysUnknown() {
        Queues sum = Queues.ofDays(
                List.of(day(30L, 600_000L, 0.5, 9L), day(10L, 200_000L, 1.0, 20L), day(5L, null, null, null)));
        assertThat(sum).isEqualTo(new Queues(3, 45L, 500_000L, 0.625, 20L, 3L, Queues.Opinions.NONE));
        assertThat(Queues.sum(List.of(sum, Queues.NONE))).isEqualTo(sum);
        assertThat(Queues.sum(List.of(Queues.NONE, Queues.NONE))).isEqualTo(Queues.NONE);
        assertThat(Queues.ofDays(List.of())).isEqualTo(Queues.NONE);
    }

    @Test
    void satisfactionOfTooFewRatingsIsUnknown() {
        assertThat(new Queues.Opinions(9, 9).share(10)).isNull();
        assertThat(new Queues.Opinions(10, 9).share(10)).isEqualTo(0.9);
        assertThat(Queues.Opinions.NONE.share(0)).isNull();
    }

    @Test
    void alertsAreCountedByRulePriorityAndDay() {
        Alarms alarms = alarms(List.of(
                fact("wait", "critical", 0, null, null),
                fact("wait", "critical", 60, null, null),
                fact("silent", "low", 24 * 60, null, null)));
        assertThat(alarms.priorities())
                .containsExactly(
                        java.util.Map.entry("critical", 2L),
                        java.util.Map.entry("high", 0L),
                        java.util.Map.entry("low", 1L));
        assertThat(alarms.rules())
                .containsExactly(new Alarms.Rule("wait", "critical", 2), new Alarms.Rule("silent", "low", 1));
        assertThat(alarms.days())
                .containsExactly(
                        java.util.Map.entry(LocalDate.of(2026, 11, 23), 2L),
                        java.util.Map.entry(LocalDate.of(2026, 11, 24), 1L));
        assertThat(alarms.load().perHour()).isEqualTo(3 / 16.0);
    }

    @Test
    void acceptanceIsTheNearestRankOfThoseThatWereAccepted() {
        List<Alarms.Fact> facts = new ArrayList<>();
        for (long i = 1; i <= 10; i++) {
            facts.add(fact("r", "high", i, null, i));
        }
        facts.add(fact("r", "high", 11, 30L, null));
        facts.add(fact("r", "high", 12, 20L, null));
        Alarms alarms = alarms(facts);
        assertThat(alarms.acceptance()).isEqualTo(new Alarms.Acceptance(10, 5 * MINUTE, 9 * MINUTE));
        assertThat(alarms.longest()).isEqualTo(new Alarms.Longest("r11", "r", null, 30 * MINUTE));
        assertThat(alarms(List.of()).acceptance()).isEqualTo(new Alarms.Acceptance(0, null, null));
        assertThat(alarms(List.of()).longest()).isNull();
    }

    @Test
    void whatLastsOnIsCountedToTheEndOfTheTime() {
        Alarms alarms = alarms(List.of(fact("r", "high", 0, null, null), fact("s", "high", 1, 99_999L, null)));
        assertThat(alarms.longest()).isEqualTo(new Alarms.Longest("r0", "r", null, 2 * 24 * 60 * MINUTE));
    }

    @Test
    void tenWithinTenMinutesAreOneFloodUntilThereAreFewerThanFive() {
        List<Alarms.Fact> nine = IntStream.range(0, 9)
                .mapToObj(i -> fact("r", "low", i, null, null))
                .toList();
        assertThat(alarms(nine).load().floods()).isZero();
        assertThat(alarms(nine).load().peak()).isEqualTo(9);
        List<Alarms.Fact> twice = new ArrayList<>();
        for (int start : new int[] {0, 5, 300}) { // the second goes on in the first
            IntStream.range(0, 10).forEach(i -> twice.add(fact("r", "low", start, null, null)));
        }
        assertThat(alarms(twice).load().floods()).isEqualTo(2);
        assertThat(alarms(twice).load().peak()).isEqualTo(20);
        assertThat(Alarms.of(nine, WORDS, FROM, FROM.plusSeconds(9_000), ZONE, Duration.ZERO)
                        .load()
                        .perHour())
                .isNull();
    }
}
