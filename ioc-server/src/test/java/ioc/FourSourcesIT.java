package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import ioc.peer.Dashboard;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 20,000 dossiers that four systems tell of at once, with overlaps and contradictions: every count is exact. */
class FourSourcesIT {
    private static final int DOSSIERS = 20_000;
    private static final int PAGE = 1_000;
    /** Best first, as in the configuration of this test; how much of all each knows. */
    private static final Map<String, Double> SOURCES =
            new TreeMap<>(Map.of("a-polled", 0.6, "b-pushed", 0.5, "c-dropped", 0.4, "d-uploaded", 0.3));

    private static final List<String> FIELDS =
            List.of("MaHoSo", "TenTTHC", "DonViXuLy", "TrangThaiHoSo", "NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy");
    private static final String PAST = "20251112170000";
    private static final String FUTURE = "20991130170000";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final Random random = new Random(20_000);
    private final HttpClient client = HttpClient.newHttpClient();

    private Map<String, String> dossier(int number) {
        boolean isDone = random.nextInt(3) == 0;
        int status = isDone
                ? (random.nextInt(8) == 0 ? 8 : 9 + random.nextInt(2))
                : List.of(2, 4, 4, 4, 5).get(random.nextInt(5));
        boolean isPast = status != 5 && random.nextInt(4) == 0;
        Map<String, String> dossier = new HashMap<>();
        dossier.put("MaHoSo", "H53.27-251105-%05d".formatted(number));
        dossier.put("TenTTHC", "Thủ tục " + number % 7);
        dossier.put("DonViXuLy", number % 2 == 0 ? "Phường Gò Dầu" : "Xã Thạnh Đức");
        dossier.put("TrangThaiHoSo", Integer.toString(status));
        dossier.put("NgayTiepNhan", "20251105080000");
        dossier.put("NgayHenTra", isPast ? PAST : FUTURE);
        dossier.put("NgayKetThucXuLy", isDone ? "20251113090000" : "");
        return dossier;
    }

    /** What every system says; a dossier that none would know is of the first. */
    private Map<String, List<Map<String, String>>> told() {
        Map<String, List<Map<String, String>>> told = new TreeMap<>();
        SOURCES.keySet().forEach(source -> told.put(source, new ArrayList<>()));
        for (int i = 0; i < DOSSIERS; i++) {
            boolean isKnown = false;
            for (Map.Entry<String, Double> source : SOURCES.entrySet()) {
                if (random.nextDouble() < source.getValue()) {
                    told.getOrDefault(source.getKey(), List.of()).add(dossier(i));
                    isKnown = true;
                }
            }
            if (!isKnown) {
                told.getOrDefault("a-polled", List.of()).add(dossier(i));
            }
        }
        return told;
    }

    /** The obvious recount: the best system's word, and whether another differs in status or due instant. */
    private static Map<String, Long> counted(Map<String, List<Map<String, String>>> told) {
        Map<String, List<Map<String, String>>> byCode = new TreeMap<>();
        told.values()
                .forEach(words -> words.forEach(
                        word -> byCode.computeIfAbsent(word.getOrDefault("MaHoSo", ""), code -> new ArrayList<>())
                                .add(word)));
        Map<String, Long> counts = new TreeMap<>();
        for (List<Map<String, String>> words : byCode.values()) {
            Map<String, String> best = words.get(0);
            String status = best.getOrDefault("TrangThaiHoSo", "");
            boolean isPast = PAST.equals(best.get("NgayHenTra"));
            List<String> states = new ArrayList<>(List.of("all"));
            switch (status) {
                case "5" -> states.addAll(List.of("open", "paused"));
                case "2", "4" -> states.addAll(List.of("open", isPast ? "overdue" : "in-time"));
                case "8" -> states.addAll(List.of("done", "stopped"));
                default -> states.add("done");
            }
            if (!List.of("2", "4", "5").contains(status)) {
                states.add(isPast ? "done-late" : "done-on-time");
            }
            boolean isDisputed = words.stream()
                    .anyMatch(word ->
                            !status.equals(word.get("TrangThaiHoSo")) || isPast != PAST.equals(word.get("NgayHenTra")));
            if (isDisputed) {
                states.add("disputed");
            }
            states.forEach(state -> counts.merge(state, 1L, Long::sum));
        }
        return counts;
    }

    private Path configuration(int port) throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        Path sources = configuration.resolve("sources");
        String shipped = Files.readString(sources.resolve("mot-cua.yaml"));
        try (Stream<Path> all = Files.list(sources)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        for (String source : SOURCES.keySet()) {
            String text = shipped.replace("id: mot-cua", "id: " + source);
            text = source.startsWith("a")
                    ? text.replaceAll("url: .*", "url: http://127.0.0.1:" + port + "/dossiers")
                            .replaceAll("pageSize: .*", "pageSize: " + PAGE)
                    : text.replaceAll("(?ms)^poll:.*?(?=^zone:)", "");
            Files.writeString(
                    sources.resolve(source + ".yaml"),
                    source.startsWith("c") ? text + "folder: " + folder.resolve("drop") + "\n" : text);
        }
        Path procedures = configuration.resolve("procedures.yaml");
        Files.writeString(
                procedures,
                Files.readString(procedures)
                        .replace("sources: [mot-cua]", "sources: [" + String.join(", ", SOURCES.keySet()) + "]"));
        return configuration;
    }

    private static HttpServer system(List<Map<String, String>> words) throws Exception {
        HttpServer system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        system.createContext("/dossiers", exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=(\\d+).*", "$1")) : 0;
            int to = Math.min(words.size(), from + PAGE);
            ObjectNode page = JsonNodeFactory.instance.objectNode();
            ArrayNode items = page.putArray("items");
            words.subList(from, to).forEach(word -> items.add(json(word)));
            byte[] body = page.put("next", Integer.toString(to))
                    .put("more", to < words.size())
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return system;
    }

    private static JsonNode json(Map<String, String> word) {
        return JsonMapper.builder().build().valueToTree(word);
    }

    private int post(ServerProcess server, String path, String type, HttpRequest.BodyPublisher body) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/sources/" + path))
                                    .header("Content-Type", type)
                                    .POST(body)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void push(ServerProcess server, List<Map<String, String>> words) {
        for (int from = 0; from < words.size(); from += PAGE) {
            ArrayNode page = JsonNodeFactory.instance.arrayNode();
            words.subList(from, Math.min(words.size(), from + PAGE)).forEach(word -> page.add(json(word)));
            assertThat(post(
                            server,
                            "b-pushed/records",
                            "application/json",
                            HttpRequest.BodyPublishers.ofString(page.toString())))
                    .isEqualTo(202);
        }
    }

    private Path csv(List<Map<String, String>> words) throws Exception {
        List<String> lines = new ArrayList<>(List.of(String.join(",", FIELDS)));
        words.forEach(word -> lines.add(String.join(
                ",", FIELDS.stream().map(field -> word.getOrDefault(field, "")).toList())));
        return Files.write(folder.resolve("c.csv.tmp"), lines);
    }

    private Path workbook(List<Map<String, String>> words) throws Exception {
        Path file = folder.resolve("d.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", null)) {
            Worksheet sheet = book.newWorksheet("Hồ sơ");
            for (int column = 0; column < FIELDS.size(); column++) {
                String field = FIELDS.get(column);
                sheet.value(0, column, field);
                for (int row = 0; row < words.size(); row++) {
                    sheet.value(row + 1, column, words.get(row).getOrDefault(field, ""));
                }
            }
        }
        return file;
    }

    @Test
    void everyCountIsThatOfTheObviousRecount() throws Exception {
        Map<String, List<Map<String, String>>> told = told();
        Map<String, Long> expected = counted(told);
        assertThat(expected).containsEntry("all", (long) DOSSIERS).containsKeys("overdue", "paused", "disputed");
        HttpServer system = system(told.getOrDefault("a-polled", List.of()));
        Path csv = csv(told.getOrDefault("c-dropped", List.of()));
        Path workbook = workbook(told.getOrDefault("d-uploaded", List.of()));
        try (ServerProcess server =
                ServerProcess.serve(folder, configuration(system.getAddress().getPort()), Map.of())) {
            long began = System.nanoTime();
            system.start();
            CompletableFuture<Void> pushed =
                    CompletableFuture.runAsync(() -> push(server, told.getOrDefault("b-pushed", List.of())));
            CompletableFuture<Integer> uploaded = CompletableFuture.supplyAsync(() -> {
                try {
                    return post(
                            server,
                            "d-uploaded/file",
                            "application/octet-stream",
                            HttpRequest.BodyPublishers.ofFile(workbook));
                } catch (java.io.FileNotFoundException e) {
                    throw new AssertionError(e);
                }
            });
            Path drop = folder.resolve("drop");
            Peer.await("the folder is there", () -> Files.isDirectory(drop));
            Files.move(csv, drop.resolve("c.csv"));
            pushed.join();
            assertThat(uploaded.join()).isEqualTo(200);
            Peer.await("every count is exact", PATIENCE, () -> {
                JsonNode counts = server.json("/api/v1/dossiers?size=1").path("counts");
                return expected.entrySet().stream()
                        .allMatch(count -> counts.path(count.getKey()).asLong() == count.getValue());
            });
            System.out.printf(
                    "20,000 dossiers of four sources, %d records: exact after %d ms%n",
                    told.values().stream().mapToInt(List::size).sum(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            try (Dashboard wall = Dashboard.at(server.url(), "dossiers")) {
                for (String state : List.of("open", "overdue", "paused")) {
                    long count = expected.getOrDefault(state, 0L);
                    wall.await("dossiers", "totals", state, value -> value.asLong() == count);
                }
            }
            assertThat(server.exceptions()).isEmpty();
        } finally {
            system.stop(0);
        }
    }
}
