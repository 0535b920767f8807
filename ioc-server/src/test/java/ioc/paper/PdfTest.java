package ioc.paper;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.paper.Letter.Form;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PdfTest {
    private static final String VIETNAMESE =
            "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ";

    @ParameterizedTest
    @EnumSource
    void everyFieldIsReadInItsOrderOnOnePage(Form form) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(Paper.pdf(Letters.usual(form)))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(words(pdf, 1))
                    .containsSubsequence(
                            "ỦY BAN NHÂN DÂN XÃ GÒ DẦU TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
                            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
                            "Số: 27/PXL-TTPVHCC",
                            "Gò Dầu, ngày 05 tháng 11 năm 2026",
                            form == Form.PHIEU_XIN_LOI
                                    ? "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"
                                    : "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
                            "Kính gửi:",
                            "Nguyễn Thị Bích Hường",
                            "ấp Đá Hàng, xã Gò Dầu, tỉnh Tây Ninh",
                            "0912 345 678",
                            "H53.25.11-261103-0042",
                            "Đăng ký biến động quyền sử dụng đất do chuyển nhượng toàn bộ thửa đất",
                            "0042/TNHS",
                            "Bộ phận Một cửa xã Gò Dầu",
                            "08:30 ngày 03/11/2026",
                            "17:00 ngày 06/11/2026",
                            "Lý do: " + Letters.REASON + ".",
                            "16:05 ngày 12/11/2026.",
                            "Nơi nhận: - Như trên; - Bộ phận Một cửa xã Gò Dầu; - UBND xã Gò Dầu (để báo cáo); - Lưu: VT.",
                            "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
                            "Trần Quốc Đẵng");
        }
    }

    @Test
    void everyFontIsEmbeddedAsASubset() throws IOException {
        byte[] bytes = Paper.pdf(Letters.usual(Form.VAN_BAN_XIN_LOI));
        assertThat(bytes.length).isLessThan(120_000);
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            Set<String> names = new HashSet<>();
            for (PDPage page : pdf.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    names.add(font.getName().replaceFirst("^[A-Z]{6}\\+", ""));
                }
            }
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "LetterSerif-Regular", "LetterSerif-Bold", "LetterSerif-Italic", "LetterSerif-BoldItalic");
        }
    }

    @Test
    void everyVietnameseLetterHasAGlyphInEveryFace() throws IOException {
        String letters = VIETNAMESE + VIETNAMESE.toUpperCase(Locale.forLanguageTag("vi"));
        try (PDDocument document = new PDDocument()) {
            Faces faces = new Faces(document);
            for (int face = 0; face < 4; face++) {
                assertThat(faces.shown(new Wording.Run(letters, face % 2 == 1, face / 2 == 1)))
                        .isEqualTo(letters);
            }
            assertThat(faces.shown(new Wording.Run("ô 好 😀", false, false))).isEqualTo("ô \uFFFD \uFFFD");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLongReasonFlowsToASecondPageWithoutLosingAWord(Form form) throws IOException {
        String reason = Letters.words(220);
        assertThat(reason.length()).isBetween(1_800, 2_200);
        try (PDDocument pdf = Loader.loadPDF(Paper.pdf(Letters.with(form, reason)))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            String second = words(pdf, 2);
            assertThat(second).startsWith("2 ").contains("chân thành xin lỗi", "Trần Quốc Đẵng");
            assertThat(words(pdf, 1) + " " + second.substring(2)).contains("Lý do: " + reason + ".");
        }
    }

    @Test
    void theSignatureNeverStandsAlone() throws IOException {
        for (int count = 60; count < 200; count += 4) {
            try (PDDocument pdf = Loader.loadPDF(Paper.pdf(Letters.with(Form.PHIEU_XIN_LOI, Letters.words(count))))) {
                assertThat(words(pdf, pdf.getNumberOfPages()))
                        .contains("chân thành xin lỗi", "Nơi nhận", "Trần Quốc Đẵng");
            }
        }
    }

    @Test
    void aWordLongerThanALineIsBroken() throws IOException {
        String word = "0123456789".repeat(30);
        try (PDDocument pdf = Loader.loadPDF(Paper.pdf(Letters.with(Form.PHIEU_XIN_LOI, "mã " + word + " sai")))) {
            assertThat(words(pdf, 1).replace(" ", "")).contains("mã" + word + "sai");
        }
    }

    @Test
    void whatIsEmptyIsADottedLine() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(Paper.pdf(Letters.bare(Form.VAN_BAN_XIN_LOI)))) {
            assertThat(words(pdf, 1))
                    .startsWith("TRUNG TÂM")
                    .containsPattern("Số: \\.{10,}/\\.{10,}")
                    .containsPattern("Gò Dầu, ngày \\.{5,} tháng \\.{5,} năm \\.{8,}")
                    .containsPattern("Kính gửi: Ông/Bà \\(tổ chức\\) \\.{20,} Địa chỉ: \\.{20,} Điện thoại: \\.{20,}")
                    .containsPattern("hẹn trả kết quả: \\.{20,} - Nơi tiếp nhận hồ sơ: \\.{20,}")
                    .containsPattern("- Như trên; - Lưu: VT\\. \\.{20,} \\.{20,}$")
                    .doesNotContain("null", "{", "*", "_");
        }
    }

    @Test
    void theFilesPropertiesDoNotNameTheAddressee() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(Paper.pdf(Letters.usual(Form.PHIEU_XIN_LOI)))) {
            assertThat(pdf.getDocumentInformation().getMetadataKeys()).containsExactly("Title");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ");
            assertThat(pdf.getDocumentCatalog().getMetadata()).isNull();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("vi-VN");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameLetterGivesTheSameBytes(Form form) {
        assertThat(Paper.pdf(Letters.usual(form))).isEqualTo(Paper.pdf(Letters.usual(form)));
    }

    private static String words(PDDocument pdf, int page) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(pdf).replaceAll("\\s+", " ").strip();
    }
}
