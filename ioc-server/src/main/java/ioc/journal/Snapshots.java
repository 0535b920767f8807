package ioc.journal;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures on disk, each with the position up to which it is a fold of the journal; the newest three are kept, and
 * the first of each day. A file
 * is there as a whole or not at all, and carries a checksum: position, length of the content, content, CRC-32C of all
 * before. For one thread at a time.
 */
public final class Snapshots {
    /** What was written, and the position it stands for. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    public record Snapshot(long position, byte[] content) {}

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final int KEPT = 3;
    private static final String PREFIX = "picture-";
    private static final String DAY = "day-";
    private static final String SUFFIX = ".snapshot";

    private final Path folder;

    public Snapshots(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Writes one durably, then drops the oldest. */
    public void write(long position, byte[] content) throws IOException {
        Path target = folder.resolve("%s%019d%s".formatted(PREFIX, position, SUFFIX));
        Path draft = folder.resolve("snapshot.tmp");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            CRC32C checksum = new CRC32C();
            OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            DataOutputStream out = new DataOutputStream(new CheckedOutputStream(file, checksum));
            out.writeLong(position);
            out.writeInt(content.length);
            out.write(content);
            out.writeLong(checksum.getValue());
            out.flush();
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        List<Path> files = newestFirst();
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.delete(old);
        }
    }

    /** The same, and kept as that of a day unless there is one; those of days before {@code oldest} go. */
    public void write(long position, byte[] content, LocalDate day, LocalDate oldest) throws IOException {
        write(position, content);
        Path kept = folder.resolve(DAY + day + SUFFIX);
        if (!Files.exists(kept)) {
            Files.copy(newestFirst().get(0), kept, StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path file : days()) {
            if (dayOf(file).isBefore(oldest)) {
                Files.delete(file);
            }
        }
    }

    /** What was kept of that day or the last one before it; empty when none is. */
    public Optional<Snapshot> of(LocalDate day) throws IOException {
        Optional<Path> file =
                days().stream().filter(each -> !dayOf(each).isAfter(day)).max(Comparator.comparing(Snapshots::dayOf));
        return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get()));
    }

    /** Drops those that know an entry from this position on, and those that are broken. */
    public void forget(long from) throws IOException {
        for (Path file : all()) {
            boolean knows;
            try {
                knows = read(file).position() >= from;
            } catch (IOException e) {
                LOG.warn("{}: was broken ({}); dropped", file.getFileName(), e.getMessage());
                knows = true;
            }
            if (knows) {
                Files.delete(file);
            }
        }
    }

    /** The newest first; those of days are never newer than the others. */
    private List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>(newestFirst());
        days().stream()
                .sorted(Comparator.comparing(Snapshots::dayOf).reversed())
                .forEach(all::add);
        return all;
    }

    private static LocalDate dayOf(Path file) {
        String name = file.getFileName().toString();
        return LocalDate.parse(name.substring(DAY.length(), name.length() - SUFFIX.length()));
    }

    private List<Path> days() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(DAY)
                            && file.getFileName().toString().endsWith(SUFFIX))
                    .toList();
        }
    }

    /**
     * The newest whole one, also of those of days; a broken one is passed over with a warning, and so is one from beyond the head of the
     * journal, which then is another journal.
     */
    public Optional<Snapshot> latest(long head) throws IOException {
        for (Path file : all()) {
            try {
                Snapshot snapshot = read(file);
                if (snapshot.position() <= head) {
                    return Optional.of(snapshot);
                }
                LOG.warn(
                        "{}: was at position {} but the journal ends at {}; passed over",
                        file.getFileName(),
                        snapshot.position(),
                        head);
            } catch (IOException e) {
                LOG.warn("{}: was broken ({}); passed over", file.getFileName(), e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static Snapshot read(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] all = Files.readAllBytes(file);
        if (all.length < 20) {
            throw new IOException("has only " + all.length + " bytes");
        }
        checksum.update(all, 0, all.length - 8);
        try (DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(all))) {
            long position = in.readLong();
            int length = in.readInt();
            if (length != all.length - 20) {
                throw new IOException("has " + all.length + " bytes but must have " + (length + 20L));
            }
            byte[] content = in.readNBytes(length);
            if (in.readLong() != checksum.getValue()) {
                throw new IOException("the checksum differs");
            }
            return new Snapshot(position, content);
        }
    }

    private List<Path> newestFirst() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX)
                            && file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }
}
