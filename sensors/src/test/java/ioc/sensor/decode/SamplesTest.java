package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SamplesTest {
    private final Decoders decoders = Samples.decoders();

    static Stream<Samples.Sample> recorded() {
        return Stream.of(Family.values()).flatMap(family -> Samples.recorded(family).stream());
    }

    static List<Samples.Sample> documented() {
        return Samples.documented();
    }

    @ParameterizedTest
    @MethodSource
    void recorded(Samples.Sample sample) {
        assertThat(Said.of(decoders.outcome(sample.message()))).isEqualTo(sample.expected());
    }

    @ParameterizedTest
    @MethodSource
    void documented(Samples.Sample sample) {
        assertThat(Said.of(decoders.outcome(sample.message()))).isEqualTo(sample.expected());
    }

    @Test
    void documentationHasAMappingAndExamplesOfEveryFamily() {
        TopicMap topics = Samples.topics(Samples.mappings());
        assertThat(TopicMap.problems(Samples.mappings(), Samples.known())).isEmpty();
        assertThat(Samples.documented().stream()
                        .map(sample -> topics.find(sample.message().topic())
                                .orElseThrow()
                                .family()))
                .contains(Family.values());
    }
}
