package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlTest {
    private static final int MUTATIONS = 5_000;
    private static final List<String> PATHS =
            List.of("a", "b", "a.b", "eventType", "eventState", "dateTime", "peopleCounting.enter");

    private static final Form FORM = new Form();

    private static final XMLInputFactory PLATFORM = XMLInputFactory.newDefaultFactory();

    static {
        PATHS.forEach(FORM::field);
        PLATFORM.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        PLATFORM.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        PLATFORM.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private final Xml xml = new Xml(FORM);

    private Fields read(String document) {
        Message message = new Message("", document.getBytes(StandardCharsets.UTF_8), false, Samples.RECEIVED_AT);
        return xml.read(Payload.of(message), new Times(Samples.ZONE));
    }

    private @Nullable String text(String document, String path) {
        Fields fields = read(document);
        assertThat(fields.problem()).as(document).isNull();
        return fields.text(FORM.field(path), 100);
    }

    private String kept(String document) {
        return new String(xml.keeping(document.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<r><a>1</a></r>",
                "\uFEFF<?xml version='1.0'?>\r\n<!-- <a>2</a> --><r>\n <a> 1\n</a> </r>\n<!-- end -->",
                "<x:r xmlns:x='urn:x' n=\"a>b/\"><x:a x:y='&lt;'>1</x:a ></x:r>",
                "<r><a><![CDATA[1]]></a></r>",
                "<r><a>&#49;</a></r>",
                "<r><a><!-- one -->1<?no?></a></r>",
                "<r><b/><b></b><a>1</a></r>",
                "<r><a>2</a><a>1</a></r>"
            })
    void readsTheTextOfAnElementInEveryWriting(String document) {
        assertThat(text(document, "a")).isEqualTo("1");
    }

    @Test
    void readsWhatIsInOthersAndItsSigns() {
        assertThat(text("<r><a><b>&lt;&amp;&gt;&quot;&apos;&#x1EA1;</b></a></r>", "a.b"))
                .isEqualTo("<&>\"'ạ");
        assertThat(text("<r><a><b>1</b></a><b>2</b></r>", "b")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<r>",
                "<r></s>",
                "<r><a></r></a>",
                "<r/><r/>",
                "<r/>x",
                "<r a='></r>",
                "<r><a>1</a",
                "<r>&b;</r>",
                "<r>&#0;</r>",
                "<r>&#x110000;</r>",
                "<r>&lt</r>",
                "<!DOCTYPE r><r/>",
                "<r><!ENTITY a 'b'></r>",
                "<r><![CDATA[1</r>",
                "<r><!-- 1</r>",
                "<!--><r/>",
                "<r / ></r>"
            })
    void refusesWhatIsNoWholeDocument(String document) {
        assertThat(read(document).problem()).isNotNull();
        assertThat(kept(document)).isEmpty();
    }

    @Test
    void refusesWhatIsTooDeepTooMuchOrTooLong() {
        assertThat(read("<a>".repeat(20) + "</a>".repeat(20)).problem()).isNull();
        assertThat(read("<a>".repeat(21) + "</a>".repeat(21)).problem()).isNotNull();
        assertThat(read("<a>" + "<b/>".repeat(999) + "</a>").problem()).isNull();
        assertThat(read("<a>" + "<b/>".repeat(1000) + "</a>").problem()).isNotNull();
        assertThat(read("<a>" + "x".repeat(8192) + "</a>").problem()).isNull();
        assertThat(read("<a>" + "&lt;".repeat(8193) + "</a>").problem()).isNotNull();
    }

    @Test
    void keepsOnlyElementsThatAreKnown() {
        assertThat(
                        kept(
                                "<?xml version='1.0'?><r x='Lan'>Lan<a y='Lan'> 1 &amp; 2<c>Lan<b>3</b></c></a><d>Lan</d><b/></r>"))
                .isEqualTo("<r><a></a><b></b></r>");
        assertThat(kept("<n:r><n:a>&lt;c&gt;<![CDATA[<d>]]></n:a></n:r>"))
                .isEqualTo("<r><a>&lt;c&gt;&lt;d&gt;</a></r>");
        assertThat(kept("<r><d><a>Lan</a></d></r>")).isEqualTo("<r></r>");
    }

    /** What the parser of the platform reads, we read the same, however it is spoilt. */
    @Test
    void readsAsTheParserOfThePlatformDoes() {
        List<String> documents = Samples.recorded(Family.HIKVISION).stream()
                .map(sample -> new String(sample.message().payload(), StandardCharsets.UTF_8))
                .filter(document -> document.startsWith("<"))
                .toList();
        SplittableRandom random = new SplittableRandom(7);
        int same = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String document = spoilt(documents.get(i % documents.size()), random);
            Map<String, String> expected = platform(document);
            if (expected != null) {
                Fields fields = read(document);
                for (String path : PATHS) {
                    String text = fields.isScalar(FORM.field(path)) ? fields.text(FORM.field(path), 8192) : null;
                    assertThat(text).as("%s of %s", path, document).isEqualTo(expected.get(path));
                }
                assertThat(fields.problem()).as(document).isNull();
                same++;
            }
        }
        assertThat(same).isGreaterThan(MUTATIONS / 100);
    }

    private static String spoilt(String document, SplittableRandom random) {
        StringBuilder spoilt = new StringBuilder(document);
        for (int n = random.nextInt(3); n > 0 && !spoilt.isEmpty(); n--) {
            int at = random.nextInt(spoilt.length());
            char c = "<>/&;'\"= a!?-[]#1".charAt(random.nextInt(17));
            switch (random.nextInt(3)) {
                case 0 -> spoilt.deleteCharAt(at);
                case 1 -> spoilt.insert(at, c);
                default -> spoilt.setCharAt(at, c);
            }
        }
        return spoilt.toString();
    }

    /** The texts by their paths; null where the platform refuses, or something is in it that we do. */
    private static @Nullable Map<String, String> platform(String document) {
        if (document.contains("<!DOCTYPE")) {
            return null;
        }
        Map<String, String> texts = new HashMap<>();
        StringBuilder path = new StringBuilder();
        StringBuilder text = new StringBuilder();
        int depth = 0;
        try {
            XMLStreamReader in = PLATFORM.createXMLStreamReader(new StringReader(document));
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        text.setLength(0);
                        path.append(depth++ == 0 ? "" : "." + in.getLocalName());
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (--depth > 0) {
                            if (!text.toString().isBlank()) {
                                texts.put(path.substring(1), text.toString().strip());
                            }
                            path.setLength(path.length() - in.getLocalName().length() - 1);
                        }
                        text.setLength(0);
                    }
                    case XMLStreamConstants.ENTITY_REFERENCE -> {
                        return null;
                    }
                    default -> {}
                }
            }
            return texts;
        } catch (XMLStreamException e) {
            return null;
        }
    }
}
