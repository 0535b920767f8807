package ioc.sensor.decode;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times as devices write them: epoch seconds (also with a fraction), ms, us or ns, told apart by size; ISO 8601 with and without zone,
 * with and without the colon in it, with a blank or slashes; {@code 20261120080203}; {@code Fri Nov 20 08:02:03 GMT+07:00 2026}.
 *
 * @param zone where a time is that does not say
 * @param wall whether what a time says of its zone is not believed
 */
record Times(ZoneId zone, boolean wall) {
    /** How far a clock may be off before what it says is refused. */
    private static final Duration LARGEST_ERROR = Duration.ofHours(24);

    private static final int LARGEST_OFFSET = ZoneOffset.MAX.getTotalSeconds();

    private static final DateTimeFormatter WORDY =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'GMT'XXX yyyy", Locale.ENGLISH);

    Times(ZoneId zone) {
        this(zone, false);
    }

    /** Whether an observation is too far from our clock. What was retained is old by its nature, so only its future counts. */
    static boolean isOff(Instant observedAt, Payload payload) {
        return isOff(observedAt, payload, LARGEST_ERROR);
    }

    /** @param oldest how late an observation may be, in whole seconds */
    static boolean isOff(Instant observedAt, Payload payload, Duration oldest) {
        Instant received = payload.receivedAt();
        boolean past = observedAt.isBefore(received.minusSeconds(oldest.toSeconds()));
        boolean future = observedAt.isAfter(received.plusSeconds(LARGEST_ERROR.toSeconds()));
        return future || (past && !payload.retained());
    }

    /** The instant an epoch number says; null when it cannot be one. */
    static @Nullable Instant of(double epoch) {
        double size = Math.abs(epoch);
        double perSecond = size < 1e11 ? 1 : size < 1e14 ? 1e3 : size < 1e17 ? 1e6 : 1e9;
        double seconds = epoch / perSecond;
        if (!(Math.abs(seconds) < 1e11)) {
            return null;
        }
        // a device that counts whole ms must not come back as 11.999999 ms: keep microseconds, no more
        double whole = Math.floor(seconds);
        long micros = perSecond == 1e3 ? Math.round(epoch - whole * 1e3) * 1000 : Math.round((seconds - whole) * 1e6);
        return Instant.ofEpochSecond((long) whole, micros * 1000);
    }

    /** The instant a text says; null when it says none. */
    @Nullable
    Instant of(String text) {
        String time = text.strip();
        if (time.isEmpty() || time.length() > 40) {
            return null;
        }
        try {
            if (Character.isLetter(time.charAt(0))) {
                return WORDY.parse(time, Instant::from);
            }
            double epoch = isDate(time) ? Double.NaN : Numbers.of(time);
            return Double.isNaN(epoch) ? calendar(new Scan(time)) : of(epoch);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The offset that is the first word of a text, such as {@code +7:00}; null when it is none. */
    static @Nullable ZoneOffset offset(String text) {
        Scan scan = new Scan(text);
        int seconds = scan.offset();
        return !scan.failed && (scan.ended() || scan.skip(' ')) ? ZoneOffset.ofTotalSeconds(seconds) : null;
    }

    /** Whether a text is no number, by its looks: {@code 2026-...}, or as many digits as a date and a time have. */
    private static boolean isDate(String time) {
        return time.length() == 14 ? time.indexOf('.') < 0 : time.length() > 14 && time.charAt(4) == '-';
    }

    private @Nullable Instant calendar(Scan scan) {
        int year = scan.number(4);
        scan.skip('-', '/');
        int month = scan.number(2);
        scan.skip('-', '/');
        int day = scan.number(2);
        if (!scan.skip('T', 't')) {
            scan.skip(' ');
        }
        int hour = scan.number(2);
        scan.skip(':');
        int minute = scan.number(2);
        scan.skip(':');
        int second = scan.digit() ? scan.number(2) : 0;
        int nanos = scan.skip('.', ',') ? scan.nanos() : 0;
        scan.skip(' ');
        boolean here = wall || scan.ended();
        int offset = here ? 0 : scan.offset();
        if (scan.failed || !(wall || scan.ended())) {
            return null;
        }
        LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second);
        ZoneOffset base = here ? offset(local) : ZoneOffset.UTC;
        return Instant.ofEpochSecond(local.toEpochSecond(base) - offset, nanos);
    }

    private ZoneOffset offset(LocalDateTime local) {
        return zone instanceof ZoneOffset fixed ? fixed : zone.getRules().getOffset(local);
    }

    /** Reads a text from left to right; once something was not as asked it has failed for good. */
    private static final class Scan {
        private final String text;
        private int at;
        private boolean failed;

        Scan(String text) {
            this.text = text;
        }

        boolean ended() {
            return at >= text.length();
        }

        boolean digit() {
            return !ended() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        boolean skip(char one) {
            return skip(one, one);
        }

        /** Whether one of two letters stands here, which then is left behind. */
        boolean skip(char one, char other) {
            char c = ended() ? 0 : text.charAt(at);
            boolean there = c == one || c == other;
            at += there ? 1 : 0;
            return there;
        }

        int number(int digits) {
            int number = 0;
            for (int i = 0; i < digits; i++) {
                if (!digit()) {
                    failed = true;
                    return 1;
                }
                number = number * 10 + (text.charAt(at++) - '0');
            }
            return number;
        }

        int nanos() {
            int nanos = 0;
            int scale = 100_000_000;
            failed |= !digit();
            for (; digit(); at++) {
                nanos += (text.charAt(at) - '0') * scale;
                scale /= 10;
            }
            return nanos;
        }

        /** Seconds; within what {@link ZoneOffset} allows. */
        int offset() {
            if (skip('Z', 'z')) {
                return 0;
            }
            int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
            failed |= sign == 0;
            int hours = number(1);
            hours = digit() ? hours * 10 + number(1) : hours;
            skip(':');
            int minutes = digit() ? number(2) : 0;
            int seconds = (hours * 60 + minutes) * 60;
            failed |= minutes > 59 || seconds > LARGEST_OFFSET;
            return sign * seconds;
        }
    }
}
