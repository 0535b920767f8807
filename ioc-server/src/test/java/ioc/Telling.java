package ioc;

import io.vertx.core.Vertx;
import ioc.alert.Priority;
import ioc.config.Config;
import ioc.config.NoticeKind;
import ioc.notify.Notifier;
import ioc.notify.Setup;
import ioc.picture.District;
import ioc.records.Records;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tells one notice after the other until it is killed, and says of each when it is in the outbox. */
final class Telling {
    private Telling() {}

    /** Folder, and address of the webhook. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Notifier notifier = start(folder, args[1]);
        for (int i = 0; ; i++) {
            notifier.tell(List.of(Setup.notice("a" + i, 0, NoticeKind.RAISED, Priority.CRITICAL, Instant.now())));
            while (notifier.behind() > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            System.out.println("a" + i + "/0/tinh");
        }
    }

    static Notifier start(Path folder, String url) {
        Config config = Setup.config(folder.resolve("config"), "recipients: {tinh: {webhook: \"" + url + "\"}}\n");
        InstantSource clock = InstantSource.system();
        return begun(new Notifier(
                Vertx.vertx(),
                config,
                new SendingRows(Records.sqlite(folder.resolve("records.db"), District.judge(), clock)
                        .sendings()),
                new Notifier.Surroundings(
                        clock,
                        () -> 0.5,
                        (language, key, values) -> Words.of(language).text(key, values),
                        Duration.ofMillis(20))));
    }

    private static Notifier begun(Notifier notifier) {
        notifier.start();
        return notifier;
    }
}
