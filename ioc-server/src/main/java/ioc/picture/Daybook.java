package ioc.picture;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Figures by time of day, in office time every {@value #STEP} minutes: of today, and of the last worked day before it, with
 * which today is compared. A minute in which the server was not awake has no page.
 */
public final class Daybook {
    static final int STEP = 5;

    /**
     * One site at one minute. What is not known then, as of a lost site, is null.
     *
     * @param longestMs wait of the one who waits longest; 0 when nobody waits
     * @param rated of the day so far, as {@code good}
     */
    public record Figures(
            @Nullable Integer waiting,
            @Nullable Long longestMs,
            @Nullable Integer overLimit,
            int rated,
            int good) {
        /** Nothing known. */
        public static final Figures NONE = new Figures(null, null, null, 0, 0);

        static Figures of(SitePicture site, long now) {
            SitePicture.Look look = site.look();
            boolean known = site.knowsItsQueue() && look != SitePicture.Look.LOST && look != SitePicture.Look.STALE;
            Long since = site.figures().all().longestSince();
            return new Figures(
                    known ? site.figures().all().waiting() : null,
                    !known ? null : Long.valueOf(since == null ? 0 : Math.max(0, now - since)),
                    known ? site.overLimit() : null,
                    site.ratings().count(),
                    site.ratings().good());
        }
    }

    /**
     * All at one minute of a day.
     *
     * @param minute since midnight
     * @param sites by id
     * @param dossiersOverdue null while there are no dossiers
     * @param assignmentsOverdue null while there are none
     */
    public record Page(
            int minute,
            Map<String, Figures> sites,
            @Nullable Integer dossiersOverdue,
            @Nullable Integer assignmentsOverdue) {
        /** Nothing known. */
        public static final Page NONE = new Page(0, Map.of(), null, null);

        public Page {
            sites = Map.copyOf(sites);
        }
    }

    /** Kept pages of one day; {@code day} as ISO date, empty for none. */
    public record Day(String day, List<Page> pages) {
        static final Day NONE = new Day("", List.of());

        public Day {
            pages = List.copyOf(pages);
        }
    }

    /** A daybook in a frozen picture. */
    public record Frozen(Day before, Day today) {
        static final Frozen EMPTY = new Frozen(Day.NONE, Day.NONE);
    }

    private final TreeMap<Integer, Page> before = new TreeMap<>();
    private final TreeMap<Integer, Page> today = new TreeMap<>();
    private String dayBefore = "";
    private String day = "";

    void note(LocalDate day, Page page) {
        this.day = day.toString();
        today.put(page.minute(), page);
    }

    /** A day without a page, such as a holiday, is not compared with. */
    void newDay() {
        if (!today.isEmpty()) {
            before.clear();
            before.putAll(today);
            dayBefore = day;
            today.clear();
        }
    }

    Optional<LocalDate> before() {
        return dayBefore.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(dayBefore));
    }

    Optional<Page> at(int minute) {
        return Optional.ofNullable(before.get(minute - minute % STEP));
    }

    Optional<Page> until(int minute) {
        return Optional.ofNullable(before.floorEntry(minute)).map(Map.Entry::getValue);
    }

    Frozen freeze() {
        return new Frozen(new Day(dayBefore, List.copyOf(before.values())), new Day(day, List.copyOf(today.values())));
    }

    void restore(Frozen frozen) {
        dayBefore = frozen.before().day();
        day = frozen.today().day();
        frozen.before().pages().forEach(page -> before.put(page.minute(), page));
        frozen.today().pages().forEach(page -> today.put(page.minute(), page));
    }
}
