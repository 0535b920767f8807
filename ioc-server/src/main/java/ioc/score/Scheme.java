package ioc.score;

import ioc.place.Name;
import ioc.place.Validity;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is scored and how much it is worth, as decided for a time.
 *
 * @param source the text it was decided by
 * @param bands classes of the sum, the best first
 */
public record Scheme(Name source, Validity validity, List<Group> groups, Rules rules, List<Band> bands) {
    /** A group of components with its maximum. */
    public record Group(String id, Name name, double max, List<Component> components) {
        public Group {
            components = List.copyOf(components);
        }
    }

    /**
     * One line of the score.
     *
     * @param max points; 0 for one that is only shown
     * @param threshold share that earns all points; 0 for none: each per cent counts
     * @param asked null for what our data cannot answer; then {@code need} says what would
     * @param need what is needed to compute it, or the field that must be said
     * @param isConfirmed whether maximum and formula were found in a source
     * @param exempt units it does not apply to
     */
    public record Component(
            String id,
            Name name,
            double max,
            double threshold,
            @Nullable Question asked,
            Name need,
            boolean isConfirmed,
            Set<String> exempt) {
        public Component {
            exempt = Set.copyOf(exempt);
        }
    }

    /** A measure, and how its answers become a share. */
    public record Question(Measure measure, By by) {}

    /** How answers become a share. */
    public enum By {
        /** Dossiers of dossiers. */
        DOSSIERS,
        /** Procedures with such a dossier, of procedures with a dossier that was asked. */
        PROCEDURES,
        /** All less the share of those that are not, less the share of dislikes. */
        SATISFACTION,
        /** No share: mean working time. */
        TIME;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /** What holds for all lines: what a denominator of 0 and a unit that is exempt are worth. */
    public record Rules(boolean isEmptyZero, boolean isExemptFull, Dislike dislike, int leastRatings) {}

    /** Which ratings of tablets count as a dislike. */
    public enum Dislike {
        /** The lower half of a scale. */
        BAD,
        /** All but the upper half. */
        NOT_GOOD,
        /** None is known: what needs dislikes is not computed. */
        NONE
    }

    /**
     * A class of the sum.
     *
     * @param least points from which on it holds
     */
    public record Band(Name name, double least, boolean isConfirmed) {}

    public Scheme {
        groups = List.copyOf(groups);
        bands = List.copyOf(bands);
    }

    public double max() {
        return groups.stream().mapToDouble(Group::max).sum();
    }

    /** The class of a sum. */
    public Optional<Band> band(double points) {
        return bands.stream().filter(band -> points >= band.least()).findFirst();
    }

    /** The one that holds on a day. */
    public static Optional<Scheme> on(List<Scheme> schemes, LocalDate day) {
        return schemes.stream().filter(scheme -> scheme.validity().holds(day)).findFirst();
    }
}
