package ioc.sensor.decode;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as fields: the text of {@code <b>} within {@code <a>} within the root is the field {@code a.b}. Namespaces and attributes are
 * left out; documents with a DTD are refused, and nothing outside of a document is ever read.
 */
final class Xml {
    private static final byte[] NOTHING = {};
    private static final int DEEPEST = 20;
    private static final int MOST_ELEMENTS = 1000;
    private static final int LONGEST_TEXT = 8192;
    private static final XMLInputFactory XML = factory();

    private Xml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** What stands in a document, in its order. */
    private interface Visitor {
        void open(String name);

        /** @param text of the element itself, blank when it has elements in it */
        void close(String name, String text);
    }

    static Fields read(Payload payload, Times times) {
        Fields fields = Fields.none(payload, times);
        StringBuilder path = new StringBuilder();
        Visitor visitor = new Visitor() {
            private int depth;

            @Override
            public void open(String name) {
                if (depth++ > 0) {
                    path.append(path.isEmpty() ? "" : ".").append(name);
                }
            }

            @Override
            public void close(String name, String text) {
                if (--depth > 0) {
                    fields.put(path.toString(), text);
                    path.setLength(Math.max(0, path.length() - name.length() - 1));
                }
            }
        };
        if (!walk(payload, visitor)) {
            fields.refuse(Refusal.malformed("payload: must be XML without a DTD"));
        }
        return fields;
    }

    /** A document with only those elements in its root whose names are known; nothing when it cannot be read. */
    static byte[] keeping(byte[] body, Predicate<String> known) {
        Payload payload = new Payload(body, 0, body.length, false, Instant.EPOCH);
        StringBuilder kept = new StringBuilder(body.length);
        Visitor visitor = new Visitor() {
            private int depth;
            private int dropped; // how deep we are in what is dropped

            @Override
            public void open(String name) {
                if (dropped > 0 || (depth > 0 && !known.test(name))) {
                    dropped++;
                } else {
                    depth++;
                    kept.append('<').append(name).append('>');
                }
            }

            @Override
            public void close(String name, String text) {
                if (dropped > 0) {
                    dropped--;
                } else {
                    depth--;
                    String plain = text.strip()
                            .replace("&", "&amp;")
                            .replace("<", "&lt;")
                            .replace(">", "&gt;");
                    kept.append(plain).append("</").append(name).append('>');
                }
            }
        };
        return walk(payload, visitor) ? kept.toString().getBytes(StandardCharsets.UTF_8) : NOTHING;
    }

    /** Whether all of a document could be read. */
    private static boolean walk(Payload payload, Visitor visitor) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        int elements = 0;
        // as text, for the parser prints what is no UTF-8 to the console; and it does not survive every broken DTD
        String document = new String(payload.bytes(), payload.from(), payload.length(), StandardCharsets.UTF_8);
        if (document.contains("<!DOCTYPE")) {
            return false;
        }
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(document));
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        text.setLength(0);
                        visitor.open(xml.getLocalName());
                        depth++;
                        elements++;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        visitor.close(xml.getLocalName(), text.toString());
                        text.setLength(0);
                        depth--;
                    }
                    case XMLStreamConstants.ENTITY_REFERENCE -> {
                        return false;
                    }
                    default -> {}
                }
                if (depth > DEEPEST || elements > MOST_ELEMENTS || text.length() > LONGEST_TEXT) {
                    return false;
                }
            }
            return elements > 0;
        } catch (XMLStreamException e) {
            return false;
        }
    }
}
