package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Takes out of payloads what speaks of single people and their devices. */
final class Scrub {
    private static final byte[] NOTHING = {};

    /** Six pairs of hexadecimal digits or more; the first three pairs are the maker's, the rest is the one device's. */
    private static final Pattern HARDWARE = Pattern.compile(
            "(?<![0-9A-Fa-f])((?:[0-9A-Fa-f]{2}[:-]){3})(?:[0-9A-Fa-f]{2}[:-]){2,}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])");

    /** The same as routers of Cisco write it. */
    private static final Pattern DOTTED = Pattern.compile(
            "(?<![0-9A-Fa-f.])([0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{2})[0-9A-Fa-f]{2}\\.[0-9A-Fa-f]{4}(?![0-9A-Fa-f.])");

    /** The same without anything between its digits, where a name before it says that it is one. */
    private static final Pattern BARE = Pattern.compile(
            "(?i)((?:mac|addr|address|station|sta|client)[\"']?\\s*[:=>]\\s*[\"']?[0-9a-f]{6})[0-9a-f]{6}(?![0-9a-f])");

    /** Levels of topics after which somebody's device is named. */
    private static final Set<String> WHOSE = Set.of("client", "clients", "sta", "station", "device_tracker");

    private static final Set<String> COUNTS = Set.of("count", "total");

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
            "hoten",
            "hovaten",
            "sodienthoai",
            "sdt",
            "cccd",
            "cmnd",
            "biensoxe",
            "bienso",
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
            "people",
            "citizen",
            "owner",
            "guest",
            "contact",
            "employee",
            "staff",
            "driver",
            "member",
            "applicant",
            "patient",
            "operator",
            "clerk",
            "caller",
            "subscriber",
            "candidate",
            "human",
            "child",
            "face",
            "card",
            "holder");

    /** Names of fields that may be of a person or of a thing: what they are in tells. */
    private static final Set<String> NAMES = Set.of("name", "ten", "displayname");

    /** What has a name that is of no person. */
    private static final Set<String> THINGS = Set.of(
            "device",
            "dev",
            "sensor",
            "camera",
            "kiosk",
            "tablet",
            "counter",
            "printer",
            "gateway",
            "router",
            "ap",
            "radio",
            "interface",
            "port",
            "channel",
            "network",
            "wireless",
            "zone",
            "region",
            "area",
            "line",
            "lane",
            "rule",
            "scenario",
            "scene",
            "module",
            "component",
            "entity",
            "metric",
            "property",
            "node",
            "service",
            "queue",
            "office",
            "branch",
            "site",
            "place",
            "room",
            "building",
            "floor",
            "door",
            "gate",
            "desk",
            "model",
            "product",
            "firmware");

    private static final Pattern EVENT_LINE = Pattern.compile("(?i)\\s*code=([^;]*);.*?\\bdata=", Pattern.DOTALL);

    /** Events of Dahua in which a bare name is that of a line or region. */
    private static final String CROSSING = "Cross";

    /** Bytes of a message once it is unpacked. */
    private static final int MOST_UNPACKED = 1 << 20;

    private Scrub() {}

    /**
     * A payload of a topic that nobody mapped: as {@link #mapped}, of several parts the one that is text, of XML and event lines what is
     * not named after people; other bytes than pictures, packed ones and text of two bytes a letter may be a protocol of ours.
     */
    static byte[] stranger(String topic, byte[] body) {
        byte[] plain = withoutMark(unpacked(body));
        byte[] part = isMultipart(plain) ? Multipart.text(plain) : plain;
        if (!isText(part) && !isPicture(part)) {
            return isPacked(part) || isWide(part) ? NOTHING : part;
        }
        Matcher line = EVENT_LINE.matcher(new String(part, StandardCharsets.ISO_8859_1)); // bytes, one to one
        if (line.lookingAt()) {
            byte[] data = Arrays.copyOfRange(part, line.end(), part.length);
            byte[] kept = mapped(data, line.group(1).startsWith(CROSSING));
            byte[] head = masked(Arrays.copyOf(part, line.end()));
            byte[] whole = Arrays.copyOf(head, head.length + kept.length);
            System.arraycopy(kept, 0, whole, head.length, kept.length);
            return whole;
        }
        return startsWith(part, '<')
                ? masked(Xml.without(part, (within, name) -> isPersonal(within, name, false)))
                : mapped(part, Discovery.isConfig(topic));
    }

    /** Without the mark that some put before text in UTF-8, and that would hide how it begins. */
    private static byte[] withoutMark(byte[] body) {
        return begins(body, 0, 0xEF, 0xBB, 0xBF) ? Arrays.copyOfRange(body, 3, body.length) : body;
    }

    private static boolean isPacked(byte[] body) {
        return begins(body, 0, 0x1F, 0x8B);
    }

    /** Whether this is text in UTF-16 or UTF-32, with a mark or in JSON or XML. */
    private static boolean isWide(byte[] body) {
        if (begins(body, 0, 0xFF, 0xFE) || begins(body, 0, 0xFE, 0xFF)) {
            return true;
        }
        int from = 0;
        while (from < body.length && body[from] == 0) {
            from++;
        }
        boolean zeros = from > 0 || (body.length > 1 && body[1] == 0);
        return zeros && from < body.length && "{[<\" \r\n\t".indexOf(body[from]) >= 0;
    }

    private static boolean startsWith(byte[] body, char first) {
        Payload payload = Payload.of(new Message("", body, false, Instant.EPOCH));
        return payload.startsWith(first);
    }

    private static boolean isMultipart(byte[] body) {
        return begins(body, 0, '-', '-') || begins(body, 0, '\r', '\n', '-', '-');
    }

    /** What was packed by gzip; other bytes as they are, and nothing of what cannot be unpacked or is too long then. */
    static byte[] unpacked(byte[] body) {
        if (!isPacked(body)) {
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
        return mapped(body, false);
    }

    /** @param ofThings whether a bare name is that of a thing where nothing says whose it is */
    private static byte[] mapped(byte[] body, boolean ofThings) {
        if (body.length == 0 || isPicture(body) || !isText(body)) {
            return NOTHING;
        }
        boolean isJson = startsWith(body, '{') || startsWith(body, '[');
        return masked(isJson ? without(body, (at, name) -> isPersonal(within(at), name, ofThings)) : body);
    }

    /** Names of the fields that an object of JSON is in, the outermost first. */
    private static List<String> within(JsonStreamContext object) {
        List<String> names = new ArrayList<>(4);
        for (JsonStreamContext each = object.getParent(); each != null; each = each.getParent()) {
            if (each.inObject() && each.getCurrentName() != null) {
                names.add(0, each.getCurrentName());
            }
        }
        return names;
    }

    /** Whether a field speaks of people by its name, or, where that is a bare one, by what it is in; free text may speak of anybody. */
    private static boolean isPersonal(List<String> within, String field, boolean ofThings) {
        if (isPersonal(field) || field.equalsIgnoreCase("text")) {
            return true;
        }
        if (!NAMES.contains(String.join("", words(field)))) {
            return false;
        }
        if (within.stream().anyMatch(name -> speaksOf(PEOPLE, name))) {
            return true;
        }
        return !ofThings && (within.isEmpty() || !speaksOf(THINGS, within.get(within.size() - 1)));
    }

    /** Whether one of these words is in a name: one or several of them, also numbered. */
    private static boolean speaksOf(Set<String> words, String name) {
        for (String each : words(name)) {
            String word = withoutNumber(each);
            if (words.contains(word)
                    || (word.endsWith("s") && words.contains(word.substring(0, word.length() - 1)))
                    || (word.endsWith("es") && words.contains(word.substring(0, word.length() - 2)))
                    || (word.endsWith("ies") && words.contains(word.substring(0, word.length() - 3) + "y"))
                    || (word.endsWith("ren") && words.contains(word.substring(0, word.length() - 3)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The words in the name of a field, in lower case: {@code car_plateText2} has {@code car, plate, text2}. No regular expression: that
     * took half of the time at the door of {@link Generic}.
     */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>(4);
        int from = -1; // of the word we are in
        boolean small = false;
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            int type = Character.getType(c);
            boolean number = type == Character.DECIMAL_DIGIT_NUMBER
                    || type == Character.LETTER_NUMBER
                    || type == Character.OTHER_NUMBER;
            boolean inside = number || Character.isLetter(c);
            if (from >= 0 && (!inside || (small && type == Character.UPPERCASE_LETTER))) {
                words.add(name.substring(from, i).toLowerCase(Locale.ROOT));
                from = -1;
            }
            from = inside && from < 0 ? i : from;
            small = number || type == Character.LOWERCASE_LETTER;
            i += Character.charCount(c);
        }
        if (from >= 0) {
            words.add(name.substring(from).toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static String withoutNumber(String word) {
        int to = word.length();
        while (to > 0 && word.charAt(to - 1) >= '0' && word.charAt(to - 1) <= '9') {
            to--;
        }
        return word.substring(0, to);
    }

    private static byte[] masked(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String masked = masked(text);
        return masked.equals(text) ? body : masked.getBytes(StandardCharsets.UTF_8);
    }

    /** With hardware addresses cut to their maker. */
    static String masked(String text) {
        if (!mayHold(text)) {
            return text;
        }
        String paired = HARDWARE.matcher(text).replaceAll("$1xx:xx:xx");
        String dotted = DOTTED.matcher(paired).replaceAll("$1xx.xxxx");
        return BARE.matcher(dotted).replaceAll("$1xxxxxx");
    }

    /** Whether it may hold a hardware address: twelve hexadecimal digits with nothing but separators between them. */
    private static boolean mayHold(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
                if (++digits == 12) {
                    return true;
                }
            } else if (c != ':' && c != '-' && c != '.') {
                digits = 0;
            }
        }
        return false;
    }

    /** A topic with hardware addresses cut to their maker, and without the levels that name somebody's device. */
    static String topic(String topic) {
        String[] levels = masked(topic).split("/", -1);
        boolean named = false;
        for (int i = 1; i < levels.length; i++) {
            boolean next = WHOSE.contains(levels[i - 1].toLowerCase(Locale.ROOT)) && !COUNTS.contains(levels[i]);
            named |= next;
            if (next || (named && i < levels.length - 1)) {
                levels[i] = "-";
            }
        }
        return String.join("/", levels);
    }

    /** Whether the name of a field speaks of people or pictures, as a whole or by one of its words: {@code plateText, car_image}. */
    static boolean isPersonal(String field) {
        StringBuilder whole = new StringBuilder(field.length());
        String before = "";
        for (String word : words(field)) {
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

    /** Lets in only the fields of JSON that a form asks for, at any depth, and of another payload nothing. */
    static Porter keeping(Form form) {
        return ofJson(body -> kept(body, form));
    }

    /** Lets in JSON without the fields that go, and of another payload nothing. */
    static Porter dropping(Predicate<String> goes) {
        return ofJson(body -> without(body, goes));
    }

    private static Porter ofJson(UnaryOperator<byte[]> kept) {
        return (address, message) -> {
            Payload payload = Payload.of(message);
            boolean json = payload.startsWith('{') || payload.startsWith('[');
            return Door.with(message, json ? kept.apply(message.payload()) : NOTHING);
        };
    }

    /** JSON with only the fields that a form asks for, at any depth; the same array when there are no others, nothing when it is no JSON. */
    static byte[] kept(byte[] body, Form form) {
        return cut(body, (object, field) -> field.currentField(form.names()) == null);
    }

    /** JSON without the fields that are personal, at any depth; the same array when there is none, nothing when it is no JSON. */
    static byte[] without(byte[] body, Predicate<String> personal) {
        return cut(body, (object, field) -> personal.test(field.currentName()));
    }

    /** Whether a field of an object goes; the depth of the object is 1 for the whole. */
    interface Check {
        boolean goes(JsonStreamContext object, String name);
    }

    /** JSON without the fields that go; the same array when there is none, nothing when it is no JSON. */
    static byte[] without(byte[] body, Check check) {
        return cut(body, (object, field) -> check.goes(object, field.currentName()));
    }

    /** @param goes is asked when the name of a field has been read */
    private static byte[] cut(byte[] body, BiPredicate<JsonStreamContext, Json> goes) {
        Payload payload = Payload.of(new Message("", body, false, Instant.EPOCH));
        if (payload.isEmpty()) {
            return body;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
        boolean found = false;
        Json in = new Json(payload);
        try (JsonGenerator out = Json.generator(kept)) {
            do {
                if (in.nextToken() == JsonToken.FIELD_NAME && goes.test(out.getOutputContext(), in)) {
                    in.nextToken();
                    in.skipChildren();
                    found = true;
                } else {
                    in.copyTo(out);
                }
            } while (in.isWithin());
            in.end();
        } catch (IOException e) {
            return NOTHING;
        }
        return found ? kept.toByteArray() : body;
    }
}
