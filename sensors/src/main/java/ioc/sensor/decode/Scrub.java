package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Takes out of payloads what speaks of single people and their devices. */
final class Scrub {
    private static final byte[] NOTHING = {};

    /** Six pairs of hexadecimal digits or more; the first three pairs are the maker's, the rest is the one device's. */
    private static final Pattern HARDWARE = Pattern.compile(
            "(?<![0-9A-Fa-f])((?:[0-9A-Fa-f]{2}[:-]){3})(?:[0-9A-Fa-f]{2}[:-]){2,}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])");

    /** Names of fields that speak of people in whatever family, in lower case without separators. */
    private static final Set<String> PERSONAL = Set.of(
            "clientmac",
            "email",
            "phone",
            "phonenumber",
            "plate",
            "licenseplate",
            "platenumber",
            "sublabel",
            "face",
            "faces",
            "facename",
            "snapshot",
            "thumbnail",
            "picture",
            "image",
            "imagedata");

    /** Words that say so in whatever name they stand. */
    private static final Set<String> CLEAR =
            Set.of("plate", "plates", "picture", "pictures", "photo", "image", "images", "snapshot", "email", "phone");

    /** Whose names are those of people or of their devices. */
    private static final Set<String> PEOPLE = Set.of(
            "host",
            "client",
            "user",
            "first",
            "last",
            "full",
            "nick",
            "customer",
            "visitor",
            "person",
            "citizen",
            "owner",
            "guest",
            "contact",
            "employee",
            "staff",
            "driver");

    /** Where one word of a field's name ends and the next begins. */
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

    private static final String DATA = ";data=";

    /** Bytes of a message once it is unpacked. */
    private static final int MOST_UNPACKED = 1 << 20;

    private Scrub() {}

    /**
     * A payload of a topic that nobody mapped: as {@link #mapped}, of several parts the one that is text, of XML and event lines what is
     * not named after people; other bytes than pictures may be a protocol of ours.
     */
    static byte[] stranger(byte[] body) {
        byte[] plain = unpacked(body);
        byte[] part = isMultipart(plain) ? Multipart.text(plain) : plain;
        if (!isText(part) && !isPicture(part)) {
            return part;
        }
        int data = part.length == 0 ? -1 : data(part);
        if (data >= 0) {
            byte[] kept = mapped(Arrays.copyOfRange(part, data, part.length));
            byte[] line = masked(Arrays.copyOf(part, data));
            byte[] whole = Arrays.copyOf(line, line.length + kept.length);
            System.arraycopy(kept, 0, whole, line.length, kept.length);
            return whole;
        }
        return part.length > 0 && part[0] == '<' ? masked(Xml.without(part, Scrub::isPersonal)) : mapped(part);
    }

    private static boolean isMultipart(byte[] body) {
        return begins(body, 0, '-', '-') || begins(body, 0, '\r', '\n', '-', '-');
    }

    /** Where the JSON of an event line begins, such as {@code Code=VideoMotion;action=Start;index=0;data={}}; -1 where none is. */
    private static int data(byte[] body) {
        int at = begins(body, 0, 'C', 'o', 'd', 'e', '=')
                ? new String(body, StandardCharsets.ISO_8859_1).indexOf(DATA)
                : -1;
        return at < 0 ? -1 : at + DATA.length();
    }

    /** What was packed by gzip; other bytes as they are, and nothing of what cannot be unpacked or is too long then. */
    static byte[] unpacked(byte[] body) {
        if (!begins(body, 0, 0x1F, 0x8B)) {
            return body;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = in.readNBytes(MOST_UNPACKED + 1);
            return unpacked.length > MOST_UNPACKED ? NOTHING : unpacked;
        } catch (IOException e) {
            return NOTHING;
        }
    }

    /** A text without fields that are named after people and whole hardware addresses; nothing of what begins as JSON and is none. */
    static byte[] mapped(byte[] body) {
        if (body.length == 0 || isPicture(body) || !isText(body)) {
            return NOTHING;
        }
        return masked(isJson(body) ? without(body, Scrub::isPersonal) : body);
    }

    private static boolean isJson(byte[] body) {
        return body[0] == '{' || body[0] == '[';
    }

    private static byte[] masked(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String masked = masked(text);
        return masked.equals(text) ? body : masked.getBytes(StandardCharsets.UTF_8);
    }

    /** With hardware addresses cut to their maker. */
    static String masked(String text) {
        return HARDWARE.matcher(text).replaceAll("$1xx:xx:xx");
    }

    /** Whether the name of a field speaks of people or pictures, as a whole or by one of its words: {@code plateText, car_image}. */
    static boolean isPersonal(String field) {
        String[] words = WORDS.split(field, -1);
        StringBuilder whole = new StringBuilder(field.length());
        String before = "";
        for (String each : words) {
            String word = each.toLowerCase(Locale.ROOT);
            if (CLEAR.contains(word) || (word.startsWith("name") && PEOPLE.contains(before))) {
                return true;
            }
            whole.append(word);
            before = word;
        }
        String compound = whole.toString();
        int name = compound.lastIndexOf("name");
        return PERSONAL.contains(compound) || (name > 0 && PEOPLE.contains(compound.substring(0, name)));
    }

    /** Whether this begins as JPEG, PNG, GIF, WebP or an MP4 do. */
    static boolean isPicture(byte[] body) {
        return begins(body, 0, 0xFF, 0xD8, 0xFF)
                || begins(body, 0, 0x89, 'P', 'N', 'G')
                || begins(body, 0, 'G', 'I', 'F', '8')
                || (begins(body, 0, 'R', 'I', 'F', 'F') && begins(body, 8, 'W', 'E', 'B', 'P'))
                || begins(body, 4, 'f', 't', 'y', 'p');
    }

    private static boolean begins(byte[] body, int at, int... with) {
        if (body.length < at + with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((body[at + i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** No control character but those of lines and the NUL that some add at the end. */
    static boolean isText(byte[] body) {
        for (int i = 0; i < body.length; i++) {
            byte b = body[i];
            boolean control = b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t';
            if (control && !(b == 0 && i == body.length - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Lets in only the fields of JSON whose name is known, at any depth, and of another payload nothing. */
    static Porter keeping(Predicate<String> known) {
        Check unknown = (depth, name) -> !known.test(name);
        return (address, message) -> {
            Payload payload = Payload.of(message);
            boolean json = payload.startsWith('{') || payload.startsWith('[');
            return Door.with(message, json ? without(message.payload(), unknown) : NOTHING);
        };
    }

    /** Whether a field goes; {@code depth} is 1 for those of the whole. */
    interface Check {
        boolean goes(int depth, String name);
    }

    /** JSON without the fields that are personal, at any depth; the same array when there is none, nothing when it is no JSON. */
    static byte[] without(byte[] body, Predicate<String> personal) {
        return without(body, (depth, name) -> personal.test(name));
    }

    /** JSON without the fields that go; the same array when there is none, nothing when it is no JSON. */
    static byte[] without(byte[] body, Check check) {
        Payload payload = Payload.of(new Message("", body, false, Instant.EPOCH));
        if (payload.isEmpty()) {
            return body;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
        boolean found = false;
        try (JsonParser in = Json.parser(payload);
                JsonGenerator out = Json.generator(kept)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && check.goes(in.getParsingContext().getNestingDepth(), in.currentName())) {
                    in.nextToken();
                    in.skipChildren();
                    found = true;
                } else {
                    out.copyCurrentEvent(in);
                }
            }
        } catch (IOException e) {
            return NOTHING;
        }
        return found ? kept.toByteArray() : body;
    }
}
