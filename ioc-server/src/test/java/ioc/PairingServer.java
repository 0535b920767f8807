package ioc;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The server as a process in which a wall has to be paired, and everybody else is who sets it up. */
public final class PairingServer {
    private PairingServer() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = Arrays.asList(arguments);
        Path configuration = Path.of(all.get(all.indexOf("--config") + 1));
        Server server = new Server(
                Settings.load(configuration, System.getenv()),
                Server.Clocks.live(InstantSource.system()),
                true,
                walls -> walls,
                Adopter.NONE);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        new CountDownLatch(1).await();
    }
}
