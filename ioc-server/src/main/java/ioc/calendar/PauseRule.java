package ioc.calendar;

import java.util.Locale;

/** What a pause does to the clock. The legal texts differ by year and procedure, so it is a setting of each procedure. */
public enum PauseRule {
    /** The clock stands; the working time of the pause is not counted. */
    STOP,
    /** The clock begins anew, with the whole limit, when the pause ends. */
    RESTART,
    /** The clock goes on. */
    RUN,
    /** The clock stands; the whole time of the pause is taken off, nights and days off with it, as QĐ 766 does. */
    SUBTRACT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As in a file: {@code stop}. */
    public String word() {
        return word;
    }
}
