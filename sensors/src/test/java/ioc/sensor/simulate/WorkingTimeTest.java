package ioc.sensor.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingTimeTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private final WorkingTime time = new WorkingTime(ZONE, RecordPlan.weekdays());

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T16:00, 0.25, 2026-11-23T08:00",
        "2026-11-23T11:00, 0.125, 2026-11-23T14:00",
        "2026-11-23T09:00, 1, 2026-11-24T09:00",
        "2026-11-21T12:00, 0.5, 2026-11-23T11:00",
        "2026-11-23T08:00, -0.25, 2026-11-20T16:00",
        "2026-11-24T09:00, -1, 2026-11-23T09:00",
    })
    void countsOnlyOfficeHours(String from, double days, String to) {
        assertThat(time.plus(at(from), days)).isEqualTo(at(to));
    }
}
