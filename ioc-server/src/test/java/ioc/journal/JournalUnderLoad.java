package ioc.journal;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** A process that journals as fast as it can and writes every acknowledged position to its output, until killed. */
final class JournalUnderLoad {
    private JournalUnderLoad() {}

    public static void main(String[] args) throws IOException {
        Journal journal =
                Journal.open(Path.of(args[0]), ZoneOffset.UTC, InstantSource.system(), Journal.Options.keeping(1));
        DataOutputStream acknowledged = new DataOutputStream(new BufferedOutputStream(System.out));
        journal.start(batch -> flush(acknowledged));
        long number = journal.head();
        while (true) {
            byte[] body = new byte[200];
            String subject = "entry/" + ++number;
            Draft draft = new Draft(Entry.Kind.MESSAGE, "mqtt", subject, false, body);
            boolean taken = false;
            while (!taken) {
                taken = journal.offer(draft, position -> write(acknowledged, position));
            }
        }
    }

    private static void write(DataOutputStream out, long position) {
        try {
            out.writeLong(position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flush(OutputStream out) {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
