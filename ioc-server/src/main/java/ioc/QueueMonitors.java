package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Queues as others know them: entities {@code QueueMonitor} of the Smart Data Models (plain values), one per point and service, made of what
 * the live topic of a point shows.
 */
final class QueueMonitors {
    private static final String SERVICE = "service:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ArrayNode entities = JSON.createArrayNode();
    private final Instant now;

    QueueMonitors(Instant now) {
        this.now = now;
    }

    ArrayNode entities() {
        return entities;
    }

    /** @param rows of the topic of the point, by key */
    void add(String site, String office, JsonNode rows) {
        rows.fields().forEachRemaining(row -> {
            if (row.getKey().startsWith(SERVICE)) {
                String service = row.getKey().substring(SERVICE.length());
                ObjectNode entity = entities.addObject()
                        .put("id", "urn:ngsi-ld:QueueMonitor:" + site + ":" + service)
                        .put("type", "QueueMonitor")
                        .put("officeName", office)
                        .put("serviceId", service)
                        .put(
                                "serviceName",
                                row.getValue().path("name").path("vi").asText());
                put(entity, "ticketsToServe", row.getValue().path("waiting"));
                put(entity, "ticketServedLabel", row.getValue().path("calling"));
                String status = status(service, rows);
                if (!status.isEmpty()) {
                    entity.put("serviceStatus", status);
                }
                entity.put("dateModified", now.toString());
            }
        });
    }

    /** What is not known is left out. */
    private static void put(ObjectNode entity, String name, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            entity.set(name, value);
        }
    }

    /** By the counters that offer it: the best of them; empty when none says anything. */
    private static String status(String service, JsonNode rows) {
        String best = "";
        for (var row : rows.properties()) {
            if (row.getKey().startsWith("counter:") && offers(row.getValue().path("services"), service)) {
                switch (row.getValue().path("state").asText()) {
                    case "serving", "idle" -> {
                        return "Open";
                    }
                    case "paused" -> best = "Suspended";
                    case "closed" -> best = best.isEmpty() ? "Closed" : best;
                    default -> {}
                }
            }
        }
        return best;
    }

    /** A counter that names no services takes all. */
    private static boolean offers(JsonNode services, String service) {
        if (services.isEmpty()) {
            return true;
        }
        for (JsonNode one : services) {
            if (one.asText().equals(service)) {
                return true;
            }
        }
        return false;
    }
}
