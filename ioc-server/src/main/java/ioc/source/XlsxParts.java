package ioc.source;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The parts of an XLSX file, each read as XML without ever holding it whole. A part may unpack to so many bytes only, and
 * none may hold a text that has to be collected without end: what looks small may not fill disk or heap.
 */
final class XlsxParts implements Closeable {
    /** A real file of 64 MB unpacks to less. */
    static final long MOST_UNPACKED = 1L << 30;

    private static final int MOST_DIRECTORY = 1 << 20;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int DEEPEST = 64;
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private final ZipFile zip;
    private final long most;

    private XlsxParts(ZipFile zip, long most) {
        this.zip = zip;
        this.most = most;
    }

    static XlsxParts open(Path file, long most) throws IOException {
        mustHaveFewParts(file);
        try {
            return new XlsxParts(new ZipFile(file.toFile()), most);
        } catch (ZipException e) {
            throw broken(e);
        }
    }

    /** The end of a zip file says how large its directory is, which is held in the heap. */
    private static void mustHaveFewParts(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(bytes.length(), 65_557);
            byte[] tail = new byte[length];
            bytes.seek(bytes.length() - length);
            bytes.readFully(tail);
            for (int at = length - 22; at >= 0; at--) {
                if (tail[at] == 'P' && tail[at + 1] == 'K' && tail[at + 2] == 5 && tail[at + 3] == 6) {
                    long directory = Integer.toUnsignedLong(
                            Integer.reverseBytes(java.nio.ByteBuffer.wrap(tail).getInt(at + 12)));
                    if (directory > MOST_DIRECTORY) {
                        throw new IOException("file: has too many parts for an XLSX (save it again as Excel Workbook)");
                    }
                    return;
                }
            }
        }
        throw new IOException("file: ends in the middle but must be a whole XLSX (copy or send it again)");
    }

    static IOException broken(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooMuch tooMuch) {
                return tooMuch;
            }
        }
        if (e instanceof XMLStreamException xml && xml.getNestedException() instanceof TooMuch tooMuch) {
            return tooMuch;
        }
        return new IOException("file: is not a whole XLSX (open it in a spreadsheet and save it again)", e);
    }

    Optional<Xml> part(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        InputStream input = new Bounded(zip.getInputStream(entry), most);
        try {
            return Optional.of(new Xml(XML.createXMLStreamReader(input), input));
        } catch (XMLStreamException e) {
            input.close();
            throw broken(e);
        }
    }

    /** Whether a part has these bytes somewhere; much faster than reading it. */
    boolean mentions(String name, String word) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return false;
        }
        byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[32 * 1024];
        int matched = 0;
        boolean first = true;
        try (InputStream input = new Bounded(zip.getInputStream(entry), most)) {
            for (int length = input.read(chunk); length >= 0; length = input.read(chunk)) {
                if (first
                        && length > 1
                        && (chunk[0] == 0 || chunk[1] == 0 || chunk[0] == (byte) 0xFF || chunk[0] == (byte) 0xFE)) {
                    return true; // UTF-16: whoever asks has to read it
                }
                first = false;
                for (int i = 0; i < length; i++) {
                    matched = chunk[i] == wanted[matched] ? matched + 1 : chunk[i] == wanted[0] ? 1 : 0;
                    if (matched == wanted.length) {
                        return true;
                    }
                }
            }
        } catch (ZipException e) {
            throw broken(e);
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** A part on the way from its first element to its last. */
    static final class Xml implements Closeable {
        private final XMLStreamReader reader;
        private final InputStream input;
        private int depth;

        private Xml(XMLStreamReader reader, InputStream input) {
            this.reader = reader;
            this.input = input;
        }

        /** Goes on; false at the end of the part. */
        boolean next() throws IOException {
            try {
                if (!reader.hasNext()) {
                    return false;
                }
                int event = reader.next();
                depth += event == XMLStreamConstants.START_ELEMENT
                        ? 1
                        : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
                if (depth > DEEPEST) {
                    throw new TooMuch("file: is nested too deep for an XLSX");
                }
                return true;
            } catch (XMLStreamException | RuntimeException e) {
                throw broken(e);
            }
        }

        boolean begins(String name) {
            return reader.isStartElement() && reader.getLocalName().equals(name);
        }

        boolean ends(String name) {
            return reader.isEndElement() && reader.getLocalName().equals(name);
        }

        /** Value of an attribute; empty when it is not there. The prefix does not count. */
        String attribute(String name) {
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                if (reader.getAttributeLocalName(i).equals(name)) {
                    return reader.getAttributeValue(i);
                }
            }
            return "";
        }

        /** Characters from here to the end of this element, without those of elements in it; at most {@code longest}. */
        String text(String name, int longest) throws IOException {
            StringBuilder text = new StringBuilder();
            while (next() && !ends(name)) {
                if (reader.isCharacters()) {
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                    if (text.length() > longest) {
                        throw new TooMuch("file: has a cell of more than " + longest + " characters");
                    }
                }
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            try {
                reader.close();
            } catch (XMLStreamException e) {
                throw broken(e);
            } finally {
                input.close();
            }
        }
    }

    /** Unpacks to more than we want to see. */
    static final class TooMuch extends IOException {
        TooMuch(String message) {
            super(message);
        }
    }

    /**
     * Bytes of a part, at most so many, and never many without a new element: a parser collects a text, an attribute or a
     * comment before it hands it out.
     */
    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long count;
        private int since;
        private boolean isRemark;
        private int before;
        private int beforeThat;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            if (read > 0) {
                count += read;
                if (count > most) {
                    throw new TooMuch("file: unpacks to more than " + (most >> 20)
                            + " MB but must be smaller (split it into several files)");
                }
                for (int i = from; i < from + read; i++) {
                    see(into[i]);
                }
                if (since > LONGEST_TEXT) {
                    throw new TooMuch("file: has a text of more than " + (LONGEST_TEXT >> 20) + " MB in one place");
                }
            }
            return read;
        }

        private void see(byte now) {
            since++;
            if (isRemark) {
                isRemark = !(now == '>' && before == beforeThat && (before == '-' || before == ']'));
            } else if (now == '<') {
                since = 0;
            } else if (now == '!' && before == '<') {
                isRemark = true;
            }
            beforeThat = before;
            before = now;
        }
    }
}
