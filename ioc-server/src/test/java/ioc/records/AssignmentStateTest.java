package ioc.records;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.picture.AssignmentPicture.Standing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssignmentStateTest {
    @ParameterizedTest
    @EnumSource
    void aRowOfTheLiveListIsFoundUnderTheSameWordInTheStoredOne(Standing standing) {
        assertThat(AssignmentState.of(standing.word())).isPresent();
    }
}
