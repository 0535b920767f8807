package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Reading.Presence.Link;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalisersTest {
    private final Times times = new Times(Samples.ZONE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795136523",
                "1795136523.0",
                "1795136523.000",
                "1795136523000",
                "1795136523000000",
                "1795136523000000000",
                "2026-11-20T01:02:03Z",
                "2026-11-20T01:02:03.000Z",
                "2026-11-20T08:02:03+07:00",
                "2026-11-20T08:02:03+0700",
                "2026-11-20T08:02:03.0 +07",
                "2026-11-19T20:02:03-0500",
                "2026-11-20T08:02:03",
                "2026-11-20 08:02:03",
                "2026/11/20 08:02:03",
                "20261120080203",
                "20261120T080203",
                " 2026-11-20T08:02:03,000 ",
                "Fri Nov 20 08:02:03 GMT+07:00 2026",
                "Fri Nov 20 01:02:03 GMT+00:00 2026"
            })
    void readsTheSameMomentInEveryWriting(String text) {
        assertThat(times.of(text)).isEqualTo(Instant.parse("2026-11-20T01:02:03Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "2026-13-20T01:02:03Z",
                "2026-02-30T01:02:03Z",
                "2026-11-20",
                "2026-11-20T01:02:03X",
                "2026-11-20T01:02:03+99:00",
                "2026-11-20T01:02:03Z tail",
                "20261320080203",
                "1e300",
                "NaN",
                "Fri Foo 20 08:02:03 GMT+07:00 2026",
                "Mon Nov 20 08:02:03 GMT+07:00 2026",
                "2026-11-20T01:02:03."
            })
    void readsNoMomentInRubbish(String text) {
        assertThat(times.of(text)).isNull();
    }

    @Test
    void keepsFractionsOfASecond() {
        assertThat(Times.of(1795136523.012)).isEqualTo(Instant.parse("2026-11-20T01:02:03.012Z"));
        assertThat(Times.of(1795136523120.0)).isEqualTo(Instant.parse("2026-11-20T01:02:03.120Z"));
        assertThat(Times.of(-1.5)).isEqualTo(Instant.parse("1969-12-31T23:59:58.500Z"));
        assertThat(times.of("2026-11-20T01:02:03.0625Z")).isEqualTo(Instant.parse("2026-11-20T01:02:03.0625Z"));
    }

    @Test
    void retainedMayBeOldButNotFromTheFuture() {
        Instant now = Samples.RECEIVED_AT;
        Payload live = new Payload(new byte[0], 0, 0, false, now);
        Payload retained = new Payload(new byte[0], 0, 0, true, now);
        Instant day = now.minusSeconds(86_400);
        assertThat(Times.isOff(day, live)).isFalse();
        assertThat(Times.isOff(day.minusMillis(1), live)).isTrue();
        assertThat(Times.isOff(day.minusMillis(1), retained)).isFalse();
        Instant ahead = now.plusSeconds(86_400);
        assertThat(Times.isOff(ahead, live)).isFalse();
        assertThat(Times.isOff(ahead.plusMillis(1), live)).isTrue();
        assertThat(Times.isOff(ahead.plusMillis(1), retained)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "+7:00, 25200",
        "+07:00, 25200",
        "+0700, 25200",
        "+7, 25200",
        "-3:30, -12600",
        "-0:00 WET/GMT, 0",
        "Z, 0",
        "'', ",
        "7:00, ",
        "WET, ",
        "+19:00, ",
        "+7:6, ",
        "+5.5, ",
    })
    void readsOffsets(String text, @Nullable Integer seconds) {
        ZoneOffset offset = Times.offset(text);
        assertThat(offset == null ? null : (Integer) offset.getTotalSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "12.0, 12",
        "-61, -61",
        "' 7 ', 7",
        "0.05, 0.05",
        "1e3, 1000",
        "+5, 5",
        "-0.5, -0.5",
        "866700000, 866700000",
        "0012, 12",
        "9007199254740993, 9007199254740992"
    })
    void readsNumbers(String text, double number) {
        assertThat(Numbers.of(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "x", "nan", "NaN", "inf", "0x10", "1d", "1,5", "--1", "1-", "-", "1e", "1e999", "1 2", "١٢"
            })
    void readsNoNumberInRubbish(String text) {
        assertThat(Numbers.of(text)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "0, false",
        "TRUE, true",
        "False, false",
        "ON, true",
        "off, false",
        "yes, true",
        "no, false",
        "active, true"
    })
    void readsYesAndNo(String text, boolean truth) {
        assertThat(Words.truth(text)).isEqualTo(truth);
    }

    @Test
    void readsNeitherYesNorNoInRubbish() {
        assertThat(Words.truth("2")).isNull();
        assertThat(Words.truth("")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "online, ONLINE",
        "Online, ONLINE",
        "true, ONLINE",
        "1, ONLINE",
        "2, ONLINE",
        "ON, ONLINE",
        "ready, ONLINE",
        "offline, OFFLINE",
        "stopped, OFFLINE",
        "lost, OFFLINE",
        "0, OFFLINE",
        "disconnected, OFFLINE",
        "down, OFFLINE",
        "sleeping, SLEEPING",
        "disabled, SLEEPING"
    })
    void readsWhoIsThere(String text, Link link) {
        assertThat(Words.link(text)).isEqualTo(link);
    }

    @Test
    void readsNobodyInRubbish() {
        assertThat(Words.link("maybe")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "phy0-ap0, phy0-ap0", "br-lan, br-lan", "eth0.1, eth0-1", "hang_cho, hang-cho", "Sảnh chờ, sanh-cho",
        "ĐỒNG KHỞI, dong-khoi", "8.8.8.8, 8-8-8-8", "--a--b--, a-b", "'', ''", "'***', ''"
    })
    void makesNamesFitForKeys(String text, String plain) {
        assertThat(Words.plain(text)).isEqualTo(plain);
    }

    @Test
    void cutsNamesThatAreTooLong() {
        assertThat(Words.plain("a".repeat(65))).hasSize(64);
        assertThat(Words.plain("A-".repeat(100))).hasSize(63).endsWith("a");
    }
}
