package ioc.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of the forms, with a letter's values filled in. Its grammar stands at the top of letters.txt. */
final class Wording {
    private static final Pattern LINE = Pattern.compile("([A-Z]+) +(?:\\?(\\w+) )?(.+)");
    private static final Pattern PART = Pattern.compile("\\{(\\w+)(?:\\|([^}]*))?}|([*_])|([^{*_]+)");
    private static final Map<String, List<Line>> SECTIONS = read();

    private final Map<String, String> values;
    private final List<String> recipients;

    Wording(Map<String, String> values, List<String> recipients) {
        this.values = values;
        this.recipients = recipients;
    }

    /** Text in one face, or a dotted line from here to the margin. */
    record Run(String text, boolean bold, boolean italic) {
        static final String DOTTED = "\t";

        boolean dotted() {
            return text.equals(DOTTED);
        }
    }

    record Paragraph(Look look, List<Run> runs) {}

    /** @param needs a value that must not be empty; empty for none */
    private record Line(Look look, String needs, String text) {}

    List<Paragraph> section(String name) {
        List<Paragraph> filled = new ArrayList<>();
        for (Line line : Objects.requireNonNull(SECTIONS.get(name), name)) {
            if (!line.needs().isEmpty()
                    && Objects.requireNonNull(values.get(line.needs()), line.needs())
                            .isEmpty()) {
                continue;
            }
            if (line.text().contains("{recipient}")) {
                recipients.forEach(recipient -> filled.add(fill(line, Map.of("recipient", recipient))));
            } else {
                filled.add(fill(line, values));
            }
        }
        filled.removeIf(paragraph -> paragraph.runs().isEmpty());
        return List.copyOf(filled);
    }

    private static Paragraph fill(Line line, Map<String, String> values) {
        List<Run> runs = new ArrayList<>();
        boolean bold = false;
        boolean italic = false;
        for (Matcher part = PART.matcher(line.text()); part.find(); ) {
            if (part.group(3) != null) {
                bold ^= part.group().equals("*");
                italic ^= part.group().equals("_");
                continue;
            }
            String text = part.group();
            boolean blank = false;
            if (part.group(1) != null) {
                text = Objects.requireNonNull(values.get(part.group(1)), part.group(1));
                blank = text.isEmpty();
                text = blank ? Objects.requireNonNullElse(part.group(2), Run.DOTTED) : text;
            }
            if (!text.isEmpty()) {
                runs.add(new Run(text, bold && !blank, italic));
            }
        }
        return new Paragraph(line.look(), List.copyOf(runs));
    }

    private static Map<String, List<Line>> read() {
        Map<String, List<Line>> sections = new HashMap<>();
        List<Line> section = new ArrayList<>();
        for (String line : resource("letters.txt").lines().toList()) {
            if (line.startsWith("== ")) {
                section = new ArrayList<>();
                sections.put(line.substring(3), section);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw new IllegalStateException("letters.txt: was \"" + line + "\" but must be a look and a text");
                }
                section.add(new Line(
                        Look.valueOf(parts.group(1)), Objects.requireNonNullElse(parts.group(2), ""), parts.group(3)));
            }
        }
        return sections;
    }

    /** A text file of this package. */
    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Wording.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
