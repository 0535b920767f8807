package ioc.picture;

import ioc.sensor.Reading.Presence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sessions say of a device. A session that was replaced stays void for ever, so that its will, which the broker may
 * deliver after the device came back, takes nothing down.
 *
 * @param state null while nobody said
 * @param observedAt of the last word, by the device's clock; that of a will is the start of its session
 * @param since our clock: when it became so
 * @param past sessions replaced by later ones, the newest four
 */
public record Link(
        Presence.@Nullable Link state,
        @Nullable String session,
        @Nullable Long observedAt,
        @Nullable Long since,
        List<String> past) {
    static final Link UNKNOWN = new Link(null, null, null, null, List.of());
    private static final int PAST = 4;

    public Link {
        past = List.copyOf(past);
    }

    /** The link after one more word; itself when that word is void ({@link Outcome#LATE}) or known. */
    Link heard(Presence said, @Nullable Long saidAt, long at) {
        return judge(said, saidAt) == Outcome.ACCEPTED ? next(said, saidAt, at) : this;
    }

    Outcome judge(Presence said, @Nullable Long saidAt) {
        if (state == null) {
            return Outcome.ACCEPTED;
        }
        boolean older = saidAt != null && observedAt != null && saidAt < observedAt;
        boolean same =
                said.session() == null || session == null || said.session().equals(session);
        if (!same) {
            boolean newer = saidAt != null && observedAt != null && saidAt > observedAt;
            if (past.contains(said.session()) && !(newer && said.link() == Presence.Link.ONLINE)) {
                return Outcome.LATE; // but for a device that counts its sessions anew
            }
            return said.link() != Presence.Link.OFFLINE || newer ? Outcome.ACCEPTED : Outcome.LATE;
        }
        if (said.link() == state) {
            // a bare word is said again after a break of the broker: as a bare value, it cannot be told from a
            // repetition
            boolean bare = saidAt == null && said.session() == null && said.link() != Presence.Link.OFFLINE;
            boolean known = older || saidAt == null || saidAt.equals(observedAt);
            return known && !bare ? Outcome.DUPLICATE : Outcome.ACCEPTED;
        }
        if (said.link() == Presence.Link.OFFLINE) {
            // a will is written when its session starts: within a session its time says nothing
            return older && session == null ? Outcome.LATE : Outcome.ACCEPTED;
        }
        boolean again = saidAt != null && saidAt.equals(observedAt) && said.session() != null;
        return again ? Outcome.DUPLICATE : older ? Outcome.LATE : Outcome.ACCEPTED;
    }

    private Link next(Presence said, @Nullable Long saidAt, long at) {
        List<String> replaced = past;
        if (session != null && said.session() != null && !said.session().equals(session)) {
            replaced = new ArrayList<>(past);
            replaced.add(session);
            replaced = replaced.subList(Math.max(0, replaced.size() - PAST), replaced.size());
        }
        Long stamp = observedAt == null || (saidAt != null && saidAt > observedAt) ? saidAt : observedAt;
        if (session != null && said.session() != null && !said.session().equals(session)) {
            stamp = saidAt;
        }
        return new Link(
                said.link(),
                said.session() == null ? session : said.session(),
                stamp,
                said.link() == state ? since : Long.valueOf(at),
                replaced);
    }
}
