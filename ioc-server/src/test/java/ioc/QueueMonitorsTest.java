package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueueMonitorsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final QueueMonitors monitors = new QueueMonitors(Instant.parse("2026-11-20T01:02:03Z"));

    @Test
    void aServiceIsOpenWhereOneOfItsCountersIs() throws Exception {
        monitors.add("bau-don", "Bàu Đồn", JSON.readTree("""
                {"site": {"waiting": 3},
                 "service:civil": {"name": {"vi": "Hộ tịch", "en": "Civil status"}, "waiting": 3, "calling": "A12"},
                 "service:land": {"name": {"vi": "Đất đai", "en": "Land"}, "waiting": null, "calling": null},
                 "service:social": {"name": {"vi": "Xã hội", "en": "Social"}, "waiting": 0},
                 "counter:bd-q1": {"state": "paused", "services": ["civil"]},
                 "counter:bd-q2": {"state": "idle", "services": ["civil"]},
                 "counter:bd-q3": {"state": "closed", "services": ["land"]}}"""));

        assertThat(monitors.entities().get(0).toString())
                .isEqualTo("{\"id\":\"urn:ngsi-ld:QueueMonitor:bau-don:civil\",\"type\":\"QueueMonitor\","
                        + "\"officeName\":\"Bàu Đồn\",\"serviceId\":\"civil\",\"serviceName\":\"Hộ tịch\","
                        + "\"ticketsToServe\":3,\"ticketServedLabel\":\"A12\",\"serviceStatus\":\"Open\","
                        + "\"dateModified\":\"2026-11-20T01:02:03Z\"}");
        assertThat(monitors.entities().get(1).has("ticketsToServe"))
                .as("nobody knows")
                .isFalse();
        assertThat(monitors.entities().findValuesAsText("serviceStatus")).containsExactly("Open", "Closed");
    }

    @Test
    void aCounterThatNamesNoServicesTakesAll() throws Exception {
        monitors.add("bau-don", "Bàu Đồn", JSON.readTree("""
                {"service:land": {"name": {"vi": "Đất đai"}, "waiting": 1},
                 "counter:bd-q1": {"state": "paused", "services": null}}"""));
        assertThat(monitors.entities().findValuesAsText("serviceStatus")).containsExactly("Suspended");
    }
}
