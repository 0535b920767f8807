package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.push.Contract;
import ioc.sensor.simulate.District;
import ioc.sensor.simulate.Plan;
import ioc.sensor.simulate.Publication;
import ioc.sensor.simulate.Story;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Everything the simulated district says in a day, held against docs/asyncapi.yaml. */
class SimulatorContractTest {
    @Test
    void everyMessageOfAWholeDayIsInTheContract() {
        Set<String> channels = new TreeSet<>();
        int messages = 0;
        for (Publication said : new District(Plan.goDau(), Story.goDau()).day(LocalDate.of(2026, 11, 23), 1)) {
            channels.add(Contract.validateMqtt(said.topic(), said.text(), said.qos(), said.retained()));
            messages++;
        }
        assertThat(messages).isGreaterThan(100_000);
        assertThat(channels).isEqualTo(Contract.mqttChannels());
    }
}
