package ioc.score;

import ioc.score.Scheme.By;
import ioc.score.Scheme.Component;
import ioc.score.Scheme.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The score of a unit, or of the whole, after QĐ 766. What cannot be computed is neither guessed nor made up for by the rest:
 * points are what is certain, {@code possible} what they would be if everything unknown were well.
 *
 * @param late of {@link Measure#ON_TIME}, the parts of the late ones
 */
public record Score(
        List<Group> groups,
        Map<Part, Long> late,
        Tally.Handling handling,
        Opinions opinions,
        Map<Measure, Counts> counts) {
    /** What people pressed on the tablets of the unit. */
    public record Opinions(long count, long disliked) {
        public static final Opinions NONE = new Opinions(0, 0);

        public Opinions plus(Opinions other) {
            return new Opinions(count + other.count, disliked + other.disliked);
        }
    }

    /** Why a line has points, or none. */
    public enum State {
        COMPUTED,
        /** Our data cannot answer it. */
        NEEDS_SOURCE,
        /** It could, but of all dossiers asked no source says the field. */
        UNSAID,
        /** Nobody was asked. */
        EMPTY,
        /** It does not apply to the unit. */
        EXEMPT,
        /** Shown, worth nothing. */
        SHOWN;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        public String word() {
            return word;
        }
    }

    /**
     * A component with its points.
     *
     * @param counts what was counted, dossiers or procedures
     * @param share what is certain, 0..1; null when nothing is
     * @param computable how many of its points can be computed: all or none
     * @param possible points if everything unknown were well
     */
    public record Line(
            Component component,
            State state,
            Counts counts,
            @Nullable Double share,
            double points,
            double computable,
            double possible) {}

    /** A group with its lines. */
    public record Group(Scheme.Group group, List<Line> lines) {
        public Group {
            lines = List.copyOf(lines);
        }

        public double points() {
            return lines.stream().mapToDouble(Line::points).sum();
        }

        public double computable() {
            return lines.stream().mapToDouble(Line::computable).sum();
        }

        public double possible() {
            return lines.stream().mapToDouble(Line::possible).sum();
        }
    }

    public Score {
        groups = List.copyOf(groups);
        late = Map.copyOf(late);
        counts = Map.copyOf(counts);
    }

    public double points() {
        return groups.stream().mapToDouble(Group::points).sum();
    }

    public double computable() {
        return groups.stream().mapToDouble(Group::computable).sum();
    }

    public double possible() {
        return groups.stream().mapToDouble(Group::possible).sum();
    }

    /**
     * Computes it.
     *
     * @param unit whose exemptions hold; empty for the whole
     */
    public static Score of(Scheme scheme, String unit, List<Tally> tallies, Opinions opinions) {
        Tally.Sum sum = Tally.Sum.of(tallies);
        List<Group> groups = new ArrayList<>();
        for (Scheme.Group group : scheme.groups()) {
            groups.add(new Group(
                    group,
                    group.components().stream()
                            .map(component -> line(scheme.rules(), unit, component, sum, opinions))
                            .toList()));
        }
        return new Score(groups, sum.late(), sum.handling(), opinions, sum.dossiers());
    }

    private static Line line(Scheme.Rules rules, String unit, Component component, Tally.Sum sum, Opinions opinions) {
        Question asked = component.asked();
        if (component.exempt().contains(unit)) {
            double points = rules.isExemptFull() ? component.max() : 0;
            return new Line(component, State.EXEMPT, Counts.NONE, null, points, points, points);
        }
        if (asked == null) {
            return unknown(component, State.NEEDS_SOURCE, Counts.NONE);
        }
        Counts counts = (asked.by() == By.PROCEDURES ? sum.procedures() : sum.dossiers())
                .getOrDefault(asked.measure(), Counts.NONE);
        if (asked.by() == By.TIME) {
            return new Line(component, State.SHOWN, counts, null, 0, 0, 0);
        }
        boolean isOpinion = asked.by() == By.SATISFACTION;
        if (isOpinion
                && (rules.dislike() == Scheme.Dislike.NONE || opinions.count() < Math.max(1, rules.leastRatings()))) {
            return unknown(component, State.UNSAID, counts);
        }
        if (counts.counted() == 0) {
            double max = rules.isEmptyZero() ? component.max() : 0;
            return new Line(component, State.EMPTY, counts, null, 0, max, 0);
        }
        if (counts.unsaid() == counts.counted()) {
            return unknown(component, State.UNSAID, counts);
        }
        double disliked = isOpinion ? (double) opinions.disliked() / opinions.count() : 0;
        double least = Math.max(0, counts.least() - disliked);
        double most = Math.max(0, counts.most() - disliked);
        return new Line(
                component,
                component.max() == 0 ? State.SHOWN : State.COMPUTED,
                counts,
                least,
                points(component, least),
                component.max(),
                points(component, most));
    }

    private static Line unknown(Component component, State state, Counts counts) {
        return new Line(component, state, counts, null, 0, 0, component.max());
    }

    /** {@code Pmax} from the threshold on, below it in proportion to it; without one, in proportion to 100 %. */
    static double points(Component component, double share) {
        double full = component.threshold() > 0 ? component.threshold() : 1;
        return share >= full ? component.max() : component.max() * share / full;
    }
}
