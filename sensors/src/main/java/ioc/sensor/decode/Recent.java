package ioc.sensor.decode;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a function makes of texts that come again and again, such as names of zones: kept for some of the last ones. Any thread may ask;
 * two that ask at once may both make the same.
 *
 * @param <T> must not change
 */
final class Recent<T> {
    private record Made<T>(String of, T value) {}

    private final Function<String, T> function;
    private final int longest;
    private final @Nullable Made<T>[] made;

    /**
     * @param places a power of two: of two texts with one place the last stays
     * @param longest text that is kept
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // no arrays of T
    Recent(int places, int longest, Function<String, T> function) {
        this.function = function;
        this.longest = longest;
        made = new Made[places];
    }

    T of(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & made.length - 1;
        Made<T> met = made[place];
        if (met != null && met.of.equals(text)) {
            return met.value;
        }
        T value = function.apply(text);
        if (text.length() <= longest) {
            made[place] = new Made<>(text, value);
        }
        return value;
    }
}
