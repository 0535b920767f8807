package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.sensor.simulate.ChangeLog.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lives of all dossiers of a quarter and of a month to come, as changes: legal statuses 1 to 10, some of them late. */
final class Dossiers {
    private static final int OVERDUE = 23;
    private static final int DUE_SOON = 60;
    private static final int PAUSED = 30;
    private static final int UNDATED = 12;
    private static final int OPEN = 420;
    private static final int CLOSED = 1_700;
    private static final int NEW_A_DAY = 90;
    private static final int DAYS_AHEAD = 30;
    private static final String ONE_STOP = "Bộ phận Một cửa";
    private static final double[] LATE_SOON = {4, 9, 17, 33, 70, 110}; // minutes after the start

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    /** @param fee in đồng; 0 for none */
    private record Procedure(String code, String field, String fieldName, String name, double days, int fee) {}

    /** What is known of a dossier when it is handed in, and when it will end. */
    private record Life(
            int org,
            Procedure procedure,
            Instant received,
            @Nullable Instant due,
            Instant finished,
            boolean pauses) {}

    private final RecordPlan plan;
    private final WorkingTime time;
    private final Instant start;
    private final Chance chance;
    private final Papers papers;
    private final List<List<String>> people = Sheet.rows("people.csv");
    private final List<List<Procedure>> procedures = new ArrayList<>();
    private final double[] weights;
    private final List<Change> changes = new ArrayList<>();
    private final List<Change> steps = new ArrayList<>();
    private final Chance work;
    private final Map<Integer, Integer> numbers = new HashMap<>();

    Dossiers(RecordPlan plan, Instant start) {
        this.plan = plan;
        this.start = start;
        time = plan.workingTime();
        chance = new Chance(plan.seed(), "dossiers");
        papers = new Papers(plan.seed());
        work = new Chance(plan.seed(), "steps");
        List<Procedure> all = Sheet.rows("procedures.csv").stream()
                .skip(1)
                .map(row -> new Procedure(
                        row.get(0),
                        row.get(1),
                        row.get(2),
                        row.get(3),
                        Double.parseDouble(row.get(4)),
                        Integer.parseInt(row.get(5))))
                .toList();
        List<List<String>> fields = Sheet.rows("fields.csv");
        weights = new double[plan.orgs().size()];
        for (int i = 0; i < weights.length; i++) {
            String org = plan.orgs().get(i).toLowerCase(Locale.ROOT);
            List<String> own = fields.stream()
                    .filter(row -> org.contains(row.get(0)))
                    .flatMap(row -> List.of(row.get(1).split(",", -1)).stream())
                    .toList();
            procedures.add(all.stream()
                    .filter(procedure -> own.isEmpty() || own.contains(procedure.field()))
                    .toList());
            weights[i] = (own.contains("land") ? 2.5 : 1.0) / (1 + 0.15 * i);
        }
    }

    List<Change> changes() {
        for (int i = 0; i < OVERDUE; i++) {
            Instant due = time.plus(start, -0.3 - chance.exponential(2.2));
            open(due, time.plus(start, 0.1 + chance.fraction() * 5), false);
        }
        for (int i = 0; i < DUE_SOON; i++) {
            boolean late = i < LATE_SOON.length;
            double days = late ? LATE_SOON[i] / 480 : 0.15 + chance.fraction() * 1.7;
            open(
                    time.plus(start, days),
                    time.plus(start, days * (late ? 1 : 0.95) * chance.fraction() + (late ? 1 : 0)),
                    false);
        }
        for (int i = 0; i < OPEN - OVERDUE - DUE_SOON; i++) {
            int org = chance.weighted(weights);
            Procedure procedure = procedure(org, 3);
            double left = 2.3 + chance.fraction() * Math.max(0.1, procedure.days() - 2.5);
            Instant due = i < UNDATED ? null : time.plus(start, left);
            Instant received = time.plus(start, Math.min(-0.1, left - procedure.days()));
            Instant finished = time.plus(start, 0.02 + chance.fraction() * left * 1.02);
            live(new Life(org, procedure, received, due, finished, i < UNDATED + PAUSED));
        }
        LocalDate today = start.atZone(plan.zone()).toLocalDate();
        Instant quarter = today.withMonth((today.getMonthValue() - 1) / 3 * 3 + 1)
                .withDayOfMonth(1)
                .atStartOfDay(plan.zone())
                .toInstant();
        for (int i = 0; i < CLOSED; i++) {
            closed(quarter);
        }
        for (int day = 0; day < DAYS_AHEAD; day++) {
            if (plan.works().test(today.plusDays(day))) {
                arrive(today.plusDays(day));
            }
        }
        return changes;
    }

    /** The steps in the handling of those that {@link #changes} has made. */
    List<Change> steps() {
        return steps;
    }

    private Procedure procedure(int org, double leastDays) {
        List<Procedure> able = procedures.get(org).stream()
                .filter(procedure -> procedure.days() >= leastDays)
                .toList();
        return chance.pick(able.isEmpty() ? procedures.get(org) : able);
    }

    private void open(Instant due, Instant finished, boolean pauses) {
        int org = chance.weighted(weights);
        Procedure procedure = procedure(org, 3);
        live(new Life(org, procedure, time.plus(due, -procedure.days()), due, finished, pauses));
    }

    private void closed(Instant quarter) {
        long within = Duration.between(quarter, start).toSeconds();
        Instant finished = time.plus(quarter.plusSeconds((long) (within * chance.fraction() * 0.995)), 0.02);
        if (!finished.isBefore(start)) {
            finished = time.plus(start, -0.05);
        }
        int org = chance.weighted(weights);
        Procedure procedure = procedure(org, 0);
        boolean late = chance.once(0.022);
        Instant due =
                time.plus(finished, late ? -0.1 - chance.exponential(1.2) : chance.fraction() * procedure.days() * 0.7);
        Instant received = time.plus(due, -procedure.days());
        Instant latest = time.plus(finished, -0.08);
        live(new Life(org, procedure, received.isBefore(latest) ? received : latest, due, finished, false));
    }

    private void arrive(LocalDate day) {
        Instant morning = day.atTime(7, 0).atZone(plan.zone()).toInstant();
        for (int i = 0; i < NEW_A_DAY; i++) {
            Instant received = time.plus(morning, 0.005 + chance.fraction() * 0.98);
            int org = chance.weighted(weights);
            Procedure procedure = procedure(org, 0);
            Instant due = time.plus(received, procedure.days());
            double takes = procedure.days() * (0.3 + 0.72 * chance.fraction());
            if (received.isAfter(start)) {
                live(new Life(org, procedure, received, due, time.plus(received, takes), chance.once(0.06)));
            }
        }
    }

    /** Writes one life as changes. */
    private void live(Life life) {
        double all = Math.max(0.02, days(life.received(), life.finished()));
        boolean online = chance.once(0.55);
        ObjectNode record = record(life, online);
        if (online) {
            change(life.received(), record, 1);
        }
        Instant accepted = time.plus(life.received(), online ? all * 0.08 : 0);
        Instant begun = time.plus(life.received(), all * (0.1 + 0.05 * chance.fraction()));
        change(accepted, record, 2);
        change(begun, record, 4);
        Instant resumed = begun;
        boolean pauses = life.pauses() && life.finished().isAfter(start);
        if (pauses) {
            Instant from = life.received().isAfter(start)
                    ? time.plus(life.received(), all * 0.3)
                    : time.plus(start, -Math.min(3, days(life.received(), start)) * 0.6 * chance.fraction() - 0.01);
            Instant middle = from.isAfter(start) ? from : start;
            int status = chance.once(0.7) ? 5 : 6;
            Instant until = time.plus(middle, days(middle, life.finished()) * (0.3 + 0.5 * chance.fraction()));
            ObjectNode request = record.objectNode().put("NgayBoSung", stamp(from));
            if (status == 5) {
                record.put("NgayYeuCauBoSung", stamp(from));
                record.putArray("DanhSachHoSoBoSung").add(request);
            }
            change(from, record, status);
            step(
                    record,
                    from,
                    status,
                    ONE_STOP,
                    "Chuyên viên",
                    status == 5 ? "Yêu cầu bổ sung hồ sơ" : "Thông báo nghĩa vụ tài chính",
                    null);
            resumed = until;
            request.put("NgayTiepNhanBoSung", stamp(until));
            change(until, record, 4);
            step(
                    record,
                    until,
                    4,
                    record.get("DonViXuLy").asText(),
                    "Chuyên viên",
                    "Tiếp tục thẩm định hồ sơ",
                    life.due());
        }
        if (!pauses && papers.areAskedForTwice()) {
            for (double at : new double[] {0.25, 0.55}) {
                record.withArray("DanhSachHoSoBoSung")
                        .addObject()
                        .put("NgayBoSung", stamp(time.plus(life.received(), all * at)))
                        .put("NgayTiepNhanBoSung", stamp(time.plus(life.received(), all * (at + 0.1))));
            }
        }
        handle(life, record, accepted, begun, resumed);
        boolean ends = chance.once(0.98);
        if (ends) {
            papers.result(record, life.org());
        }
        record.put("NgayKetThucXuLy", stamp(life.finished()));
        change(life.finished(), record, ends ? 9 : 8);
        if (ends) {
            Instant returned = time.plus(life.finished(), 0.02 + chance.exponential(0.4));
            record.put("NgayTra", stamp(returned));
            change(returned, record, 10);
            step(record, returned, 10, ONE_STOP, "Công chức Một cửa", "Đã trả kết quả", null);
        }
    }

    /**
     * The steps every dossier goes through. Each has its share of the time allowed; some take more than theirs, and the
     * dossier is in time all the same.
     */
    private void handle(Life life, ObjectNode record, Instant accepted, Instant begun, Instant resumed) {
        double allowed = life.procedure().days();
        Instant checked = time.plus(resumed, days(resumed, life.finished()) * (0.35 + 0.3 * work.fraction()));
        Instant signed = time.plus(checked, days(checked, life.finished()) * (0.6 + 0.3 * work.fraction()));
        String office = record.get("DonViXuLy").asText();
        step(record, accepted, 2, ONE_STOP, "Công chức Một cửa", "Tiếp nhận hồ sơ", time.plus(accepted, 0.5));
        step(record, begun, 4, office, "Chuyên viên", "Thẩm định hồ sơ", time.plus(begun, allowed * 0.55));
        step(record, checked, 4, office, "Lãnh đạo", "Xem xét, ký duyệt", time.plus(checked, allowed * 0.25));
        step(record, signed, 4, "Văn thư", "Văn thư", "Đóng dấu, chuyển kết quả", time.plus(signed, 0.4));
        step(record, life.finished(), 9, ONE_STOP, "Công chức Một cửa", "Nhận kết quả tại Bộ phận Một cửa", null);
    }

    private void step(
            ObjectNode record,
            Instant at,
            int status,
            String office,
            String title,
            String text,
            @Nullable Instant due) {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("MaHoSo", record.get("MaHoSo").asText());
        step.put(
                "NguoiXuLy",
                work.pick(people).get(0) + " " + work.pick(people).get(1) + " "
                        + work.pick(people).get(2));
        step.put("ChucDanh", title);
        step.put("ThoiDiemXuLy", stamp(at));
        step.put("PhongBanXuLy", office);
        step.put("NoiDungXuLy", text);
        step.put("TrangThai", Integer.toString(status));
        step.put("NgayBatDau", stamp(at));
        if (due != null) {
            step.put("NgayKetThucTheoQuyDinh", stamp(due));
        }
        steps.add(new Change(at, step.get("MaHoSo").asText() + " " + steps.size(), step));
    }

    private double days(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMinutes() / 1440.0 * 0.6);
    }

    private ObjectNode record(Life life, boolean online) {
        String day = DAY.format(life.received().atZone(plan.zone()));
        int number = numbers.merge(Integer.parseInt(day) * 100 + life.org(), 1, Integer::sum);
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("MaHoSo", "H53.%02d-%s-%04d".formatted(10 + life.org(), day, number));
        record.put("MaTTHC", life.procedure().code());
        record.put("TenTTHC", life.procedure().name());
        record.put("TenLinhVuc", life.procedure().fieldName());
        record.put("DonViXuLy", plan.orgs().get(life.org()));
        record.put("KenhThucHien", online ? "2" : chance.once(0.03) ? "3" : "1");
        record.put("NgayTiepNhan", stamp(life.received()));
        if (life.due() != null) {
            record.put("NgayHenTra", stamp(life.due()));
        }
        record.put(
                "ChuHoSo",
                chance.pick(people).get(0) + " " + chance.pick(people).get(1) + " "
                        + chance.pick(people).get(2));
        record.put("SoDienThoai", "0900%06d".formatted(chance.between(0, 999_999)));
        papers.handedIn(record, life.org(), online, life.procedure().fee());
        return record;
    }

    private void change(Instant at, ObjectNode record, int status) {
        ObjectNode copy = record.deepCopy().put("TrangThaiHoSo", Integer.toString(status));
        changes.add(new Change(at, record.get("MaHoSo").asText(), copy));
    }

    private String stamp(Instant instant) {
        return STAMP.format(instant.atZone(plan.zone()));
    }
}
