package ioc.records;

import ioc.score.Mark;
import ioc.score.Measure;
import ioc.score.Part;
import java.time.Instant;

/**
 * The dossiers that are a part of a measure in a period, as SQL. Figures and lists ask by this one condition, so that what is
 * counted is what is listed.
 *
 * @param from begin of the period
 * @param until its end, or an instant within: the last that counts
 */
public record Scored(Measure measure, Part part, Instant from, Instant until) {
    private static final String LATE = "(late_from IS NOT NULL AND late_from < :until)";
    private static final String ENDED = "(ended_at IS NOT NULL AND ended_at < :until)";

    public Scored {
        if (part.isOfTime() && measure != Measure.ON_TIME) {
            throw new IllegalArgumentException("part: was " + part.word() + " but must be one of every measure");
        }
    }

    String condition() {
        return condition(measure, part);
    }

    static String condition(Measure measure, Part part) {
        return asked(measure) + " AND " + is(measure, part);
    }

    /** Every dossier that any measure may ask. */
    static String asked() {
        return asked(Measure.ON_TIME);
    }

    private static String asked(Measure measure) {
        return switch (measure.asked()) {
            case RECEIVED -> "begun_at >= :from AND begun_at < :until";
            case DONE -> "begun_at >= :from AND begun_at < :until AND " + ENDED;
            case ACTIVE -> "begun_at < :until AND (ended_at IS NULL OR ended_at >= :from)";
        };
    }

    private static String is(Measure measure, Part part) {
        boolean isTime = measure == Measure.ON_TIME;
        return switch (part) {
            case COUNTED -> "NOT " + marked(measure, Mark.OUT);
            case REACHED -> marked(measure, Mark.YES) + (isTime ? " AND NOT " + LATE : "");
            case LOST -> isTime ? marked(measure, Mark.YES) + " AND " + LATE : marked(measure, Mark.NO);
            case UNSAID -> marked(measure, Mark.UNSAID);
            case SUPPLEMENTS -> late(measure, "supplements > 1");
            case ENDED_LATE -> late(measure, "supplements < 2 AND " + ENDED);
            case OPEN_LATE -> late(measure, "supplements < 2 AND NOT " + ENDED);
        };
    }

    private static String late(Measure measure, String how) {
        return marked(measure, Mark.YES) + " AND " + LATE + " AND " + how;
    }

    private static String marked(Measure measure, Mark mark) {
        return "(substr(marks, " + measure.place() + ", 1) = '" + mark.sign() + "')";
    }
}
