package ioc.paper;

import java.text.Normalizer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text as it may stand on paper: one line of composed Unicode without what cannot be seen. */
final class Text {
    private static final Pattern GAP = Pattern.compile("[\\p{Cc}\\p{Z}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Cn}]");
    private static final Pattern STOP = Pattern.compile("[.;,\\s]+$");

    private Text() {}

    static String line(String where, String value, int most) {
        String seen = UNSEEN.matcher(value).replaceAll("");
        String line = GAP.matcher(Normalizer.normalize(seen, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
        if (line.length() > most) {
            throw new IllegalArgumentException(
                    where + ": was " + line.length() + " characters but must be " + most + " at most");
        }
        return line;
    }

    /** Text that may have lines, as the names in the head. */
    static String lines(String where, String value, int most) {
        String lines = value.lines()
                .map(line -> line(where, line, most))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        line(where, lines, most);
        return lines;
    }

    static String needed(String where, String value, int most) {
        String line = line(where, value, most);
        if (line.isEmpty()) {
            throw new IllegalArgumentException(where + ": was blank but must be there");
        }
        return line;
    }

    /** A needed line without the stop at its end: the form sets its own. */
    static String open(String where, String value, int most) {
        return needed(where, STOP.matcher(line(where, value, most)).replaceAll(""), most);
    }
}
