package ioc.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class BookletTest {
    private static Booklet booklet(int rows) {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            cells.add(List.of("Phường Gò Dầu, văn phòng số " + i, Integer.toString(1000 + i)));
        }
        cells.add(List.of("Tổng", "–"));
        return new Booklet(
                "vi-VN",
                "Báo cáo: Tuần 23/11/2026 – 29/11/2026",
                "Số liệu đến 09:40",
                List.of(new Booklet.Table(
                        "Hồ sơ theo đơn vị",
                        "ghi chú",
                        List.of(new Booklet.Column("Đơn vị", 3, false), new Booklet.Column("Tiếp nhận", 1, true)),
                        cells,
                        1)),
                "Dấu – là không đo được");
    }

    @Test
    void everyRowIsThereAndTheHeaderOnEachPage() throws IOException {
        byte[] pdf = booklet(80).pdf();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            PDFTextStripper all = new PDFTextStripper();
            String text = all.getText(document);
            for (int i = 0; i < 80; i++) {
                assertThat(text).contains("Phường Gò Dầu, văn phòng số " + i, Integer.toString(1000 + i));
            }
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper one = new PDFTextStripper();
                one.setStartPage(page);
                one.setEndPage(page);
                assertThat(one.getText(document)).contains("Tiếp nhận", page + " / " + pages, "Dấu – là không đo được");
            }
            assertThat(document.getDocumentInformation().getTitle()).startsWith("Báo cáo: Tuần");
        }
    }

    @Test
    void theSameBookletGivesTheSameBytes() {
        assertThat(booklet(5).pdf()).isEqualTo(booklet(5).pdf());
    }

    @Test
    void aRowMustFitItsColumns() {
        assertThatThrownBy(() -> new Booklet.Table(
                        "a", "", List.of(new Booklet.Column("b", 1, false)), List.of(List.of("1", "2")), 0))
                .hasMessage("row: was 2 cells but must be 1, one a column");
    }
}
