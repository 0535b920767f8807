package ioc.paper;

import ioc.paper.Letter.Addressee;
import ioc.paper.Letter.Delay;
import ioc.paper.Letter.Dossier;
import ioc.paper.Letter.Foot;
import ioc.paper.Letter.Form;
import ioc.paper.Letter.Head;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Letters to test with; the people are made up. */
final class Letters {
    static final String REASON =
            "hồ sơ cần lấy ý kiến của Phòng Kinh tế về ranh giới thửa đất, đơn vị được hỏi trả lời chậm hai ngày làm việc";

    private Letters() {}

    static Letter usual(Form form) {
        return with(form, REASON);
    }

    static Letter with(Form form, String reason) {
        return new Letter(
                form,
                new Head(
                        "Ủy ban nhân dân xã Gò Dầu",
                        "Trung tâm\nPhục vụ hành chính công",
                        "27/PXL-TTPVHCC",
                        "Gò Dầu",
                        LocalDate.of(2026, 11, 5)),
                new Addressee("Nguyễn Thị Bích Hường", "ấp Đá Hàng, xã Gò Dầu, tỉnh Tây Ninh", "0912 345 678"),
                new Dossier(
                        "H53.25.11-261103-0042",
                        "Đăng ký biến động quyền sử dụng đất do chuyển nhượng toàn bộ thửa đất",
                        "Đất đai",
                        "0042/TNHS",
                        "Bộ phận Một cửa xã Gò Dầu"),
                new Delay(
                        Instant.parse("2026-11-03T01:30:00Z"),
                        Instant.parse("2026-11-05T10:00:00Z"),
                        Instant.parse("2026-11-06T10:00:00Z"),
                        Instant.parse("2026-11-12T09:05:00Z"),
                        reason,
                        ZoneId.of("Asia/Ho_Chi_Minh")),
                new Foot(
                        List.of("Bộ phận Một cửa xã Gò Dầu", "UBND xã Gò Dầu (để báo cáo)"),
                        "KT. Giám đốc",
                        "Phó Giám đốc",
                        "Trần Quốc Đẵng"));
    }

    /** Only what must be there. */
    static Letter bare(Form form) {
        Letter usual = usual(form);
        return new Letter(
                form,
                new Head("", usual.head().agency(), "", usual.head().place(), null),
                new Addressee("", "", ""),
                new Dossier(usual.dossier().code(), usual.dossier().procedure(), "", "", ""),
                new Delay(
                        usual.delay().received(),
                        null,
                        usual.delay().due(),
                        usual.delay().promised(),
                        REASON,
                        usual.delay().zone()),
                new Foot(List.of(), "", "", ""));
    }

    /** A reason of that many words, each another. */
    static String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            words.append(i == 1 ? "" : " ").append("chờ").append(i).append("ẫm");
        }
        return words.toString();
    }
}
