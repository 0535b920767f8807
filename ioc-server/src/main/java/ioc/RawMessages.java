package ioc;

import ioc.journal.Entry;
import ioc.place.Sight;
import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import ioc.sensor.decode.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as it came in, and what it says, as the fields of an answer. */
final class RawMessages {
    private static final int LONGEST_BODY = 4_096;

    private RawMessages() {}

    /** @param decoded null where nobody can say yet how to read it */
    static Map<String, @Nullable Object> of(Entry entry, @Nullable Decoded decoded) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("position", entry.position());
        shown.put("receivedAt", entry.receivedAt());
        shown.put("topic", entry.subject());
        shown.put("retained", entry.retained());
        String body = text(entry.body());
        shown.put("body", body.substring(0, Math.min(body.length(), LONGEST_BODY)));
        shown.put("outcome", decoded == null ? null : outcome(decoded));
        shown.put(
                "reason",
                decoded instanceof Decoded.Rejected refused ? refused.reason().word() : null);
        shown.put("why", decoded == null ? null : why(decoded));
        shown.put(
                "readings",
                decoded instanceof Decoded.Readings readings ? ReadingFields.of(readings.all()) : List.of());
        return shown;
    }

    /**
     * Whether a message speaks of a device and, as far as can be told, of none that may not be seen.
     *
     * @param addressed the device its topic says
     */
    static boolean isOf(DeviceId device, @Nullable DeviceId addressed, Decoded decoded, Sight sight) {
        List<Reading> readings = decoded instanceof Decoded.Readings all ? all.all() : List.of();
        boolean speaks = device.equals(addressed)
                || readings.stream().anyMatch(reading -> reading.device().equals(device));
        return speaks
                && readings.stream()
                        .allMatch(reading -> sight.seesSite(reading.device().site()));
    }

    private static String outcome(Decoded decoded) {
        return decoded.match(readings -> "accepted", ignored -> "unused", refused -> "rejected");
    }

    private static @Nullable String why(Decoded decoded) {
        if (decoded instanceof Decoded.Ignored ignored) {
            return ignored.why();
        }
        return decoded instanceof Decoded.Rejected refused ? refused.detail() : null;
    }

    /** As text; what is not UTF-8, and control characters, as {@code \xNN}. */
    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean isText = text.indexOf('\uFFFD') < 0;
        StringBuilder shown = new StringBuilder();
        if (isText) {
            text.chars().forEach(c -> shown.append(c < ' ' && c != '\n' && c != '\t' ? hex(c) : (char) c));
        } else {
            for (byte b : bytes) {
                shown.append(b >= ' ' && b < 0x7f ? (char) b : hex(b & 0xff));
            }
        }
        return shown.toString();
    }

    private static Object hex(int value) {
        return String.format(Locale.ROOT, "\\x%02x", value);
    }
}
