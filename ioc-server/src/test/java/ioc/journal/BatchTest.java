package ioc.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class BatchTest {
    private static List<String> walked(List<Batch> batches) {
        List<String> walked = new ArrayList<>();
        batches.forEach(
                batch -> batch.walk(entry -> walked.add("entry " + entry.position()), at -> walked.add("time " + at)));
        return walked;
    }

    @RepeatedTest(50)
    void itsPartsAreWalkedAsTheWhole(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Entry> entries = new ArrayList<>();
        List<Batch.Mark> marks = new ArrayList<>();
        int size = random.nextInt(20);
        for (int i = 0; i <= size; i++) {
            for (int marked = random.nextInt(3); marked > 0; marked--) {
                marks.add(new Batch.Mark(i, 100L * i + marks.size()));
            }
            if (i < size) {
                entries.add(new Entry(i + 1, 100L * i, Entry.Kind.MESSAGE, "mqtt", "t", false, new byte[0]));
            }
        }
        Batch whole = new Batch(entries, marks);
        List<Batch> parts = whole.parts(1 + random.nextInt(6));
        assertThat(walked(parts)).isEqualTo(walked(List.of(whole)));
        assertThat(parts).allSatisfy(part -> assertThat(part.entries()).hasSizeLessThanOrEqualTo(6 + size / 21));
    }
}
