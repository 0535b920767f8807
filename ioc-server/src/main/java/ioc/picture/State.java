package ioc.picture;

import static java.util.Objects.requireNonNull;

import ioc.dossier.Course;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frozen picture: all that is needed to go on as if nothing had happened. Immutable parts are shared with the living
 * picture, so taking it is cheap and keeping it is safe. Times are epoch ms, but for the instants of dossiers and
 * assignments.
 *
 * @param now the last tick; 0 before the first
 */
public record State(long now, List<DeviceState> devices, List<SiteState> sites, Work work, Trail trail) {
    public static final State EMPTY = new State(
            0,
            List.of(),
            List.of(),
            new Work(List.of(), List.of(), null, List.of()),
            new Trail(List.of(), List.of(), List.of(), Daybook.Frozen.EMPTY, List.of(), Absence.Frozen.NONE));

    /** In order of last sight. */
    public record Work(
            List<Course> dossiers,
            List<ioc.assignment.Course> assignments,
            @Nullable Long dossiersChangedAt,
            List<Steps.Told> steps) {
        public Work {
            steps = List.copyOf(steps);
        }
    }

    public record Trail(
            List<FeedPicture.Frozen> feeds,
            List<Ledger.Account> accounts,
            List<Ledger.Refusal> refusals,
            Daybook.Frozen daybook,
            List<PartPicture> parts,
            Absence.Frozen absence) {
        public Trail {
            requireNonNull(absence, "absence: was not said but must be");
        }
    }

    public State {
        devices = List.copyOf(devices);
        sites = List.copyOf(sites);
    }
}
