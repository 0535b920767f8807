package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.records.AssignmentState;
import ioc.records.DossierState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the server itself writes for people is there in both languages. */
class WordsTest {
    @Test
    void everyStateOfAnExportHasAWord() {
        for (Words words : List.of(Words.of("vi"), Words.of("en"))) {
            for (DossierState state : List.of(
                    DossierState.UNSORTED,
                    DossierState.STOPPED,
                    DossierState.DONE,
                    DossierState.DONE_LATE,
                    DossierState.TO_RECEIVE,
                    DossierState.TO_RECEIVE_LATE,
                    DossierState.OVERDUE,
                    DossierState.PAUSED,
                    DossierState.UNDATED,
                    DossierState.SOON,
                    DossierState.IN_TIME)) {
                assertThat(words.text("export.dossiers.state-" + state.word())).isNotBlank();
            }
            for (AssignmentState state : List.of(
                    AssignmentState.OVERDUE,
                    AssignmentState.SOON,
                    AssignmentState.IN_TIME,
                    AssignmentState.UNDATED,
                    AssignmentState.DONE,
                    AssignmentState.DONE_LATE)) {
                assertThat(words.text("export.assignments.state-" + state.word()))
                        .isNotBlank();
            }
            assertThat(words.has("channel.online")).isTrue();
        }
        assertThat(Words.VI.text("import.report-more", Map.of("n", 7))).isEqualTo("Còn 7 chỗ nữa không ghi ở đây");
    }
}
