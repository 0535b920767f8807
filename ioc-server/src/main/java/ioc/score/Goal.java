package ioc.score;

import ioc.place.Name;
import java.util.List;
import java.util.Optional;

/**
 * What a plan aims at.
 *
 * @param figure the live figure beside it; empty for none
 * @param aims by year
 */
public record Goal(String id, Name name, Optional<Scheme.Question> figure, List<Aim> aims) {

    /**
     * An aim.
     *
     * @param least share, 0..1
     * @param sources the documents that say it
     */
    public record Aim(int year, double least, List<Name> sources) {
        public Aim {
            sources = List.copyOf(sources);
        }
    }

    public Goal {
        aims = List.copyOf(aims);
    }
}
