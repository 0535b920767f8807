package ioc.mqtt;

import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** A process that journals whatever comes from a broker, until killed; writes a byte for every batch. */
final class CollectingProcess {
    private CollectingProcess() {}

    public static void main(String[] args) throws IOException {
        Journal journal =
                Journal.open(Path.of(args[0]), ZoneOffset.UTC, InstantSource.system(), Journal.Options.keeping(1));
        journal.start(batch -> {
            System.out.write(1);
            System.out.flush();
        });
        Broker.open(
                new Broker.Options(args[1], "ioc-test", Broker.Login.NONE, Tls.USUAL, List.of("m/#")),
                (topic, retained, body, durable) ->
                        journal.offer(new Draft(Entry.Kind.MESSAGE, "mqtt", topic, retained, body), durable),
                (up, reason) -> {});
    }
}
