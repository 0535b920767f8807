package ioc.picture;

import ioc.picture.AssignmentPicture.Standing;
import java.util.EnumMap;
import java.util.Map;

/** How many assignments of one lead, one giver or of all stand how. */
public final class AssignmentCounts {
    private final Map<Standing, Integer> counts = new EnumMap<>(Standing.class);

    AssignmentCounts() {}

    void add(Standing standing, int sign) {
        counts.merge(standing, sign, Integer::sum);
    }

    public int count(Standing standing) {
        return counts.getOrDefault(standing, 0);
    }

    /** Not done, late or not. */
    public int open() {
        return overdue() + soon() + inTime();
    }

    public int overdue() {
        return count(Standing.OVERDUE);
    }

    public int soon() {
        return count(Standing.SOON);
    }

    /** Not done, not overdue, not due soon; those without due date among them. */
    public int inTime() {
        return count(Standing.IN_TIME) + count(Standing.UNDATED);
    }

    public int doneOnTime() {
        return count(Standing.DONE_ON_TIME);
    }

    public int doneLate() {
        return count(Standing.DONE_LATE);
    }

    public int all() {
        return open() + doneOnTime() + doneLate();
    }
}
