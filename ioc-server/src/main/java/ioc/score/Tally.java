package ioc.score;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dossiers of one procedure at one unit in a period, counted.
 *
 * @param unit key of the unit's row
 * @param procedure code of the catalogue, or the source's word
 * @param late the parts of those that are late
 * @param handling how long those took that were handled in the period
 */
public record Tally(
        String unit, String procedure, Map<Measure, Counts> counts, Map<Part, Long> late, Handling handling) {
    /** Working time from reception to end, without waiting for supplements; ms in all, of so many dossiers. */
    public record Handling(long dossiers, long millis) {
        public static final Handling NONE = new Handling(0, 0);

        Handling plus(Handling other) {
            return new Handling(dossiers + other.dossiers, millis + other.millis);
        }
    }

    public Tally {
        counts = Map.copyOf(counts);
        late = Map.copyOf(late);
    }

    /** What counts for a whole: of dossiers, and, procedure by procedure, of procedures. */
    record Sum(
            Map<Measure, Counts> dossiers, Map<Measure, Counts> procedures, Map<Part, Long> late, Handling handling) {
        static Sum of(List<Tally> tallies) {
            Map<Measure, Counts> dossiers = new EnumMap<>(Measure.class);
            Map<Measure, Counts> procedures = new EnumMap<>(Measure.class);
            Map<Part, Long> late = new EnumMap<>(Part.class);
            Handling handling = Handling.NONE;
            for (Measure measure : Measure.values()) {
                dossiers.put(
                        measure,
                        tallies.stream().map(tally -> tally.of(measure)).reduce(Counts.NONE, Counts::plus));
                procedures.put(measure, procedures(tallies, measure));
            }
            for (Tally tally : tallies) {
                tally.late.forEach((part, count) -> late.merge(part, count, Long::sum));
                handling = handling.plus(tally.handling);
            }
            return new Sum(dossiers, procedures, late, handling);
        }

        /** A procedure is reached by one dossier; it is lost only when every dossier of it is known to be. */
        private static Counts procedures(List<Tally> tallies, Measure measure) {
            Set<String> reached = new HashSet<>();
            Set<String> unsaid = new HashSet<>();
            Set<String> all = new HashSet<>();
            for (Tally tally : tallies) {
                Counts counts = tally.of(measure);
                List<Set<String>> into = new ArrayList<>();
                if (counts.counted() > 0) {
                    into.add(all);
                }
                if (counts.reached() > 0) {
                    into.add(reached);
                }
                if (counts.unsaid() > 0) {
                    into.add(unsaid);
                }
                into.forEach(set -> set.add(tally.procedure));
            }
            unsaid.removeAll(reached);
            return new Counts(reached.size(), all.size() - reached.size() - unsaid.size(), unsaid.size());
        }
    }

    public Counts of(Measure measure) {
        return counts.getOrDefault(measure, Counts.NONE);
    }
}
