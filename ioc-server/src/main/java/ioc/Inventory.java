package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.picture.Gaps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All devices as lines of a table, from the topic {@code devices} as it is shown now. */
final class Inventory {
    static final String[] COLUMNS =
            "site 24,id 14,label 26,kind 16,connected 12,reporting 14,period 10,origin 18,heard 17,offset 12,firmware 20,available 12,gaps 10,silent 12"
                    .split(",");

    private static final String DEVICE = "device:";
    private static final int MINUTE = 60_000;

    private Inventory() {}

    /** By point in their fixed order, then by id. */
    static List<List<@Nullable Object>> rows(JsonNode topic, Instant now, Words words) {
        List<Map.Entry<String, JsonNode>> devices = new ArrayList<>();
        topic.properties().stream()
                .filter(row -> row.getKey().startsWith(DEVICE))
                .forEach(devices::add);
        devices.sort(Comparator.comparing((Map.Entry<String, JsonNode> device) ->
                        site(topic, device.getValue()).path("order").asInt())
                .thenComparing(Map.Entry::getKey));
        return devices.stream()
                .map(device -> cells(
                        device.getKey().substring(device.getKey().lastIndexOf('/') + 1),
                        device.getValue(),
                        site(topic, device.getValue()),
                        now.toEpochMilli(),
                        words))
                .toList();
    }

    private static JsonNode site(JsonNode topic, JsonNode device) {
        return topic.path("site:" + device.path("site").asText());
    }

    private static List<@Nullable Object> cells(String id, JsonNode device, JsonNode site, long now, Words words) {
        String language = words.isVietnamese() ? "vi" : "en";
        Long heard = whole(device.path("receivedAt"));
        Long offset = whole(device.path("offsetMs"));
        Long period = whole(device.path("periodMs"));
        String reporting = device.path("reporting").asText();
        Gaps gaps = gaps(device);
        boolean isSilent = reporting.equals("silent") && !device.path("asleep").asBoolean();
        Long silentSince = isSilent ? heard : null;
        Double available = gaps.available(now, silentSince);
        List<Gaps.Gap> silences = gaps.within(now, silentSince);
        return Arrays.asList(
                site.path("name").path(language).asText(),
                id,
                device.path("name").path(language).asText(),
                words.text("kind1." + device.path("kind").asText()),
                words.text(
                        "export.devices.connected-" + device.path("connected").asText("null")),
                words.text("export.devices.reporting-" + reporting),
                period == null ? null : seconds(period),
                words.text("export.devices.origin-" + device.path("periodFrom").asText()),
                heard == null ? null : Instant.ofEpochMilli(heard),
                offset == null ? null : seconds(offset),
                device.path("firmware").asText(""),
                available == null ? null : BigDecimal.valueOf(100 * available).setScale(1, RoundingMode.HALF_UP),
                available == null ? null : silences.size(),
                available == null
                        ? null
                        : silences.stream()
                                        .mapToLong(gap -> gap.until() - gap.from())
                                        .sum()
                                / MINUTE);
    }

    private static Gaps gaps(JsonNode device) {
        List<Gaps.Gap> all = new ArrayList<>();
        device.path("gaps")
                .forEach(gap ->
                        all.add(new Gaps.Gap(gap.path(0).asLong(), gap.path(1).asLong())));
        return new Gaps(whole(device.path("gapsSince")), all);
    }

    private static @Nullable Long whole(JsonNode number) {
        return number.isNumber() ? Long.valueOf(number.asLong()) : null;
    }

    private static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis).movePointLeft(3).setScale(1, RoundingMode.HALF_UP);
    }
}
