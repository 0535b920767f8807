package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assignments as people use them: a reminder, one entered by hand and brought to its end, two who act at once. */
class AssignmentsIT extends Demonstration {
    @TempDir
    private Path folder;

    private static final Locator.WaitForOptions ATTACHED =
            new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

    private static void act(Page page, String button, String text) {
        page.locator("ioc-assignment .acts button", new Page.LocatorOptions().setHasText(button))
                .first()
                .click();
        Locator form = page.locator("ioc-act dialog");
        if (!text.isEmpty()) {
            form.locator("textarea[name=text]").fill(text);
        }
        form.locator("button.act").click();
        page.waitForCondition(() -> page.locator("ioc-act dialog").count() == 0);
        page.locator("ioc-assignment .log li", new Page.LocatorOptions().setHasText(text.isEmpty() ? button : text))
                .first()
                .waitFor();
    }

    @Test
    void anOverdueOneIsAskedForAnExplanationAndSaysSoInItsTimeline() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/assignments?view=overdue")) {
            Page page = tab.page();
            page.locator("tr[data-id]").first().click();
            page.waitForURL("**/assignments/nv-*");
            act(page, "Yêu cầu giải trình", "Vì sao chưa giải ngân?");
            page.locator("ioc-assignment .log li", new Page.LocatorOptions().setHasText("Vì sao chưa giải ngân?"))
                    .waitFor();
            assertThat(page.locator("ioc-assignment .log li").first().innerText())
                    .contains("Trực ban");
            tab.loggedNoError();
        }
    }

    @Test
    void oneEnteredByHandIsReportedSentBackReportedAndConfirmed() throws Exception {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/assignments")) {
            Page page = tab.page();
            page.locator(".bar button", new Page.LocatorOptions().setHasText("Giao việc"))
                    .click();
            Locator form = page.locator("ioc-act dialog");
            form.locator("textarea[name=title]").fill("Kiểm kê máy quét ở mười điểm");
            form.locator("input[name=lead]").fill("Trung tâm Phục vụ hành chính công phường Gò Dầu");
            form.locator("input[name=partners]").fill("Phòng Văn hóa – Xã hội phường Gò Dầu; Văn phòng");
            form.locator("input[name=dueAt]").fill("2099-11-30");
            form.locator("button.act").click();
            page.waitForURL("**/assignments/nt-*");
            String id = page.url().replaceAll(".*/(nt-\\w+).*", "$1");
            act(page, "Báo xong", "Đã kiểm kê");
            act(page, "Trả lại", "Thiếu biên bản");
            page.locator("ioc-assignment .kv dd.is-warn", new Page.LocatorOptions().setHasText("bị trả lại"))
                    .waitFor();
            act(page, "Báo xong", "Bổ sung biên bản");
            act(page, "Xác nhận hoàn thành", "");
            page.locator("ioc-assignment .log li", new Page.LocatorOptions().setHasText("Xác nhận hoàn thành"))
                    .first()
                    .waitFor();
            Peer.await(
                    "it is done in the store",
                    () -> server.json("/api/v1/assignments?state=done-on-time&q=" + id)
                                    .path("total")
                                    .asInt()
                            == 1);
            assertThat(get("/api/v1/assignments/export?format=csv&q=" + id))
                    .contains(id, "Kiểm kê máy quét", "Đã xác nhận");
            tab.loggedNoError();
        }
    }

    @Test
    void ofTwoWhoActAtOnceTheSecondIsToldWho() throws Exception {
        JsonNode first = server.json("/api/v1/assignments?state=soon&size=1").at("/rows/0");
        String path = "/api/v1/assignments/" + first.path("id").asText() + "/actions";
        String body =
                "{\"act\":\"remind\",\"revision\":" + first.path("revision").asInt() + "}";
        assertThat(post(path, body).statusCode()).isEqualTo(200);
        HttpResponse<String> second = post(path, body);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("Trực ban changed it at");
        HttpResponse<String> wrong = post(path, "{\"act\":\"shout\",\"revision\":1}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("act: was \\\"shout\\\" but must be one of remind, ");
        assertThat(post("/api/v1/assignments", "{\"title\":\"Việc\",\"lead\":\"VP\",\"dueAt\":\"mai\"}")
                        .body())
                .contains("dueAt (/dueAt): was \\\"mai\\\" but must be like");
    }

    @Test
    void ofManyActsOfOnePersonAtOnceOneCounts() throws Exception {
        JsonNode row = server.json("/api/v1/assignments?state=soon&size=2").at("/rows/1");
        String path = "/api/v1/assignments/" + row.path("id").asText() + "/actions";
        int revision = row.path("revision").asInt();
        HttpRequest remind = request(path, "{\"act\":\"remind\",\"revision\":" + revision + "}");
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> all = Stream.generate(
                        () -> client.sendAsync(remind, HttpResponse.BodyHandlers.ofString()))
                .limit(10)
                .toList();
        List<HttpResponse<String>> answers =
                all.stream().map(CompletableFuture::join).toList();
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).hasSize(9);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 200)
                .singleElement()
                .satisfies(won -> assertThat(won.body()).contains("\"revision\":" + (revision + 1)));
    }

    @Test
    void aFileIsLookedIntoWithEveryProblemByRowAndColumnThenTaken() throws IOException {
        Path file = Files.writeString(folder.resolve("viec.csv"), """
                        id,title,lead,givenAt,dueAt
                        x-1,Việc từ tệp,Văn phòng,2026-11-01,2099-12-01
                        x-2,Việc sai ngày,Văn phòng,2026-11-01,32/13/2026
                        """);
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/assignments")) {
            Page page = tab.page();
            page.locator(".filters button", new Page.LocatorOptions().setHasText("Nhập tệp"))
                    .click();
            Locator dialog = page.locator("ioc-upload dialog");
            dialog.locator("select option[value=nhap-tay]").waitFor(ATTACHED);
            dialog.locator("select").selectOption("nhap-tay");
            dialog.locator("input[type=file]").setInputFiles(file);
            dialog.locator("tbody tr").waitFor();
            assertThat(dialog.locator("tbody tr").innerText()).contains("3", "dueAt", "32/13/2026", "thời gian dạng");
            assertThat(dialog.locator("button.act").innerText()).isEqualTo("Nhận 1 dòng");
            dialog.locator("button.act").click();
            dialog.locator(".good").waitFor();
            page.keyboard().press("Escape");
            page.locator("tr[data-id=x-1]").waitFor();
            assertThat(page.locator("tr[data-id=x-2]").count()).isZero();
            tab.loggedNoError();
        }
    }

    @Test
    void onAPhoneALeaderIsThreeTapsFromTheEvidence() {
        try (Tab tab = browser.tab(Size.PHONE).open(server.url() + "/?lang=vi")) {
            Page page = tab.page();
            page.locator("nav > a[href='/assignments']").click();
            page.locator("tr[data-id]", new Page.LocatorOptions().setHasText("Số hóa hồ sơ đất đai"))
                    .first()
                    .click();
            Locator link = page.locator("ioc-assignment .list a").first();
            link.waitFor();
            assertThat(link.getAttribute("href")).startsWith("https://");
            assertThat(tab.overflows()).isEmpty();
            tab.loggedNoError();
        }
    }

    private static String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return HttpClient.newHttpClient().send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
