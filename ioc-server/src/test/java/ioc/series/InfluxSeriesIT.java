package ioc.series;

import ioc.peer.Influxd;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class InfluxSeriesIT extends SeriesContract {
    @TempDir
    static Path folder;

    private Influxd influxd;

    @BeforeAll
    void startPeer() throws Exception {
        influxd = new Influxd(folder.resolve("influxd")).start();
    }

    @AfterAll
    void stopPeer() throws Exception {
        influxd.close();
    }

    @Override
    Series open(String store) {
        return new InfluxSeries(
                new InfluxSeries.Target(influxd.url(), store, "", "", ""), folder.resolve(store + ".position"));
    }
}
