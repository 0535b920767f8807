package ioc.source;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a number in a sheet means by the way it is shown: a spreadsheet knows numbers only, and a date is the days since
 * 1900 (or 1904) with a format that has days in it.
 */
final class NumberStyles {
    private static final double LAST_DAY = 2_958_466; // 9999-12-31
    private static final long DAY_MS = 86_400_000;
    /** A spreadsheet computes with so many digits. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final int MOST_STYLES = 65_536;

    /** How a number is shown; {@code zeros}: so many digits, filled up with zeros in front. */
    private record Style(boolean hasDay, boolean hasTime, int zeros) {
        static final Style NUMBER = new Style(false, false, 0);
    }

    private final List<Style> styles = new ArrayList<>();
    private final boolean from1904;

    NumberStyles(boolean from1904) {
        this.from1904 = from1904;
    }

    /** Reads the part that holds the styles. */
    void read(XlsxParts.Xml xml) throws IOException {
        Map<String, Style> own = new HashMap<>();
        boolean isOfCells = false;
        while (xml.next()) {
            if (xml.begins("numFmt")) {
                own.put(xml.attribute("numFmtId"), style(xml.attribute("formatCode")));
            } else if (xml.begins("cellXfs")) {
                isOfCells = true;
            } else if (xml.ends("cellXfs")) {
                isOfCells = false;
            } else if (isOfCells && xml.begins("xf")) {
                String id = xml.attribute("numFmtId");
                Style given = own.get(id);
                styles.add(given == null ? builtIn(id) : given);
            }
            if (own.size() > MOST_STYLES || styles.size() > MOST_STYLES) {
                throw new XlsxParts.TooMuch("file: has more than " + MOST_STYLES + " cell formats");
            }
        }
    }

    /** ECMA-376 part 1, 18.8.30; the numbers without a listed code are dates of East Asian languages. */
    private static Style builtIn(String id) {
        return switch (id) {
            case "14",
                    "15",
                    "16",
                    "17",
                    "27",
                    "28",
                    "29",
                    "30",
                    "31",
                    "34",
                    "35",
                    "36",
                    "50",
                    "51",
                    "52",
                    "53",
                    "54",
                    "55",
                    "56",
                    "57",
                    "58" -> new Style(true, false, 0);
            case "18", "19", "20", "21", "32", "33", "45", "47" -> new Style(false, true, 0);
            case "22" -> new Style(true, true, 0);
            default -> Style.NUMBER;
        };
    }

    private static Style style(String code) {
        boolean isElapsed = code.matches("(?i).*\\[(h+|m+|s+)].*");
        String shown = code.replaceAll("\"[^\"]*\"|\\[[^\\]]*]|[\\\\_*].", "")
                .replaceFirst(";.*", "")
                .toLowerCase(Locale.ROOT);
        if (shown.matches("0{2,30}")) {
            return new Style(false, false, shown.length());
        }
        if (isElapsed || shown.contains("general") || shown.contains("#") || shown.contains("?")) {
            return Style.NUMBER;
        }
        boolean hasTime = shown.contains("h") || shown.contains("s");
        boolean hasDay = shown.contains("y") || shown.contains("d") || (shown.contains("m") && !hasTime);
        return new Style(hasDay, hasTime, 0);
    }

    /** As ISO date, ISO date and time, time of day, or digits without exponent. An IllegalArgumentException when it is no number. */
    String text(String raw, String styleNumber) {
        Style style = style(styleNumber.isEmpty() ? 0 : Integer.parseInt(styleNumber), styles);
        if (raw.matches("-?\\d{1,30}") && !style.hasDay && !style.hasTime) {
            return filled(raw, style.zeros);
        }
        BigDecimal number = new BigDecimal(raw);
        if (number.precision() - number.scale() > 30 || number.scale() > 400) {
            return raw;
        }
        double days = number.doubleValue();
        if ((style.hasDay || style.hasTime) && days >= 0 && days < LAST_DAY) {
            return time(days, style);
        }
        String plain = number.round(DIGITS).stripTrailingZeros().toPlainString();
        return filled(plain, style.zeros);
    }

    private static Style style(int number, List<Style> styles) {
        return number >= 0 && number < styles.size() ? styles.get(number) : Style.NUMBER;
    }

    private static String filled(String digits, int length) {
        boolean isWhole = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isWhole && digits.length() < length ? "0".repeat(length - digits.length()) + digits : digits;
    }

    /** A day that never was, 29 February 1900, is counted: numbers before it are one day nearer. */
    private String time(double days, Style style) {
        long millis = Math.round(days * DAY_MS);
        long whole = Math.floorDiv(millis, DAY_MS);
        LocalTime time = LocalTime.ofNanoOfDay(Math.floorMod(millis, DAY_MS) * 1_000_000);
        if (!style.hasDay && whole == 0) {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        LocalDate begin = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, whole < 61 ? 31 : 30);
        LocalDate day = begin.plusDays(whole);
        boolean isDay = !style.hasTime && time.equals(LocalTime.MIDNIGHT);
        return isDay ? day.toString() : LocalDateTime.of(day, time).toString();
    }
}
