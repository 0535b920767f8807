package ioc.paper;

import ioc.paper.Wording.Run;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The faces of Letter Serif in one document; of each, the glyphs that were used are embedded. */
final class Faces {
    private static final int UNKNOWN = 0xFFFD;

    private final PDDocument document;
    private final Map<String, Face> loaded = new HashMap<>();

    Faces(PDDocument document) {
        this.document = document;
    }

    private record Face(PDFont font, CmapLookup glyphs) {}

    PDFont font(Run run) throws IOException {
        return face(run).font();
    }

    /** The run's text, with U+FFFD for each character that has no glyph; line breaks stay. */
    String shown(Run run) throws IOException {
        CmapLookup glyphs = face(run).glyphs();
        return run.text()
                .codePoints()
                .map(c -> c == '\n' || glyphs.getGlyphId(c) > 0 ? c : UNKNOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Face face(Run run) throws IOException {
        String name = run.bold() ? run.italic() ? "BoldItalic" : "Bold" : run.italic() ? "Italic" : "Regular";
        Face face = loaded.get(name);
        if (face == null) {
            face = load("fonts/LetterSerif-" + name + ".ttf");
            loaded.put(name, face);
        }
        return face;
    }

    private Face load(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(Faces.class.getResourceAsStream(file), file)) {
            TrueTypeFont font = new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(in));
            return new Face(PDType0Font.load(document, font, true), font.getUnicodeCmapLookup());
        }
    }
}
