package ioc.calendar;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * How a procedure's clock is kept.
 *
 * @param lastReception from this time of day on, what is received counts from the next working day; null: no such rule.
 *     (15:00 for handing papers on after NĐ 61/2018, and for certified copies after NĐ 23/2015.)
 */
public record ClockRules(
        PauseRule supplement, PauseRule payment, @Nullable LocalTime lastReception) {
    /** Waiting for the citizen stops the clock, as QĐ 766 counts supplements. */
    public static final ClockRules USUAL = new ClockRules(PauseRule.STOP, PauseRule.STOP, null);

    PauseRule of(Pause.Reason reason) {
        return reason == Pause.Reason.SUPPLEMENT ? supplement : payment;
    }
}
