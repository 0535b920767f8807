package ioc.picture;

import ioc.event.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which steps of which dossiers were told: enough to know a repetition. What they say is in the records. */
public final class Steps {
    /**
     * The steps of one dossier.
     *
     * @param digests in the order they were told
     */
    public record Told(String dossier, List<Long> digests) {
        public Told {
            digests = List.copyOf(digests);
        }
    }

    private static final long[] NONE = {};

    private final int dossiers;
    private final Map<String, long[]> told = new LinkedHashMap<>();

    /** @param dossiers of how many to know; then the one told longest ago is forgotten */
    Steps(int dossiers) {
        this.dossiers = dossiers;
    }

    Outcome seen(String source, Step step) {
        long digest = step.digest(source);
        long[] before = told.getOrDefault(step.dossier(), NONE);
        for (long known : before) {
            if (known == digest) {
                return Outcome.DUPLICATE;
            }
        }
        if (before.length >= Limits.MOST_STEPS) {
            return Outcome.REFUSED;
        }
        long[] now = Arrays.copyOf(before, before.length + 1);
        now[before.length] = digest;
        told.remove(step.dossier());
        if (told.size() >= dossiers) {
            told.remove(told.keySet().iterator().next());
        }
        told.put(step.dossier(), now);
        return Outcome.ACCEPTED;
    }

    List<Told> freeze() {
        List<Told> frozen = new ArrayList<>(told.size());
        told.forEach((dossier, digests) ->
                frozen.add(new Told(dossier, Arrays.stream(digests).boxed().toList())));
        return frozen;
    }

    void restore(List<Told> before) {
        before.forEach(one -> told.put(
                one.dossier(), one.digests().stream().mapToLong(Long::longValue).toArray()));
    }
}
