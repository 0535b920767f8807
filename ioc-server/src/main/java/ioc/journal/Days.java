package ioc.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The day files in their folder: which positions are where, reading across days, and dropping the oldest. */
final class Days {
    private static final Logger LOG = LoggerFactory.getLogger(Days.class);
    private static final Pattern NAME = Pattern.compile("journal-(\\d{4}-\\d{2}-\\d{2})\\.db");
    private static final int IDLE_READERS = 4;
    /** Positions looked at with one query backwards, and at most in all. */
    private static final long WINDOW = 20_000;

    private static final long WINDOWS = 20;

    private record Reader(LocalDate day, DayFile file) {}

    private final Path folder;
    /** First position to day. */
    private final ConcurrentSkipListMap<Long, LocalDate> firsts = new ConcurrentSkipListMap<>();

    private final ArrayDeque<Reader> idle = new ArrayDeque<>();
    private long lastPosition;
    private long lastAt;

    /** Looks through the folder; fails when a file cannot be read, naming it. */
    Days(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (LocalDate day : files()) {
            try (DayFile file = DayFile.open(path(day), DayFile.UNLIMITED)) {
                long[] bounds = file.bounds();
                if (bounds[1] > lastPosition) {
                    firsts.put(bounds[0], day);
                    lastPosition = bounds[1];
                    lastAt = bounds[2];
                }
            } catch (SQLException e) {
                throw new IOException(
                        path(day) + ": was not readable (" + e.getMessage() + ") but must be a journal of one day"
                                + " (restore it, or move it away to start without that day)",
                        e);
            }
        }
    }

    /** Position of the newest entry found at the start, or 0. */
    long lastPosition() {
        return lastPosition;
    }

    /** When that was received, epoch ms. */
    long lastAt() {
        return lastAt;
    }

    Path path(LocalDate day) {
        return folder.resolve("journal-" + day + ".db");
    }

    /** Called by the writer with the first position of every commit. */
    void wrote(LocalDate day, long firstPosition) {
        Map.Entry<Long, LocalDate> newest = firsts.lastEntry();
        if (newest == null || !newest.getValue().equals(day)) {
            firsts.put(firstPosition, day);
        }
    }

    List<Entry> read(long fromExclusive, long head, int max) throws SQLException {
        List<Entry> found = new ArrayList<>();
        Long first = firsts.floorKey(fromExclusive + 1);
        NavigableMap<Long, LocalDate> days = first == null ? firsts : firsts.tailMap(first, true);
        for (LocalDate day : days.values()) {
            List<Entry> rows = with(day, file -> file.read(fromExclusive, head, max - found.size()));
            found.addAll(rows);
            if (found.size() == max) {
                break;
            }
        }
        return found;
    }

    List<Entry> latest(String subjectPrefix, long head, int limit) throws SQLException {
        List<Entry> found = new ArrayList<>();
        long to = head;
        for (int i = 0; i < WINDOWS && to > 0 && found.size() < limit; i++) {
            Map.Entry<Long, LocalDate> day = firsts.floorEntry(to);
            if (day == null) {
                break;
            }
            long from = Math.max(to - WINDOW, day.getKey() - 1);
            long until = to;
            found.addAll(with(day.getValue(), file -> file.latest(subjectPrefix, from, until, limit - found.size())));
            to = from;
        }
        return found;
    }

    /** Drops the days before {@code oldest} that end at or before {@code finished}; never the newest; oldest first. */
    List<LocalDate> drop(LocalDate oldest, long finished) throws IOException {
        List<LocalDate> dropped = new ArrayList<>();
        while (firsts.size() > 1) {
            Map.Entry<Long, LocalDate> first = firsts.firstEntry();
            long last = firsts.higherKey(first.getKey()) - 1;
            if (!first.getValue().isBefore(oldest) || last > finished) {
                break;
            }
            firsts.remove(first.getKey());
            forget(first.getValue());
            Path file = path(first.getValue());
            for (String suffix : List.of("-wal", "-shm", "")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
            LOG.info("journal: dropped {} (positions {} to {})", file.getFileName(), first.getKey(), last);
            dropped.add(first.getValue());
        }
        return dropped;
    }

    /** Bytes on disk by day, oldest first, with what has not yet been moved from the write-ahead log. */
    SortedMap<LocalDate, Long> sizes() throws IOException {
        SortedMap<LocalDate, Long> sizes = new TreeMap<>();
        for (LocalDate day : files()) {
            Path log = path(day).resolveSibling(path(day).getFileName() + "-wal");
            sizes.put(day, size(path(day)) + size(log));
        }
        return sizes;
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    synchronized void close() {
        idle.forEach(Days::close);
        idle.clear();
    }

    private interface Query {
        List<Entry> ask(DayFile file) throws SQLException;
    }

    private List<Entry> with(LocalDate day, Query query) throws SQLException {
        Reader reader = borrow(day);
        try {
            List<Entry> rows = query.ask(reader.file());
            giveBack(reader);
            return rows;
        } catch (SQLException | RuntimeException e) {
            close(reader);
            throw e;
        }
    }

    private Reader borrow(LocalDate day) throws SQLException {
        synchronized (this) {
            for (Iterator<Reader> readers = idle.iterator(); readers.hasNext(); ) {
                Reader reader = readers.next();
                if (reader.day().equals(day)) {
                    readers.remove();
                    return reader;
                }
            }
        }
        return new Reader(day, DayFile.open(path(day), DayFile.UNLIMITED));
    }

    private synchronized void giveBack(Reader reader) {
        idle.addFirst(reader);
        if (idle.size() > IDLE_READERS) {
            close(idle.removeLast());
        }
    }

    private synchronized void forget(LocalDate day) {
        idle.removeIf(reader -> {
            if (reader.day().equals(day)) {
                close(reader);
                return true;
            }
            return false;
        });
    }

    private static void close(Reader reader) {
        try {
            reader.file().close();
        } catch (SQLException e) {
            LOG.warn("journal: a reader of {} did not close: {}", reader.day(), e.getMessage());
        }
    }

    private List<LocalDate> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> LocalDate.parse(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
