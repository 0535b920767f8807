package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A letter of apology, written by hand on the page of a dossier. */
class LetterIT extends Demonstration {
    /** Dossiers whose letter nobody has begun although it should have gone out, the last due first. */
    private static List<String> unwritten() {
        return server
                .json("/api/v1/dossiers?state=apology-past&sort=-dueAt&size=200")
                .path("rows")
                .findParents("apology")
                .stream()
                .filter(row -> row.path("apology").path("duty").asText().equals("late"))
                .map(row -> row.path("code").asText())
                .toList();
    }

    private static void awaitText(Tab tab, String selector, String text) {
        Peer.await(selector + " says " + text + ", says " + tab.texts(selector), () -> tab.texts(selector).stream()
                .anyMatch(each -> each.contains(text)));
    }

    private static String text(Download download) throws IOException {
        assertThat(download.suggestedFilename()).startsWith("xin-loi-").endsWith(".pdf");
        try (PDDocument document = Loader.loadPDF(Files.readAllBytes(download.path()))) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    void isWrittenSignedPrintedAndSent() throws IOException {
        String code = unwritten().get(0);
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/dossiers?state=apology-owed")) {
            assertThat(tab.texts("nav a[aria-current]")).anyMatch(text -> text.startsWith("Thư xin lỗi"));
            assertThat(tab.texts("[aria-pressed=true]")).anyMatch(text -> text.startsWith("Phải xin lỗi"));
            tab.open(server.url() + "/dossiers/" + code);
            Locator begin = tab.find("#begin");
            begin.focus();
            tab.page().keyboard().press("Enter");
            tab.find("[name=reason]").fill("chờ kết quả đo đạc");
            Locator promised = tab.find("[name=promisedAt]");
            String proposed = promised.inputValue();
            promised.fill("24/11/2030 22:00"); // a Sunday night
            tab.find("[name=title]").fill("Phó Giám đốc");
            tab.find("dossier-apology form [name=name]").fill("Trần Quốc Đẵng");
            tab.find("#save").click();
            awaitText(tab, "[role=alert]", "ngoài giờ làm việc");
            assertThat(tab.find("[name=reason]").inputValue())
                    .as("what was typed stays")
                    .isEqualTo("chờ kết quả đo đạc");
            tab.find("[name=promisedAt]").fill(proposed);
            tab.find("#save").click();
            awaitText(tab, ".deeds li", "Nháp");
            assertThat(tab.overflows()).isEmpty();
            assertThat(tab.barriers()).isEmpty();
            tab.find("[data-step=sign]").click();
            awaitText(tab, ".deeds li", "Đã ký");
            tab.find("#to").fill("Nguyễn Thị Bích Hường");
            tab.find("[name=phone]").fill("0912 345 678");
            Download pdf = tab.page()
                    .waitForDownload(() -> tab.find("button[value=pdf]").click());
            assertThat(text(pdf))
                    .contains("VĂN BẢN XIN LỖI", code, "chờ kết quả đo đạc", "Nguyễn Thị Bích Hường", "0912 345 678")
                    .contains("Trần Quốc Đẵng", proposed.substring(0, 10));
            Download docx = tab.page()
                    .waitForDownload(() -> tab.find("button[value=docx]").click());
            assertThat(docx.suggestedFilename()).endsWith(".docx");
            tab.find("[data-step=send]").click();
            tab.find("#surely").click();
            awaitText(tab, ".deeds li", "Đã gửi");
            awaitText(tab, ".facts small", "hẹn lại " + proposed.substring(11));
            awaitText(tab, ".sum td", "Thư xin lỗi hẹn lại " + proposed.substring(11));
            assertThat(tab.find("[data-step]").count()).isZero();
            assertThat(tab.errors()).as("only what was refused on purpose").allMatch(error -> error.contains("422"));
        }
        assertThat(server.log()).doesNotContain("Bích Hường", "0912");
    }

    @Test
    void fitsAPhoneAndNamesWhoWasFaster() {
        String code = unwritten().get(1);
        try (Tab one = browser.tab(Size.PHONE).open(server.url() + "/dossiers/" + code + "?lang=en");
                Tab other = browser.tab(Size.LAPTOP).open(server.url() + "/dossiers/" + code)) {
            for (Tab tab : List.of(one, other)) {
                tab.find("#begin").click();
                tab.find("[name=reason]").fill("waits");
            }
            assertThat(one.overflows()).isEmpty();
            assertThat(one.barriers()).isEmpty();
            one.find("#save").click();
            awaitText(one, ".deeds li", "Draft");
            other.find("#save").click();
            awaitText(other, "[role=alert]", "Người khác vừa làm trước: Nháp từ");
            assertThat(other.texts("[role=alert]")).anyMatch(text -> text.contains("Trực ban"));
            assertThat(one.overflows()).isEmpty();
            one.loggedNoError();
        }
    }
}
