package ioc.series;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What InfluxDB answered instead of yes. */
record Refusal(int status, String reason) {
    private static final Pattern DROPPED = Pattern.compile("dropped=(\\d+)");

    /** Some lines are bad, not the store: the others of the batch can be stored. */
    boolean isOfLines() {
        return status == 400 || status == 413 || status == 422;
    }

    boolean needsPerson() {
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    /** How many lines a partial write left out; 0 when it does not say. */
    int dropped() {
        Matcher matcher = DROPPED.matcher(reason);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
