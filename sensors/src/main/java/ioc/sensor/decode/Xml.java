package ioc.sensor.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * XML as fields: the text of {@code <b>} within {@code <a>} within the root is the field {@code a.b}. Namespaces and attributes are left
 * out; documents with a DTD are refused, and so nothing outside of a document is ever read.
 *
 * <p>Read by ourselves: the parser of the platform takes 7 kB more, and several times as long, for a message of half a kilobyte.
 */
final class Xml {
    private static final byte[] NOTHING = {};
    private static final int DEEPEST = 20;
    private static final int MOST_ELEMENTS = 1000;
    private static final int LONGEST_TEXT = 8192;

    /** A name of elements, also in UTF-8. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Name(String text, byte[] bytes) {
        Name(String text) {
            this(text, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final Form form;

    /** Of elements of the form, so that they need no text of their own when they come. */
    private final WordMap<Name> known;

    /** @param form already with all its fields */
    Xml(Form form) {
        this.form = form;
        known = new WordMap<>(
                form.names().all().stream().collect(Collectors.toMap(Field::path, field -> new Name(field.path()))));
    }

    /** What stands in a document, in its order. */
    private interface Visitor {
        /** An element begins that is called {@code document.substring(from, to)}, without its prefix. */
        void open(String document, int from, int to);

        /** @param text of the element itself after those in it, without blanks around it */
        void close(String text);
    }

    Fields read(Payload payload, Times times) {
        Fields fields = form.blank(payload, times);
        Visitor visitor = new Visitor() {
            /** The root first, and nothing where no field is asked for. */
            private final @Nullable Field[] open = new @Nullable Field[DEEPEST + 1];

            private int depth;

            @Override
            public void open(String document, int from, int to) {
                Field within = depth == 0 ? null : open[depth - 1];
                open[depth] = depth == 0 ? form.whole() : within == null ? null : field(within, document, from, to);
                depth++;
            }

            private @Nullable Field field(Field within, String document, int from, int to) {
                Name name = known.find(document, from, to);
                return name == null
                        ? within.within(document.substring(from, to))
                        : within.within(name.bytes(), 0, name.bytes().length);
            }

            @Override
            public void close(String text) {
                depth--;
                Field field = open[depth];
                if (depth > 0 && field != null && !text.isBlank()) {
                    fields.put(field, text);
                    for (int i = depth - 1; i > 0; i--) {
                        Field outer = open[i];
                        if (outer != null) {
                            fields.putObject(outer);
                        }
                    }
                }
            }
        };
        if (!new Walk(text(payload.bytes(), payload.from(), payload.to()), visitor).whole()) {
            fields.refuse(Refusal.malformed("payload: must be XML without a DTD"));
        }
        return fields;
    }

    /** A document with only those elements in its root whose names are in the form; nothing when it cannot be read. */
    byte[] keeping(byte[] body) {
        return keeping(body, (document, from, to, within) -> {
            Name name = known.find(document, from, to);
            return name == null ? null : name.text();
        });
    }

    /**
     * A document without those elements in its root that are personal; nothing when it cannot be read.
     *
     * @param personal is asked with the names of the elements that one is in, the root first, and its own
     */
    static byte[] without(byte[] body, BiPredicate<List<String>, String> personal) {
        return keeping(body, (document, from, to, within) -> {
            String name = document.substring(from, to);
            return personal.test(within, name) ? null : name;
        });
    }

    private interface Kept {
        /** @param within names of the open elements */
        @Nullable
        String name(String document, int from, int to, List<String> within);
    }

    private static byte[] keeping(byte[] body, Kept elements) {
        StringBuilder kept = new StringBuilder(body.length);
        Visitor visitor = new Visitor() {
            private final List<String> open = new ArrayList<>(DEEPEST + 1);
            private int dropped; // how deep we are in what is dropped

            @Override
            public void open(String document, int from, int to) {
                String name = dropped > 0 ? null : elements.name(document, from, to, open);
                if (name == null && open.isEmpty() && dropped == 0) {
                    name = document.substring(from, to);
                }
                if (name == null) {
                    dropped++;
                } else {
                    open.add(name);
                    kept.append('<').append(name).append('>');
                }
            }

            @Override
            public void close(String text) {
                if (dropped > 0) {
                    dropped--;
                } else {
                    escape(text, kept);
                    kept.append("</").append(open.remove(open.size() - 1)).append('>');
                }
            }
        };
        return new Walk(text(body, 0, body.length), visitor).whole()
                ? kept.toString().getBytes(StandardCharsets.UTF_8)
                : NOTHING;
    }

    private static void escape(String text, StringBuilder to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> to.append("&amp;");
                case '<' -> to.append("&lt;");
                case '>' -> to.append("&gt;");
                default -> to.append(c);
            }
        }
    }

    private static String text(byte[] body, int from, int to) {
        return new String(body, from, to - from, StandardCharsets.UTF_8);
    }

    /** One reading of a document, from left to right. Whatever it does not know is an error. */
    private static final class Walk {
        private static final String COMMENT = "<!--";
        private static final String CDATA = "<![CDATA[";
        private static final String CDATA_END = "]]>";

        /** Letters of ASCII that a name may have. */
        private static final boolean[] OF_NAME = new boolean[128];

        static {
            for (char c = 0; c < OF_NAME.length; c++) {
                OF_NAME[c] = Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '-' || c == '.';
            }
        }

        private static final Map<String, Character> ENTITIES =
                Map.of("lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'');

        private final String xml;
        private final Visitor visitor;
        private final StringBuilder text = new StringBuilder(64);
        private int[] names = new int[16]; // where the full names of open elements begin and end
        private int depth;
        private int elements;
        private int at;
        private int and = -1; // the next entity; most documents have none, so it is looked for once

        Walk(String xml, Visitor visitor) {
            this.xml = xml;
            this.visitor = visitor;
        }

        /** Whether all of it could be read. */
        boolean whole() {
            while (at < xml.length()) {
                int tag = xml.indexOf('<', at);
                if (!said(at, tag < 0 ? xml.length() : tag)) {
                    return false;
                }
                if (tag < 0) {
                    break;
                }
                at = tag;
                if (!markup()) {
                    return false;
                }
            }
            return depth == 0 && elements > 0;
        }

        private boolean markup() {
            return switch (at + 1 < xml.length() ? xml.charAt(at + 1) : 0) {
                case '/' -> end();
                case '?' -> skip("<?", "?>");
                case '!' -> xml.startsWith(COMMENT, at) ? skip(COMMENT, "-->") : data();
                default -> begin();
            };
        }

        private boolean data() {
            int from = at + CDATA.length();
            if (depth == 0 || !xml.startsWith(CDATA, at) || !skip(CDATA, CDATA_END)) {
                return false;
            }
            text.append(xml, from, at - CDATA_END.length());
            return text.length() <= LONGEST_TEXT;
        }

        private boolean skip(String begin, String end) {
            int found = xml.indexOf(end, at + begin.length());
            at = found + end.length();
            return found >= 0;
        }

        /** An element begins, and may end at once. */
        private boolean begin() {
            int from = at + 1;
            int to = name(from);
            if (to == from || depth > DEEPEST - 1 || ++elements > MOST_ELEMENTS || (depth == 0 && elements > 1)) {
                return false;
            }
            int close = attributes(to);
            if (close < 0) {
                return false;
            }
            text.setLength(0);
            visitor.open(xml, local(from, to), to);
            if (names.length == 2 * depth) {
                names = Arrays.copyOf(names, 4 * depth);
            }
            names[2 * depth] = from;
            names[2 * depth + 1] = to;
            depth++;
            at = close + 1;
            if (xml.charAt(close - 1) == '/') {
                visitor.close("");
                depth--;
            }
            return true;
        }

        private boolean end() {
            if (depth == 0) {
                return false;
            }
            depth--;
            int from = at + 2;
            int begun = names[2 * depth];
            int length = names[2 * depth + 1] - begun;
            int close = blanks(from + length);
            if (!xml.regionMatches(from, xml, begun, length) || close >= xml.length() || xml.charAt(close) != '>') {
                return false;
            }
            visitor.close(stripped());
            text.setLength(0);
            at = close + 1;
            return true;
        }

        private String stripped() {
            int from = 0;
            int to = text.length();
            while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
                to--;
            }
            while (from < to && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            return from == to ? "" : text.substring(from, to);
        }

        /** Where a name ends that begins here. */
        private int name(int from) {
            int to = from;
            while (to < xml.length() && isOfName(xml.charAt(to))) {
                to++;
            }
            return to;
        }

        private static boolean isOfName(char c) {
            return c < OF_NAME.length ? OF_NAME[c] : Character.isLetterOrDigit(c);
        }

        private int local(int from, int to) {
            for (int colon = to - 2; colon >= from; colon--) {
                if (xml.charAt(colon) == ':') {
                    return colon + 1;
                }
            }
            return from;
        }

        private int blanks(int from) {
            int to = from;
            while (to < xml.length() && xml.charAt(to) <= ' ') {
                to++;
            }
            return to;
        }

        /** Where the tag ends whose attributes begin here; below 0 when it does not. */
        private int attributes(int from) {
            int i = from;
            while (i < xml.length()) {
                char c = xml.charAt(i);
                if (c == '>') {
                    return i;
                }
                if (c == '<' || (c == '/' && !xml.startsWith("/>", i))) {
                    return -1;
                }
                if (c == '"' || c == '\'') {
                    i = xml.indexOf(c, i + 1);
                    if (i < 0) {
                        return -1;
                    }
                }
                i++;
            }
            return -1;
        }

        /** Takes text between tags; outside of the root there is none. */
        private boolean said(int from, int to) {
            if (depth == 0) {
                int first = from == 0 && xml.startsWith("\uFEFF") ? 1 : from;
                return blanks(first) >= to;
            }
            int begin = from;
            for (seekEntity(begin); and < to; seekEntity(begin)) {
                text.append(xml, begin, and);
                int end = xml.indexOf(';', and);
                if (end < 0 || end >= to || !entity(and + 1, end) || text.length() > LONGEST_TEXT) {
                    return false;
                }
                begin = end + 1;
            }
            text.append(xml, begin, to);
            return text.length() <= LONGEST_TEXT;
        }

        private void seekEntity(int from) {
            if (and < from) {
                int found = xml.indexOf('&', from);
                and = found < 0 ? xml.length() : found;
            }
        }

        private boolean entity(int from, int to) {
            Character named = ENTITIES.get(xml.substring(from, to));
            Integer code = named == null ? code(from, to) : Integer.valueOf(named);
            if (code == null) {
                return false;
            }
            text.appendCodePoint(code);
            return true;
        }

        private @Nullable Integer code(int from, int to) {
            if (to - from < 2 || to - from > 9 || xml.charAt(from) != '#') {
                return null;
            }
            boolean hex = xml.charAt(from + 1) == 'x';
            try {
                int code = Integer.parseUnsignedInt(xml, from + (hex ? 2 : 1), to, hex ? 16 : 10);
                return Character.isValidCodePoint(code) && code > 0 ? code : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
