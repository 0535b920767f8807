package ioc.sensor.simulate;

import java.time.LocalDate;

/** A district with people in it. Same plan, story, date and seed: the same day, byte for byte. */
public final class District {
    private final Plan plan;
    private final Story story;

    public District(Plan plan, Story story) {
        this.plan = plan;
        this.story = story;
    }

    public Plan plan() {
        return plan;
    }

    public Day day(LocalDate date, long seed) {
        return new Day(plan, story, date, seed);
    }
}
