package ioc.sensor.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.simulate.Recount.Figures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecountTest {
    private final Recount recount = new Recount();

    private void step(String step, String ticket, int minute) {
        String body = "{\"id\":\"%s-%s-%d\",\"ts\":%d,\"ticket\":\"%s\"}"
                .formatted(step, ticket, minute, minute * 60_000L, ticket);
        recount.add("ioc/1/x/counter/x-q1/ticket/" + step, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void countsByHandWhatAPersonWouldCount() {
        step("issued", "A001", 0);
        step("issued", "A002", 1);
        step("issued", "A003", 2);
        step("issued", "A004", 3);
        step("called", "A001", 4);
        step("started", "A001", 5);
        step("called", "A002", 11);
        step("no-show", "A002", 13);
        step("served", "A001", 14);
        step("cancelled", "A003", 15);
        Figures figures = recount.site("x");
        assertThat(figures.issued()).isEqualTo(4);
        assertThat(figures.served()).isEqualTo(1);
        assertThat(figures.noShows()).isEqualTo(1);
        assertThat(figures.cancelled()).isEqualTo(1);
        assertThat(figures.waiting()).isEqualTo(1);
        assertThat(figures.longestSince()).contains(Instant.ofEpochSecond(180));
        assertThat(figures.meanWait()).contains(Duration.ofMinutes(7));
        assertThat(figures.p90Wait()).contains(Duration.ofMinutes(10));
        assertThat(figures.strange()).isZero();
    }

    @Test
    void countsAMessageThatComesTwiceOnce() {
        step("issued", "A001", 0);
        step("issued", "A001", 0);
        assertThat(recount.site("x").issued()).isEqualTo(1);
    }

    @Test
    void waitsAnewAfterATransfer() {
        step("issued", "A001", 0);
        step("called", "A001", 2);
        step("transferred", "A001", 5);
        assertThat(recount.site("x").waiting()).isEqualTo(1);
        assertThat(recount.site("x").longestSince()).contains(Instant.ofEpochSecond(300));
        step("called", "A001", 9);
        assertThat(recount.site("x").meanWait()).contains(Duration.ofMinutes(3));
    }

    @Test
    void noticesACallWithoutATicket() {
        step("called", "A009", 1);
        assertThat(recount.site("x").strange()).isEqualTo(1);
    }
}
