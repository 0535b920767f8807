package ioc.sensor.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecordSystemsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final Instant START = Instant.parse("2026-11-23T02:40:00Z"); // Monday, 09:40 there
    private static final RecordPlan PLAN = new RecordPlan(
            ZONE,
            List.of(
                    "Chi nhánh Văn phòng Đăng ký đất đai",
                    "Phòng Kinh tế",
                    "Phòng Văn hóa – Xã hội",
                    "UBND xã Bàu Đồn"),
            RecordPlan.weekdays(),
            1);
    private static final Set<String> OVER = Set.of("3", "7", "8", "9", "10");

    private final DemoClock clock = new DemoClock(InstantSource.fixed(START), START);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private HttpResponse<String> ask(URI uri, String query, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Everything from a cursor on, page by page; the last element is the next cursor. */
    private String read(URI uri, String cursor, int limit, List<JsonNode> into) throws Exception {
        String from = cursor;
        while (true) {
            JsonNode page = json.readTree(
                    ask(uri, "?cursor=" + from + "&limit=" + limit).body());
            page.get("items").forEach(into::add);
            from = page.get("next").asText();
            if (!page.get("more").asBoolean()) {
                return from;
            }
        }
    }

    private DossierSystem dossiers() throws IOException {
        return new DossierSystem(PLAN, START, clock, 0, null);
    }

    @Test
    void tellsEachChangeExactlyOnceWhateverThePageSize() throws Exception {
        try (DossierSystem system = dossiers()) {
            List<JsonNode> small = new ArrayList<>();
            String cursor = read(system.uri(), "", 97, small);
            clock.advanceTo(START.plus(Duration.ofHours(2)));
            cursor = read(system.uri(), cursor, 13, small);
            clock.advanceTo(START.plus(Duration.ofHours(5)));
            cursor = read(system.uri(), cursor, 500, small);
            List<JsonNode> whole = new ArrayList<>();
            assertThat(read(system.uri(), "", 1000, whole)).isEqualTo(cursor);
            assertThat(small).isEqualTo(whole);
            assertThat(small).hasSize(Integer.parseInt(cursor));
            assertThat(read(system.uri(), cursor, 10, small)).isEqualTo(cursor);
        }
    }

    @Test
    void holdsTheDossiersThatTheStoryWants() throws Exception {
        try (DossierSystem system = dossiers()) {
            Map<String, JsonNode> all = latest(system.uri(), "MaHoSo");
            List<JsonNode> open = all.values().stream()
                    .filter(dossier ->
                            !OVER.contains(dossier.get("TrangThaiHoSo").asText()))
                    .toList();
            assertThat(open).hasSizeBetween(415, 425);
            assertThat(all.size() - open.size()).isBetween(1690, 1705);
            assertThat(overdue(open, START)).isBetween(20L, 26L);
            assertThat(open.stream()
                            .filter(dossier -> dossier.has("NgayHenTra"))
                            .map(dossier -> due(dossier))
                            .filter(due -> due.isAfter(START)
                                    && !due.isAfter(PLAN.workingTime().plus(START, 2))))
                    .hasSizeBetween(52, 68);
            assertThat(open)
                    .anyMatch(dossier -> dossier.get("TrangThaiHoSo").asText().equals("5"));
            assertThat(open).anyMatch(dossier -> !dossier.has("NgayHenTra"));
            assertThat(all.values()).allSatisfy(dossier -> {
                assertThat(dossier.get("MaHoSo").asText()).matches("[0-9A-Z]+(\\.[0-9A-Z]+)*-\\d{6}(\\d{2})?-\\d{4,7}");
                assertThat(PLAN.orgs()).contains(dossier.get("DonViXuLy").asText());
                assertThat(dossier.get("SoDienThoai").asText()).hasSize(10);
                boolean over = Set.of("8", "9", "10")
                        .contains(dossier.get("TrangThaiHoSo").asText());
                assertThat(dossier.has("NgayKetThucXuLy")).isEqualTo(over);
            });
        }
    }

    @Test
    void letsDossiersMoveOnBecomeLateAndArriveWhileTheClockGoes() throws Exception {
        try (DossierSystem system = dossiers()) {
            Map<String, JsonNode> before = latest(system.uri(), "MaHoSo");
            clock.advanceTo(START.plus(Duration.ofMinutes(40)));
            Map<String, JsonNode> after = latest(system.uri(), "MaHoSo");
            assertThat(after).hasSizeGreaterThan(before.size());
            assertThat(before.entrySet().stream()
                            .filter(entry -> !entry.getValue().equals(after.get(entry.getKey()))))
                    .hasSizeGreaterThan(5);
            assertThat(overdueOf(after, clock.instant())).isGreaterThan(overdueOf(before, START));
        }
    }

    @Test
    void tellsTheStepsOfEveryDossierInOrderOfTime() throws Exception {
        try (DossierSystem system = dossiers()) {
            List<JsonNode> steps = new ArrayList<>();
            read(system.steps(), "", 1000, steps);
            assertThat(steps)
                    .extracting(step -> step.get("ThoiDiemXuLy").asText())
                    .isSorted();
            assertThat(steps.stream().map(step -> step.get("MaHoSo").asText()).collect(Collectors.toSet()))
                    .containsAll(latest(system.uri(), "MaHoSo").values().stream()
                            .filter(dossier ->
                                    !dossier.get("TrangThaiHoSo").asText().equals("1"))
                            .map(dossier -> dossier.get("MaHoSo").asText())
                            .toList());
            assertThat(steps).allMatch(step -> step.hasNonNull("NguoiXuLy"));
            clock.advanceTo(START.plus(Duration.ofHours(1)));
            List<JsonNode> later = new ArrayList<>();
            read(system.steps(), "", 1000, later);
            assertThat(later).hasSizeGreaterThan(steps.size()).startsWith(steps.toArray(JsonNode[]::new));
        }
    }

    private static long overdueOf(Map<String, JsonNode> all, Instant now) {
        return overdue(
                all.values().stream()
                        .filter(dossier ->
                                !OVER.contains(dossier.get("TrangThaiHoSo").asText()))
                        .toList(),
                now);
    }

    private static long overdue(List<JsonNode> open, Instant now) {
        return open.stream()
                .filter(dossier -> dossier.has("NgayHenTra") && due(dossier).isBefore(now))
                .count();
    }

    private static Instant due(JsonNode dossier) {
        return LocalDateTime.parse(dossier.get("NgayHenTra").asText(), STAMP)
                .atZone(ZONE)
                .toInstant();
    }

    private Map<String, JsonNode> latest(URI uri, String key) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        read(uri, "", 1000, items);
        return items.stream()
                .collect(Collectors.toMap(
                        item -> item.get(key).asText(), item -> item, (a, b) -> b, LinkedHashMap::new));
    }

    @Test
    void tellsTheSameForTheSameSeedAndClock() throws Exception {
        try (DossierSystem one = dossiers();
                DossierSystem two = dossiers()) {
            assertThat(ask(one.uri(), "?limit=1000").body())
                    .isEqualTo(ask(two.uri(), "?limit=1000").body());
        }
    }

    @Test
    void holdsTheTasksThatTheStoryWants() throws Exception {
        try (TaskSystem system = new TaskSystem(PLAN, START, clock, 0, null)) {
            Map<String, JsonNode> all = latest(system.uri(), "id");
            List<JsonNode> open =
                    all.values().stream().filter(task -> !task.has("done")).toList();
            assertThat(open).hasSize(40);
            assertThat(open.stream().filter(task -> time(task, "due").isBefore(START)))
                    .hasSize(3);
            assertThat(open.stream()
                            .filter(task -> time(task, "due").isAfter(START)
                                    && time(task, "due").isBefore(START.plus(Duration.ofDays(7)))))
                    .hasSize(6);
            List<JsonNode> done =
                    all.values().stream().filter(task -> task.has("done")).toList();
            assertThat(done).hasSize(177).allMatch(task -> time(task, "done").isBefore(START));
            assertThat(done.stream().filter(task -> time(task, "done").isAfter(time(task, "due"))))
                    .hasSize(9);
            clock.advanceTo(START.plus(Duration.ofMinutes(30)));
            assertThat(latest(system.uri(), "id")).isNotEqualTo(all).hasSize(217);
        }
    }

    private static Instant time(JsonNode task, String field) {
        return OffsetDateTime.parse(task.get(field).asText()).toInstant();
    }

    @Test
    void refusesWhoHasNoTokenAndWhatItDoesNotUnderstand() throws Exception {
        try (TaskSystem system = new TaskSystem(PLAN, START, clock, 0, "secret")) {
            assertThat(ask(system.uri(), "").statusCode()).isEqualTo(401);
            assertThat(ask(system.uri(), "", "Authorization", "Bearer other").statusCode())
                    .isEqualTo(401);
            String[] token = {"Authorization", "Bearer secret"};
            assertThat(ask(system.uri(), "", token).statusCode()).isEqualTo(200);
            assertThat(ask(system.uri(), "?cursor=x", token).statusCode()).isEqualTo(400);
            assertThat(ask(system.uri(), "?limit=0", token).statusCode()).isEqualTo(400);
            assertThat(ask(system.uri(), "/else", token).statusCode()).isEqualTo(404);
        }
    }
}
