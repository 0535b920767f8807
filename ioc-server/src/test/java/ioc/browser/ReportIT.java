package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;

/** The report of a day, a week and a month: page, files, and the lists behind its numbers. */
class ReportIT extends Demonstration {
    private static long total(String path) {
        return server.json("/api/v1" + path).path("total").asLong();
    }

    private static JsonNode row(JsonNode rows, String id) {
        for (JsonNode row : rows) {
            if (row.path("id").asText().equals(id)) {
                return row;
            }
        }
        throw new AssertionError("no row of " + id);
    }

    /** The demonstration goes on between two questions: both sides are asked anew until they say the same. */
    private static void eventually(Runnable comparison) {
        AtomicReference<String> fault = new AtomicReference<>("");
        Peer.await(fault::get, () -> {
            try {
                comparison.run();
                return true;
            } catch (AssertionError e) {
                fault.set(String.valueOf(e.getMessage()));
                return false;
            }
        });
    }

    @Test
    void itsNumbersAreTheListsBehindThem() {
        eventually(ReportIT::compareWithLists);
    }

    private static void compareWithLists() {
        for (String query : List.of(
                "", "?period=" + server.json("/api/v1/report").path("previous").asText())) {
            JsonNode report = server.json("/api/v1/report" + query);
            String from = report.path("from").asText();
            String until = report.path("until").asText();
            JsonNode now = report.path("now");
            String begun = "&begunFrom=" + from + "&begunUntil=" + until;
            String ended = "&endedFrom=" + from + "&endedUntil=" + until;
            String done = "&doneFrom=" + from + "&doneUntil=" + until;
            JsonNode all = now.path("allDossiers");
            assertThat(all.path("received").asLong()).isEqualTo(total("/dossiers?state=all" + begun));
            assertThat(all.path("finished").asLong()).isEqualTo(total("/dossiers?state=done" + ended));
            assertThat(all.path("onTime").asLong()).isEqualTo(total("/dossiers?state=done-on-time" + ended));
            assertThat(all.path("late").asLong()).isEqualTo(total("/dossiers?state=done-late" + ended));
            assertThat(all.path("lettersDue").asLong())
                    .isEqualTo(total("/dossiers?state=all&letterFrom=" + from + "&letterUntil=" + until));
            JsonNode tasks = now.path("allAssignments");
            assertThat(tasks.path("given").asLong()).isEqualTo(total("/assignments?state=all" + begun));
            assertThat(tasks.path("doneOnTime").asLong()).isEqualTo(total("/assignments?state=done-on-time" + done));
            assertThat(tasks.path("doneLate").asLong()).isEqualTo(total("/assignments?state=done-late" + done));
            for (JsonNode line : now.path("dossiers")) {
                String unit =
                        java.net.URLEncoder.encode(line.path("id").asText(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(line.path("received").asLong())
                        .as(unit)
                        .isEqualTo(total("/dossiers?state=all&org=" + unit + begun));
            }
        }
    }

    @Test
    void aMonthHasDossiersOnTimeAndLateAndTheMorningHasQueues() {
        JsonNode day = server.json("/api/v1/report");
        String month = day.path("period").asText().substring(0, 7);
        JsonNode report = server.json("/api/v1/report?period=" + month);
        assertThat(report.path("now").path("allDossiers").path("received").asLong())
                .isPositive();
        assertThat(report.path("kind").asText()).isEqualTo("month");
        Peer.await(
                "the morning is in the series",
                () -> server.json("/api/v1/report")
                                .path("now")
                                .path("allQueues")
                                .path("visits")
                                .asLong()
                        > 0);
        JsonNode queues = server.json("/api/v1/report").path("now");
        assertThat(queues.path("allQueues").path("meanWaitMs").asLong()).isPositive();
        assertThat(queues.path("allQueues").path("within").asDouble()).isBetween(0.01, 1.0);
        // only the simulated morning was measured: the day before is unknown, and not 0
        JsonNode before = server.json(
                        "/api/v1/report?period=" + day.path("previous").asText())
                .path("now")
                .path("allQueues");
        assertThat(before.path("visits").isNull()).isTrue();
        assertThat(before.path("satisfaction").isNull()).isTrue();
    }

    @Test
    void thePageShowsItAndGivesBothFiles() throws IOException {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/reports")) {
            Peer.await("the report is there", () -> !tab.texts("section.queues tbody tr")
                    .isEmpty());
            assertThat(tab.texts("section.queues tbody tr")).hasSize(10);
            assertThat(tab.texts("nav a[aria-current]")).anyMatch(text -> text.startsWith("Báo cáo"));
            assertThat(tab.overflows()).isEmpty();
            assertThat(tab.barriers()).isEmpty();
            tab.find("section.when button:nth-of-type(3)").first().click();
            Peer.await(
                    "a month", () -> tab.texts("section.when h2").stream().anyMatch(text -> text.startsWith("Tháng")));
            String month = tab.page().url().replaceAll(".*period=", "");
            assertThat(month).matches("\\d{4}-\\d\\d");
            Peer.await("the month is there", () -> !tab.texts("section.dossiers tbody tr")
                    .isEmpty());
            JsonNode report = report(month);
            String unit = report.path("dossiers").path(0).path("id").asText();

            Download pdf = tab.page()
                    .waitForDownload(
                            () -> tab.find("header.bar .acts a").first().click());
            assertThat(pdf.suggestedFilename()).isEqualTo("bao-cao-" + month + ".pdf");
            try (PDDocument document = Loader.loadPDF(Files.readAllBytes(pdf.path()))) {
                String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
                assertThat(text)
                        .contains("Báo cáo: Tháng", "Hàng chờ tại các điểm", "Hồ sơ theo đơn vị", "EEMUA 191")
                        .contains(row(report.path("dossiers"), unit)
                                .path("name")
                                .path("vi")
                                .asText());
            }
            eventually(() -> compareWithWorkbook(tab, month));
            tab.find("section.dossiers tfoot a").first().click();
            Peer.await("the list behind it", () -> tab.page().url().contains("/dossiers?"));
            Peer.await("the list says what the report does", () -> {
                String received =
                        report(month).path("allDossiers").path("received").asText();
                return tab.texts("[aria-pressed=true]").stream()
                        .anyMatch(text -> text.replaceAll("[^0-9]", "").equals(received));
            });
            assertThat(tab.errors()).isEmpty();
        }
    }

    private static JsonNode report(String month) {
        return server.json("/api/v1/report?period=" + month).path("now");
    }

    private static void compareWithWorkbook(Tab tab, String month) {
        Download xlsx = tab.page()
                .waitForDownload(() -> tab.find("header.bar .acts a").last().click());
        JsonNode report = report(month);
        try (InputStream in = Files.newInputStream(xlsx.path());
                ReadableWorkbook book = new ReadableWorkbook(in)) {
            Sheet sheet = book.findSheet("Hồ sơ").orElseThrow();
            List<Row> rows = sheet.read();
            assertThat(rows).hasSize(2 + report.path("dossiers").size() + 2);
            Row all = rows.get(rows.size() - 2);
            assertThat(all.getCellText(0)).isEqualTo("Tổng");
            assertThat(all.getCellAsNumber(1).orElseThrow())
                    .isEqualByComparingTo(BigDecimal.valueOf(
                            report.path("allDossiers").path("received").asLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itFitsAPhoneInBothLanguages() {
        for (String language : List.of("vi", "en")) {
            try (Tab tab = browser.tab(Size.PHONE).open(server.url() + "/reports?lang=" + language)) {
                Peer.await("the report is there", () -> !tab.texts("section.queues tbody tr")
                        .isEmpty());
                assertThat(tab.overflows()).isEmpty();
                assertThat(tab.barriers()).isEmpty();
                assertThat(tab.errors()).isEmpty();
            }
        }
    }
}
