package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Takes out of payloads what speaks of single people and their devices. */
final class Scrub {
    private static final byte[] NOTHING = {};

    /** Six pairs of hexadecimal digits or more; the first three pairs are the maker's, the rest is the one device's. */
    private static final Pattern HARDWARE = Pattern.compile(
            "(?<![0-9A-Fa-f])((?:[0-9A-Fa-f]{2}[:-]){3})(?:[0-9A-Fa-f]{2}[:-]){2,}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])");

    /** Names of fields that speak of people in whatever family, in lower case without separators. */
    private static final Set<String> PERSONAL = Set.of(
            "hostname",
            "clientname",
            "clientmac",
            "username",
            "firstname",
            "lastname",
            "fullname",
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

    private Scrub() {}

    /** A payload of a topic that nobody mapped: as {@link #mapped}, but other bytes than pictures may be a protocol of ours. */
    static byte[] stranger(byte[] body) {
        return isText(body) || isPicture(body) ? mapped(body) : body;
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

    private static boolean isPersonal(String field) {
        return PERSONAL.contains(field.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
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
