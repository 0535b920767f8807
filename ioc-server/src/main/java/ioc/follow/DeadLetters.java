package ioc.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file of items that a store will never take: one line each, {@code position TAB reason TAB item}. Bounded: at
 * {@code maxBytes} it becomes {@code <name>.1} and replaces the one before it. Used by one thread.
 */
final class DeadLetters {
    private final Path file;
    private final long maxBytes;

    DeadLetters(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    void add(long position, List<Dead> letters) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Dead letter : letters) {
            lines.append(position).append('\t').append(oneLine(letter.reason())).append('\t');
            lines.append(oneLine(letter.item())).append('\n');
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (Files.exists(file) && Files.size(file) + lines.length() > maxBytes) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(file, lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String oneLine(String text) {
        String line = text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
        return line.length() <= 4000 ? line : line.substring(0, 4000);
    }
}
