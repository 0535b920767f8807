package ioc.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step in the handling of a dossier (bước xử lý, a record of CapNhatTienDoHoSoMC) as a source told it; who did it is
 * not in it.
 *
 * @param dossier code of the dossier
 * @param status 1..10 that the dossier had then; 0 for a status we do not know
 */
public record Step(String dossier, Work work, int status, Times times) {
    /**
     * What was done.
     *
     * @param office the room or unit, verbatim; empty when unknown
     * @param title of the person's post, verbatim; empty when unknown
     */
    public record Work(String office, String title, String text) {}

    /**
     * Its instants, as the source gives them.
     *
     * @param at the step was told of (ThoiDiemXuLy)
     * @param startedAt null where the source does not say
     * @param dueAt its own appointed end; null where there is none
     */
    public record Times(
            Instant at,
            @Nullable Instant startedAt,
            @Nullable Instant dueAt) {
        /** Where the step begins. */
        public Instant from() {
            return startedAt == null ? at : startedAt;
        }
    }

    public Step {
        if (dossier.isBlank()) {
            throw new IllegalArgumentException("step: was of no dossier but must be of one");
        }
        if (status < 0 || status > 10) {
            throw new IllegalArgumentException("step status: was " + status + " but must be 0..10");
        }
    }

    /** 64 bits of its content: equal for equal steps of one source, on whichever machine. */
    public long digest(String source) {
        long hash = mixed(0, source);
        hash = mixed(hash, work.office());
        hash = mixed(hash, work.title());
        hash = mixed(hash, work.text());
        hash = mixed(hash, status + " " + times.at().toEpochMilli());
        return mixed(hash, Objects.toString(times.startedAt()) + Objects.toString(times.dueAt()));
    }

    /** FNV-1a over the characters and an end, then mixed as SplitMix64 does. */
    private static long mixed(long before, String text) {
        long hash = before ^ 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
