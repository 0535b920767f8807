package ioc.sensor.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
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

    /** Names of elements that may be kept, and need no text of their own when they come. */
    private final WordMap<String> known;

    Xml(Set<String> known) {
        this.known = new WordMap<>(known.stream().collect(Collectors.toMap(Function.identity(), Function.identity())));
    }

    /** What stands in a document, in its order. */
    private interface Visitor {
        /** An element begins that is called {@code document.substring(from, to)}, without its prefix. */
        void open(String document, int from, int to);

        /** @param text of the element itself after those in it, without blanks around it */
        void close(String text);
    }

    Fields read(Payload payload, Times times) {
        Fields fields = Fields.none(payload, times);
        Visitor visitor = new Visitor() {
            private final Fields.@Nullable Field[] open = new Fields.@Nullable Field[DEEPEST + 1]; // none for the root
            private int depth;

            @Override
            public void open(String document, int from, int to) {
                if (depth > 0) {
                    String name = known.find(document, from, to);
                    open[depth] = fields.open(open[depth - 1], name == null ? document.substring(from, to) : name);
                }
                depth++;
            }

            @Override
            public void close(String text) {
                Fields.Field field = open[--depth];
                if (field != null) {
                    fields.shut(field, text);
                }
            }
        };
        if (!new Walk(text(payload.bytes(), payload.from(), payload.to()), visitor).whole()) {
            fields.refuse(Refusal.malformed("payload: must be XML without a DTD"));
        }
        return fields;
    }

    /** A document with only those elements in its root whose names are known; nothing when it cannot be read. */
    byte[] keeping(byte[] body) {
        return keeping(body, (document, from, to, within) -> known.find(document, from, to));
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
        private static final String CDATA = "<![CDATA[";
        private static final String CDATA_END = "]]>";

        private static final Map<String, Character> ENTITIES =
                Map.of("lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'');

        private final String xml;
        private final Visitor visitor;
        private final StringBuilder text = new StringBuilder(64);
        private final int[] names = new int[2 * (DEEPEST + 1)]; // where the full names of open elements begin and end
        private int depth;
        private int elements;
        private int at;

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
            if (xml.startsWith("</", at)) {
                return end();
            }
            if (xml.startsWith("<?", at)) {
                return skip("<?", "?>");
            }
            if (xml.startsWith("<!--", at)) {
                return skip("<!--", "-->");
            }
            if (xml.startsWith(CDATA, at)) {
                int from = at + CDATA.length();
                if (depth == 0 || !skip(CDATA, CDATA_END)) {
                    return false;
                }
                text.append(xml, from, at - CDATA_END.length());
                return text.length() <= LONGEST_TEXT;
            }
            return begin();
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
            int from = at + 2;
            int to = name(from);
            int close = blanks(to);
            if (depth == 0 || close >= xml.length() || xml.charAt(close) != '>') {
                return false;
            }
            depth--;
            int begun = names[2 * depth];
            int length = names[2 * depth + 1] - begun;
            if (length != to - from || !xml.regionMatches(from, xml, begun, length)) {
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
            return Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '-' || c == '.';
        }

        private int local(int from, int to) {
            int colon = xml.lastIndexOf(':', to - 1);
            return colon >= from && colon < to - 1 ? colon + 1 : from;
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
            for (int and = xml.indexOf('&', begin); and >= 0 && and < to; and = xml.indexOf('&', begin)) {
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
