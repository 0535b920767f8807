package ioc.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The results: each a line on the screen and a row of a table in a file, with how busy the machine was. */
final class Figures {
    private final Path file;

    Figures(Path file) {
        this.file = file;
    }

    void add(String figure, String target, String measured, boolean met) {
        String row = "| " + figure + " | " + target + " | " + measured + " | " + (met ? "yes" : "NO") + " | " + load()
                + " |\n";
        System.out.print(row);
        try {
            Files.writeString(file, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void under(String figure, String unit, double limit, double measured) {
        add(figure, "< " + number(limit) + " " + unit, number(measured) + " " + unit, measured < limit);
    }

    /** Recorded without a target. */
    void note(String figure, String measured) {
        add(figure, "", measured, true);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "?";
        }
    }
}
