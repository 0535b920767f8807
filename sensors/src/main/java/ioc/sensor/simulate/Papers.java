package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What a record says of papers, fees and identity, in the fields of the national exchange. Some units do it well, some badly, and
 * fields are left out: nobody says whether papers came from a personal store, and one unit says nothing of identity.
 */
final class Papers {
    private static final int SILENT = 2;

    private final long seed;
    private final Map<Integer, Double> zeal = new HashMap<>();
    private final Chance chance;

    Papers(long seed) {
        this.seed = seed;
        chance = new Chance(seed, "papers");
    }

    /** How well a unit does what it need not do, 0..1. */
    private double zeal(int org) {
        return zeal.computeIfAbsent(org, key -> 0.35 + 0.6 * new Chance(seed, "papers of " + key).fraction());
    }

    /** As handed in. */
    void handedIn(ObjectNode record, int org, boolean online, int fee) {
        double zeal = zeal(org);
        ArrayNode papers = record.putArray("TaiLieuNop");
        int count = chance.between(1, 2);
        boolean reuses = chance.once(0.6 * zeal);
        for (int i = 0; i < count; i++) {
            boolean isFile = online || chance.once(0.5 + 0.5 * zeal);
            papers.addObject()
                    .put("MaThanhPhanHoSo", "TP%02d".formatted(i + 1))
                    .put("TenTepDinhKem", isFile ? "giay-to-%d.pdf".formatted(i + 1) : "")
                    .put(
                            "DuongDanTaiTepTin",
                            isFile ? "https://mot-cua.example/tep/%08x".formatted(chance.between(1, 1 << 30)) : "")
                    .put("IsDeleted", "False");
        }
        record.put("HoSoCoThanhPhanSoHoa", reuses ? "1" : "0");
        boolean isVerified = chance.once(online ? 0.95 : 0.55 * zeal);
        if (org != SILENT) {
            record.put("TaiKhoanDuocXacThucVoiVNeID", isVerified ? "1" : "0");
        }
        record.put("DaDongBoDVCQG", chance.once(0.93 + 0.06 * zeal) ? "1" : "0");
        ArrayNode fees = record.putArray("DanhSachLePhi");
        if (fee > 0) {
            boolean isFree = chance.once(0.08);
            fees.addObject().put("TenPhiLePhi", "Lệ phí").put("Gia", isFree ? "0" : Integer.toString(fee));
            if (!chance.once(0.04)) { // some records do not say
                boolean paid = !isFree && chance.once(online ? 0.75 * zeal + 0.1 : 0.25 * zeal);
                record.put(
                        "DuocThanhToanTrucTuyen", paid ? Integer.toString(chance.between(1, 2)) : isFree ? "0" : "3");
            }
        }
    }

    /** Against the rule that all is asked for at once. */
    boolean areAskedForTwice() {
        return chance.once(0.004);
    }

    /** The result, as it is there when handling ends. */
    void result(ObjectNode record, int org) {
        boolean isFile = chance.once(0.55 + 0.45 * zeal(org));
        record.putArray("DanhSachGiayToKetQua")
                .addObject()
                .put("MaGiayToKetQua", "KQ.%06d".formatted(chance.between(1, 999_999)))
                .put(
                        "DuongDanTepTinKetQua",
                        isFile ? "https://mot-cua.example/ket-qua/%08x".formatted(chance.between(1, 1 << 30)) : "");
    }
}
