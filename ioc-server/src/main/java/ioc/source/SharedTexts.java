package ioc.source;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * The texts that an XLSX file keeps once and names by number. There may be millions and a sheet may name them in any
 * order, so they lie in two files that are mapped, not in the heap; the files go with {@link #close}.
 */
final class SharedTexts implements Closeable {
    /** What a spreadsheet allows is 32,767; a line break may be written with seven characters. */
    static final int LONGEST = 250_000;

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final FileChannel texts;
    private final FileChannel ends;
    private final ByteBuffer bytes;
    private final ByteBuffer places;

    private SharedTexts(FileChannel texts, FileChannel ends) throws IOException {
        this.texts = texts;
        this.ends = ends;
        this.bytes = texts.map(FileChannel.MapMode.READ_ONLY, 0, texts.size());
        this.places = ends.map(FileChannel.MapMode.READ_ONLY, 0, ends.size());
    }

    /** Reads the part; {@code folder} holds the files. */
    static SharedTexts read(XlsxParts.Xml xml, Path folder) throws IOException {
        FileChannel texts = scratch(folder);
        FileChannel ends = scratch(folder);
        try {
            // Not closed: the channel under them stays.
            OutputStream text = new BufferedOutputStream(Channels.newOutputStream(texts), 64 * 1024);
            DataOutputStream end = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(ends)));
            int at = 0;
            while (xml.next()) {
                if (xml.begins("si")) {
                    byte[] utf = rich(xml, "si").getBytes(StandardCharsets.UTF_8);
                    text.write(utf);
                    at = Math.addExact(at, utf.length);
                    end.writeInt(at);
                }
            }
            text.flush();
            end.flush();
            return new SharedTexts(texts, ends);
        } catch (IOException | RuntimeException e) {
            texts.close();
            ends.close();
            throw e;
        }
    }

    private static FileChannel scratch(Path folder) throws IOException {
        return FileChannel.open(
                Files.createTempFile(folder, "texts", ".tmp"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** All texts of an element, without the phonetic ones; ends behind it. */
    static String rich(XlsxParts.Xml xml, String name) throws IOException {
        StringBuilder text = new StringBuilder();
        while (xml.next() && !xml.ends(name)) {
            if (xml.begins("t")) {
                text.append(xml.text("t", LONGEST));
                if (text.length() > LONGEST) {
                    throw new XlsxParts.TooMuch("file: has a cell of more than " + LONGEST + " characters");
                }
            } else if (xml.begins("rPh")) {
                while (xml.next() && !xml.ends("rPh")) {
                    // how it is spoken, which is not what it says
                }
            }
        }
        return plain(text.toString());
    }

    /** With the characters that stand as {@code _xNNNN_}. */
    static String plain(String text) {
        return text.contains("_x")
                ? ESCAPE.matcher(text)
                        .replaceAll(code -> java.util.regex.Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(code.group(1), 16))))
                : text;
    }

    int count() {
        return places.capacity() / Integer.BYTES;
    }

    String text(int number) {
        int from = number == 0 ? 0 : places.getInt((number - 1) * Integer.BYTES);
        byte[] utf = new byte[places.getInt(number * Integer.BYTES) - from];
        bytes.get(from, utf);
        return new String(utf, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        texts.close();
        ends.close();
    }
}
