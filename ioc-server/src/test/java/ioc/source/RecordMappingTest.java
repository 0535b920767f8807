package ioc.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.event.Step;
import ioc.sensor.decode.Decoded.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordMappingTest {
    private static Dossier dossier(Source source, String json) {
        return source.mapping()
                .map(json.getBytes(UTF_8))
                .match(
                        Mapped.OfDossier::dossier,
                        other -> {
                            throw new AssertionError(other);
                        },
                        other -> {
                            throw new AssertionError(other);
                        },
                        refused -> {
                            throw new AssertionError(refused);
                        });
    }

    private static Assignment assignment(Source source, String json) {
        return source.mapping()
                .map(json.getBytes(UTF_8))
                .match(
                        other -> {
                            throw new AssertionError(other);
                        },
                        Mapped.OfAssignment::assignment,
                        other -> {
                            throw new AssertionError(other);
                        },
                        refused -> {
                            throw new AssertionError(refused);
                        });
    }

    private static Step step(Source source, String json) {
        return source.mapping()
                .map(json.getBytes(UTF_8))
                .match(
                        other -> {
                            throw new AssertionError(other);
                        },
                        other -> {
                            throw new AssertionError(other);
                        },
                        Mapped.OfStep::step,
                        refused -> {
                            throw new AssertionError(refused);
                        });
    }

    @Test
    void aStepIsReadAsShippedAndWhoDidItIsNotKept() throws Exception {
        Source source = Yaml.shipped("tien-do.yaml");
        String record = """
                {"MaHoSo":"a","NguoiXuLy":"Lan","ChucDanh":"Chuyên viên","PhongBanXuLy":"Địa chính","NoiDungXuLy":"Thẩm định",
                 "ThoiDiemXuLy":"20261109080000","NgayBatDau":"","NgayKetThucTheoQuyDinh":"20261110170000"}""";
        assertThat(step(source, record))
                .as("without status it is in handling")
                .isEqualTo(new Step(
                        "a",
                        new Step.Work("Địa chính", "Chuyên viên", "Thẩm định"),
                        4,
                        new Step.Times(
                                Instant.parse("2026-11-09T01:00:00Z"), null, Instant.parse("2026-11-10T10:00:00Z"))));
        Raw raw = source.raw(new ObjectMapper().readTree(record));
        assertThat(new String(raw.body(), UTF_8))
                .doesNotContain("Lan", "NguoiXuLy")
                .contains("Chuyên viên");
        assertThat(raw.subject()).isEqualTo("a 20261109080000");
        assertThat(refused(source, "{\"MaHoSo\":\"a\"}").detail())
                .isEqualTo("at (/ThoiDiemXuLy): was absent but must be there");
    }

    private static Mapped.Refused refused(Source source, String json) {
        return source.mapping()
                .map(json.getBytes(UTF_8))
                .match(
                        other -> {
                            throw new AssertionError(other);
                        },
                        other -> {
                            throw new AssertionError(other);
                        },
                        other -> {
                            throw new AssertionError(other);
                        },
                        refused -> refused);
    }

    @Test
    void aDossierOfTheOneStopSystemIsReadAsShipped() throws Exception {
        Dossier dossier = dossier(Yaml.shipped("mot-cua.yaml"), """
                {"MaHoSo":"H53.27-261105-0042","MaTTHC":"1.005129","TenTTHC":"Biến động quyền sử dụng đất",
                 "DonViXuLy":"Chi nhánh VP Đăng ký đất đai","TrangThaiHoSo":"9","KenhThucHien":"2",
                 "NgayTiepNhan":"20261105081200","NgayHenTra":"20261119170000","NgayKetThucXuLy":"20261118093000",
                 "NgayTra":""}""");
        assertThat(dossier)
                .isEqualTo(new Dossier(
                        "H53.27-261105-0042",
                        new Dossier.Filing(
                                "Biến động quyền sử dụng đất", "1.005129", "Chi nhánh VP Đăng ký đất đai", "online"),
                        9,
                        "9",
                        new Dossier.Times(
                                null,
                                Instant.parse("2026-11-05T01:12:00Z"),
                                Instant.parse("2026-11-19T10:00:00Z"),
                                Instant.parse("2026-11-18T02:30:00Z"),
                                null,
                                null,
                                null),
                        List.of()));
    }

    @Test
    void aTaskIsReadAsShipped() throws Exception {
        Assignment assignment = assignment(Yaml.shipped("nhiem-vu.yaml"), """
                {"id":"t-1","document":"2214/UBND-TH","title":"Giải ngân","giver":"Chủ tịch","lead":"Phòng Kinh tế",
                 "partners":["xã Thạnh Đức",""],"given":"20261002080000","due":"2026-11-20","progress":"71%"}""");
        assertThat(assignment.times().dueAt()).isEqualTo(Instant.parse("2026-11-20T16:59:59.999Z"));
        assertThat(assignment.times().originalDueAt())
                .isEqualTo(assignment.times().dueAt());
        assertThat(assignment.parties().partners()).containsExactly("xã Thạnh Đức");
        assertThat(assignment.progress().percent()).isEqualTo(71);
        assertThat(assignment.isOpen()).isTrue();
    }

    @Test
    void listedRequestsForSupplementsArePausesAndWhoAskedIsNotKept() throws Exception {
        Source source = Yaml.shipped("mot-cua.yaml");
        String record = """
                {"MaHoSo":"a","TrangThaiHoSo":"4","ChuHoSo":"Lan","DanhSachHoSoBoSung":[
                 {"NgayBoSung":"20261109080000","NgayTiepNhanBoSung":"20261110093000","NguoiYeuCauBoSung":"Minh"},
                 {"NgayBoSung":"20261112080000","NgayTiepNhanBoSung":"","NguoiYeuCauBoSung":"Hà"}]}""";
        assertThat(dossier(source, record).pauses())
                .extracting(pause -> pause.from() + " " + pause.until())
                .containsExactly("2026-11-09T01:00:00Z 2026-11-10T02:30:00Z", "2026-11-12T01:00:00Z null");
        String kept = new String(source.raw(new ObjectMapper().readTree(record)).body(), UTF_8);
        assertThat(kept).contains("NgayTiepNhanBoSung").doesNotContain("Minh", "Hà", "Lan", "NguoiYeuCau");
    }

    private static Map<Dossier.Fact, Boolean> facts(String fields) throws Exception {
        Source source = Yaml.shipped("mot-cua.yaml");
        String record = "{\"MaHoSo\":\"a\",\"TrangThaiHoSo\":\"4\"" + (fields.isEmpty() ? "" : "," + fields) + "}";
        String kept = new String(source.raw(new ObjectMapper().readTree(record)).body(), UTF_8);
        return dossier(source, kept).facts();
    }

    @Test
    void whatTheNationalFieldsSayOfTheServiceIsYesNoOrNothing() throws Exception {
        assertThat(facts("")).isEmpty();
        assertThat(facts("\"DuocThanhToanTrucTuyen\":\"2\""))
                .containsExactly(Map.entry(Dossier.Fact.PAID_ONLINE, true));
        assertThat(facts("\"DuocThanhToanTrucTuyen\":3")).containsExactly(Map.entry(Dossier.Fact.PAID_ONLINE, false));
        assertThat(facts("\"DuocThanhToanTrucTuyen\":\"9\"")).isEmpty();
        assertThat(facts("\"DuocThanhToanTrucTuyen\":\"\"")).isEmpty();
        assertThat(facts("\"DanhSachLePhi\":[{\"Gia\":\"0\"},{\"Gia\":0}]"))
                .containsExactly(Map.entry(Dossier.Fact.CHARGED, false));
        assertThat(facts("\"DanhSachLePhi\":[{\"Gia\":\"0\"},{\"Gia\":\"15000\"}]"))
                .containsExactly(Map.entry(Dossier.Fact.CHARGED, true));
        assertThat(facts("\"DanhSachLePhi\":[]")).isEmpty();
        assertThat(facts("\"HoSoCoThanhPhanSoHoa\":\"0\",\"TaiLieuNop\":[{\"DuocSoHoa\":\"1\"}]"))
                .containsEntry(Dossier.Fact.REUSED, true);
        assertThat(
                        facts(
                                "\"TaiKhoanDuocXacThucVoiVNeID\":\"0\",\"DSKetNoiCSDL\":[{\"MaCSDL\":\"7\"},{\"MaCSDL\":\"1\"}]"))
                .containsExactly(Map.entry(Dossier.Fact.VERIFIED, true));
        assertThat(facts("\"DSKetNoiCSDL\":[{\"MaCSDL\":\"7\"}]")).isEmpty();
        assertThat(facts("\"TaiLieuNop\":[{\"DuocLayTuKhoDMQG\":\"0\"}]"))
                .containsExactly(Map.entry(Dossier.Fact.SHARED, false));
        assertThat(facts("\"DaDongBoDVCQG\":\"1\"")).containsExactly(Map.entry(Dossier.Fact.SYNCED, true));
    }

    @Test
    void ofFilesOnlyIsKeptThatThereIsOne() throws Exception {
        String record = """
                {"MaHoSo":"a","TrangThaiHoSo":"9","TaiLieuNop":[
                  {"TenTepDinhKem":"CCCD Nguyễn Thị Lan.pdf","TepDinhKemId":"77","DuongDanTaiTepTin":"https://kho/lan.pdf"},
                  {"DuongDanTaiTepTin":""}],
                 "DanhSachGiayToKetQua":[{"TenGiayTo":"Giấy của bà Lan","DuongDanTepTinKetQua":"https://kho/kq.pdf"}]}""";
        Source source = Yaml.shipped("mot-cua.yaml");
        String kept = new String(source.raw(new ObjectMapper().readTree(record)).body(), UTF_8);
        assertThat(kept).doesNotContain("Lan", "kho", "77", "CCCD").contains("\"DuongDanTaiTepTin\":\"*\"");
        assertThat(dossier(source, kept).facts())
                .containsOnly(Map.entry(Dossier.Fact.ATTACHED, true), Map.entry(Dossier.Fact.RESULT, true));
        assertThat(facts("\"TaiLieuNop\":[{\"DuongDanTaiTepTin\":\"https://kho/x\",\"IsDeleted\":\"True\"}]"))
                .as("deleted is not there")
                .isEmpty();
        assertThat(facts("\"TaiLieuNop\":[]")).containsExactly(Map.entry(Dossier.Fact.ATTACHED, false));
        assertThat(facts("\"DanhSachGiayToKetQua\":[{\"DuongDanTepTinKetQua\":null}]"))
                .containsExactly(Map.entry(Dossier.Fact.RESULT, false));
    }

    @Test
    void anUnknownStatusIsKeptAsItsSourceSaysIt() throws Exception {
        Dossier dossier = dossier(Yaml.shipped("mot-cua.yaml"), "{\"MaHoSo\":\"a\",\"TrangThaiHoSo\":\"11\"}");
        assertThat(dossier.status()).isZero();
        assertThat(dossier.rawStatus()).isEqualTo("11");
        assertThat(dossier.isOpen()).isFalse();
        assertThat(dossier.filing().channel()).isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource({
        "2011-12-06 13:41:31.788000+01:00, 2011-12-06T12:41:31.788Z",
        "2011-12-06 13:41:31+01:00, 2011-12-06T12:41:31Z",
        "2011-12-06T12:41:31Z, 2011-12-06T12:41:31Z",
        "2011-12-06T12:41:31+0000, 2011-12-06T12:41:31Z",
        "2011-12-06 13:41, 2011-12-06T12:41:00Z",
        "2011-12-06, 2011-12-05T23:00:00Z",
    })
    void isoTimesComeInManyWays(String written, String meant) throws Exception {
        Dossier dossier = dossier(
                Yaml.example("wabo.yaml"), "{\"case:concept:name\":\"case-1\",\"case:startdate\":\"" + written + "\"}");
        assertThat(dossier.times().receivedAt()).isEqualTo(Instant.parse(meant));
        assertThat(dossier.status()).isEqualTo(4);
    }

    @Test
    void epochSecondsAndMillisecondsAreToldApart() throws Exception {
        Source source = Yaml.shipped("nhiem-vu.yaml");
        assertThat(assignment(source, "{\"id\":\"a\",\"given\":1700000000}")
                        .times()
                        .givenAt())
                .isEqualTo(assignment(source, "{\"id\":\"a\",\"given\":\"1700000000000\"}")
                        .times()
                        .givenAt());
        assertThat(assignment(source, "{\"id\":\"a\",\"given\":20261002080000}")
                        .times()
                        .givenAt())
                .isEqualTo(Instant.parse("2026-10-02T01:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261332000000", "20260230000000", "gestern", "11/20/2026", "0"})
    void aTimeThatIsNoneIsRefusedAndTheFieldNamed(String written) throws Exception {
        Mapped.Refused refused =
                refused(Yaml.shipped("mot-cua.yaml"), "{\"MaHoSo\":\"a\",\"NgayHenTra\":\"" + written + "\"}");
        assertThat(refused.reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(refused.detail())
                .isEqualTo("dueAt (/NgayHenTra): was \"" + written + "\" but must be like yyyyMMddHHmmss, iso,"
                        + " dd/MM/yyyy, dd/MM/yyyy HH:mm, dd/MM/yyyy HH:mm:ss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "[]", "7", "null", "{\"MaHoSo\":\"\"}", "{\"MaHoSo\":null}", "{\"MaHoSo\":{}}", "{} {}"
            })
    void whatIsNoRecordIsRefused(String body) throws Exception {
        assertThat(refused(Yaml.shipped("mot-cua.yaml"), body).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void progressOutOfRangeIsRefused() throws Exception {
        Source source = Yaml.shipped("nhiem-vu.yaml");
        assertThat(refused(source, "{\"id\":\"a\",\"given\":1700000000,\"progress\":101}")
                        .reason())
                .isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(refused(source, "{\"id\":\"a\",\"given\":1700000000,\"progress\":\"viel\"}")
                        .detail())
                .isEqualTo("progress: was \"viel\" but must be a number");
        assertThat(refused(source, "{\"id\":\"a\"}").detail())
                .isEqualTo("givenAt (/given): was absent but must be there");
    }

    @Test
    void personalDataNeverReachesTheJournal() throws Exception {
        Raw raw = Yaml.shipped("mot-cua.yaml")
                .raw(
                        JsonMapper.builder()
                                .build()
                                .readTree(
                                        "{\"MaHoSo\":\" a \",\"ChuHoSo\":\"Nguyễn Văn A\",\"SoDienThoai\":\"09\",\"GhiChu\":\"x\"}"));
        assertThat(new String(raw.body(), UTF_8)).isEqualTo("{\"MaHoSo\":\" a \",\"GhiChu\":\"x\"}");
        assertThat(raw.subject()).isEqualTo("a");
        assertThat(raw.source()).isEqualTo("mot-cua");
    }
}
