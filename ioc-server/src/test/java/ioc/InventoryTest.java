package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");

    private static JsonNode topic(String... rows) throws JsonProcessingException {
        return JsonMapper.builder().build().readTree("{" + String.join(",", rows) + "}");
    }

    private static String site(String id, int order) {
        return "\"site:%s\":{\"order\":%d,\"name\":{\"vi\":\"Điểm %s\",\"en\":\"Point %s\"}}"
                .formatted(id, order, id, id);
    }

    private static String device(String site, String name, String more) {
        return "\"device:%s/camera/%s\":{\"site\":\"%s\",\"kind\":\"camera\",\"name\":{\"vi\":\"Camera cửa\",\"en\":\"Door camera\"},%s}"
                .formatted(site, name, site, more);
    }

    @Test
    void hasALineForEachDeviceInTheOrderOfThePoints() throws JsonProcessingException {
        long heard = NOW.minusSeconds(5).toEpochMilli();
        long since = NOW.minus(Duration.ofDays(3)).toEpochMilli();
        long gap = NOW.minus(Duration.ofHours(2)).toEpochMilli();
        JsonNode topic = topic(
                device(
                        "b",
                        "b-c1",
                        "\"connected\":null,\"reporting\":\"never\",\"periodMs\":30000,\"periodFrom\":\"learning\",\"gaps\":[],\"gapsSince\":null"),
                device(
                        "a",
                        "a-c1",
                        "\"connected\":true,\"reporting\":\"ok\",\"periodMs\":12500,\"periodFrom\":\"learnt\",\"receivedAt\":%d,\"offsetMs\":-1400,\"firmware\":\"7.1\",\"gaps\":[[%d,%d]],\"gapsSince\":%d"
                                .formatted(
                                        heard, gap, gap + Duration.ofMinutes(36).toMillis(), since)),
                site("a", 0),
                site("b", 1));
        assertThat(Inventory.COLUMNS).hasSize(14);
        List<List<Object>> rows = Inventory.rows(topic, NOW, Words.EN);
        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).hasSameSizeAs(Inventory.COLUMNS));
        assertThat(rows.get(0))
                .containsExactly(
                        "Point a",
                        "a-c1",
                        "Door camera",
                        "Camera",
                        "yes",
                        "in time",
                        new BigDecimal("12.5"),
                        "learnt",
                        Instant.ofEpochMilli(heard),
                        new BigDecimal("-1.4"),
                        "7.1",
                        new BigDecimal("97.5"),
                        1,
                        36L);
        assertThat(Inventory.rows(topic, NOW, Words.VI).get(1))
                .containsExactly(
                        "Điểm b",
                        "b-c1",
                        "Camera cửa",
                        "Camera",
                        "chưa rõ",
                        "chưa có tin",
                        new BigDecimal("30.0"),
                        "đang học",
                        null,
                        null,
                        "",
                        null,
                        null,
                        null);
    }

    @Test
    void aSilenceThatGoesOnCounts() throws JsonProcessingException {
        long heard = NOW.minus(Duration.ofHours(6)).toEpochMilli();
        String facts =
                "\"connected\":false,\"reporting\":\"silent\",\"periodMs\":30000,\"periodFrom\":\"configured\",\"receivedAt\":%d,\"gaps\":[],\"gapsSince\":%d,\"asleep\":%s";
        long since = NOW.minus(Duration.ofHours(8)).toEpochMilli();
        List<Object> lost = Inventory.rows(
                        topic(site("a", 0), device("a", "a-c1", facts.formatted(heard, since, false))), NOW, Words.EN)
                .get(0);
        assertThat(lost.subList(11, 14)).containsExactly(new BigDecimal("25.0"), 1, 360L);
        List<Object> asleep = Inventory.rows(
                        topic(site("a", 0), device("a", "a-c1", facts.formatted(heard, since, true))), NOW, Words.EN)
                .get(0);
        assertThat(asleep.subList(11, 14)).containsExactly(new BigDecimal("100.0"), 0, 0L);
    }
}
