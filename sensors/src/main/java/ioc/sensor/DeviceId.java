package ioc.sensor;

import static java.util.Objects.requireNonNull;

/** Where and what a device is: {@code bau-don/kiosk/bd-k2}. Site and name are lower case ASCII words. */
public record DeviceId(String site, DeviceKind kind, String name) {
    private static final int LONGEST = 64;

    public DeviceId {
        requireNonNull(kind);
        if (!isWord(site) || !isWord(name)) {
            throw new IllegalArgumentException(
                    "device id: was \"" + site + "/" + name + "\" but must be words of a-z, 0-9 and -");
        }
    }

    /** Whether a text may stand as site or name. No regular expression: it is asked twice for every message. */
    public static boolean isWord(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return site + "/" + kind.word() + "/" + name;
    }
}
