package ioc.picture;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream of input whose freshness everybody sees.
 *
 * @param id {@code devices}, {@code ratings}, or the id of a dossier or task system
 * @param source key of the ledger whose {@link ioc.event.Event.FeedChanged} and records it follows
 * @param period how often it should say something; null where nothing is expected, as of files
 * @param on false: not configured
 */
public record Feed(
        String id,
        String source,
        Label label,
        Kind kind,
        @Nullable Duration period,
        boolean on) {
    public static final String DEVICES = "devices";
    public static final String RATINGS = "ratings";

    public record Label(String vi, String en) {}

    public enum Kind {
        MQTT,
        REST,
        CSV;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }
}
