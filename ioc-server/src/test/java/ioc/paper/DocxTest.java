package ioc.paper;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.paper.Letter.Addressee;
import ioc.paper.Letter.Form;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class DocxTest {
    private static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    @Test
    void everyPartIsThereAndWellFormed() throws Exception {
        Map<String, Document> parts = parts(Paper.docx(Letters.usual(Form.VAN_BAN_XIN_LOI)));
        assertThat(parts.keySet())
                .containsExactly(
                        "[Content_Types].xml",
                        "_rels/.rels",
                        "word/_rels/document.xml.rels",
                        "word/document.xml",
                        "word/styles.xml",
                        "word/settings.xml",
                        "word/header.xml");
        NodeList targets = Objects.requireNonNull(parts.get("word/_rels/document.xml.rels"))
                .getElementsByTagName("Relationship");
        for (int i = 0; i < targets.getLength(); i++) {
            assertThat(parts).containsKey("word/" + ((Element) targets.item(i)).getAttribute("Target"));
        }
    }

    @Test
    void aLineAboutWhatIsNotKnownIsLeftOut() throws Exception {
        assertThat(text(Paper.docx(Letters.bare(Form.VAN_BAN_XIN_LOI))))
                .contains("Thời điểm hẹn trả kết quả: ")
                .doesNotContain("Lĩnh vực", "lần đầu");
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsThere(Form form) throws Exception {
        assertThat(text(Paper.docx(Letters.usual(form))))
                .containsSubsequence(
                        "ỦY BAN NHÂN DÂN XÃ GÒ DẦU\nTRUNG TÂM\nPHỤC VỤ HÀNH CHÍNH CÔNG\n",
                        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
                        "Số: 27/PXL-TTPVHCC\n",
                        "Gò Dầu, ngày 05 tháng 11 năm 2026\n",
                        form == Form.PHIEU_XIN_LOI
                                ? "PHIẾU XIN LỖI\nVÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ\n"
                                : "VĂN BẢN XIN LỖI\nVÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT\n",
                        "Nguyễn Thị Bích Hường\n",
                        "ấp Đá Hàng, xã Gò Dầu, tỉnh Tây Ninh\n",
                        "0912 345 678\n",
                        "H53.25.11-261103-0042\n",
                        "Đăng ký biến động quyền sử dụng đất do chuyển nhượng toàn bộ thửa đất\n",
                        "Lĩnh vực: Đất đai\n",
                        "0042/TNHS\n",
                        "Bộ phận Một cửa xã Gò Dầu\n",
                        "08:30 ngày 03/11/2026\n",
                        "lần đầu: 17:00 ngày 05/11/2026\n",
                        "17:00 ngày 06/11/2026\n",
                        "Trung tâm Phục vụ hành chính công ",
                        "Lý do: " + Letters.REASON + ".\n",
                        "16:05 ngày 12/11/2026.\n",
                        "Nơi nhận:\n- Như trên;\n- Bộ phận Một cửa xã Gò Dầu;\n- UBND xã Gò Dầu (để báo cáo);\n- Lưu: VT.\n",
                        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n",
                        "Trần Quốc Đẵng\n");
    }

    @Test
    void marksOfXmlStandAsTheyWereWritten() throws Exception {
        Letter letter = Letters.with(Form.PHIEU_XIN_LOI, "thiếu <bản vẽ> & \"sơ đồ\" 'thửa' ]]> &lt; {code} *x* _y_");
        assertThat(text(Paper.docx(letter)))
                .contains("Lý do: thiếu <bản vẽ> & \"sơ đồ\" 'thửa' ]]> &lt; {code} *x* _y_.\n");
        Letter firm = new Letter(
                letter.form(),
                letter.head(),
                new Addressee("Công ty <A&B>", "", ""),
                letter.dossier(),
                letter.delay(),
                letter.foot());
        assertThat(text(Paper.docx(firm))).contains("Công ty <A&B>");
    }

    @Test
    void aLongReasonIsWhole() throws Exception {
        String reason = Letters.words(220);
        assertThat(text(Paper.docx(Letters.with(Form.VAN_BAN_XIN_LOI, reason)))).contains("Lý do: " + reason + ".\n");
    }

    @Test
    void whatIsEmptyIsADottedLine() throws Exception {
        String text = text(Paper.docx(Letters.bare(Form.PHIEU_XIN_LOI)));
        assertThat(text)
                .startsWith("TRUNG TÂM")
                .contains(
                        "Kính gửi: Ông/Bà (tổ chức) \t\n", "Địa chỉ: \t\n", "Điện thoại: \t\n", "hẹn trả kết quả: \t\n")
                .containsPattern("Số: \\.{10,}/\\.{10,}\n");
        Document document = Objects.requireNonNull(
                parts(Paper.docx(Letters.bare(Form.PHIEU_XIN_LOI))).get("word/document.xml"));
        NodeList tabs = document.getElementsByTagNameNS(W, "tab");
        Element stop = (Element) tabs.item(0);
        assertThat(stop.getAttributeNS(W, "leader")).isEqualTo("dot");
    }

    @ParameterizedTest
    @EnumSource
    void theSameLetterGivesTheSameBytes(Form form) {
        assertThat(Paper.docx(Letters.usual(form))).isEqualTo(Paper.docx(Letters.usual(form)));
    }

    /** Paragraphs as lines; a tab that is set, not one that is defined, is a tab. */
    private static String text(byte[] docx) throws Exception {
        StringBuilder text = new StringBuilder();
        NodeList paragraphs =
                Objects.requireNonNull(parts(docx).get("word/document.xml")).getElementsByTagNameNS(W, "p");
        for (int i = 0; i < paragraphs.getLength(); i++) {
            NodeList runs = ((Element) paragraphs.item(i)).getElementsByTagNameNS(W, "r");
            for (int r = 0; r < runs.getLength(); r++) {
                for (Node part = runs.item(r).getFirstChild(); part != null; part = part.getNextSibling()) {
                    String name = Objects.requireNonNullElse(part.getLocalName(), "");
                    text.append(name.equals("tab") ? "\t" : name.equals("br") ? "\n" : part.getTextContent());
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static Map<String, Document> parts(byte[] docx) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Map<String, Document> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(
                        entry.getName(),
                        factory.newDocumentBuilder().parse(new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        return parts;
    }
}
