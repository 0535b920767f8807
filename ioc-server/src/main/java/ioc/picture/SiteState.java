package ioc.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One site in a frozen picture. Its devices stand beside it. */
public record SiteState(
        String id,
        List<Visit> visits,
        List<String> ids,
        Ratings.Frozen ratings,
        @Nullable Peak peak) {
    /** The most people seen at once today, and when (epoch ms). */
    public record Peak(double people, long at) {}

    public SiteState {
        visits = List.copyOf(visits);
        ids = List.copyOf(ids);
    }

    static SiteState empty(String id) {
        return new SiteState(id, List.of(), List.of(), new Ratings().freeze(), null);
    }
}
