package ioc.sensor;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** Where and what a device is: {@code bau-don/kiosk/bd-k2}. Site and name are lower case ASCII words. */
public record DeviceId(String site, DeviceKind kind, String name) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public DeviceId {
        requireNonNull(kind);
        if (!isWord(site) || !isWord(name)) {
            throw new IllegalArgumentException(
                    "device id: was \"" + site + "/" + name + "\" but must be words of a-z, 0-9 and -");
        }
    }

    /** Whether a text may stand as site or name. */
    public static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    @Override
    public String toString() {
        return site + "/" + kind.word() + "/" + name;
    }
}
