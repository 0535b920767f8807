package ioc.sensor.decode;

import ioc.sensor.Reading.Presence.Link;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words as devices write them: yes and no, here and gone, names of zones and radios. */
final class Words {
    private static final int LONGEST = 64;

    private static final Recent<String> PLAIN = new Recent<>(512, LONGEST, Words::madePlain);

    private Words() {}

    /** Yes or no in any of the usual spellings; null when it is neither. */
    static @Nullable Boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "on", "yes", "active" -> true;
            case "false", "0", "off", "no", "inactive" -> false;
            default -> null;
        };
    }

    /** Whether something is there, in the words of the families and conventions we met; null when it says something else. */
    static @Nullable Link link(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "online", "on", "true", "yes", "1", "2", "connected", "ready", "up", "alive" -> Link.ONLINE;
            case "offline", "off", "false", "no", "0", "disconnected", "lost", "down", "dead", "stopped" ->
                Link.OFFLINE;
            case "sleeping", "asleep", "sleep", "disabled" -> Link.SLEEPING;
            default -> null;
        };
    }

    /**
     * A name that may stand in keys and tags: lower case {@code a-z 0-9 -}, at most 64; letters lose their accents, everything else is
     * a hyphen. Empty when nothing is left.
     */
    static String plain(String text) {
        return PLAIN.of(text);
    }

    private static String madePlain(String text) {
        if (isPlain(text)) {
            return text;
        }
        String bare = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder word = new StringBuilder(Math.min(bare.length(), LONGEST));
        for (int i = 0; i < bare.length() && word.length() < LONGEST; i++) {
            char c = Character.toLowerCase(bare.charAt(i));
            if (isPlain(c)) {
                word.append(c);
            } else if (c == '\u0111') { // d with stroke has no plain letter of its own
                word.append('d');
            } else if (Character.getType(c) != Character.NON_SPACING_MARK && !endsOpen(word)) {
                word.append('-');
            }
        }
        return endsOpen(word) && !word.isEmpty() ? word.substring(0, word.length() - 1) : word.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    /** Whether a hyphen would be of no use here. */
    private static boolean endsOpen(StringBuilder word) {
        return word.isEmpty() || word.charAt(word.length() - 1) == '-';
    }

    private static boolean isPlain(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        boolean letter = text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            boolean before = letter;
            letter = isPlain(text.charAt(i));
            if (!letter && !(before && i > 0 && text.charAt(i) == '-')) {
                return false;
            }
        }
        return letter;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
