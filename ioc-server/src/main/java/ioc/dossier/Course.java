package ioc.dossier;

import ioc.calendar.Pause;
import ioc.calendar.Terms.Appointment;
import ioc.calendar.Terms.Appointment.By;
import ioc.event.ApologyStep;
import ioc.event.Dossier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One dossier as it went: what each source last said of it, and, by the word of the best of them, its pauses and due
 * instants. A fold over what came in; immutable.
 *
 * @param told by source
 * @param by the source whose word counts
 * @param supplements how often papers were asked for
 * @param appointments due instants that sources set
 * @param apology null where nobody has begun one
 */
public record Course(
        Map<String, Dossier> told,
        String by,
        List<Pause> pauses,
        int supplements,
        List<Appointment> appointments,
        @Nullable Apology apology) {
    private static final int MOST = 20;

    /** How much a source is worth: the least counts. */
    interface Rank {
        int of(String source);
    }

    public Course {
        told = Map.copyOf(told);
        pauses = List.copyOf(pauses);
        appointments = List.copyOf(appointments);
        if (!told.containsKey(by)) {
            throw new IllegalArgumentException("course: goes by \"" + by + "\" but must go by one of " + told.keySet());
        }
    }

    /** As its first source tells it. */
    static Course begun(String source, Dossier dossier, Instant at) {
        return new Course(Map.of(source, dossier), source, List.of(), 0, List.of(), null).going(dossier, at);
    }

    /** The word that counts. */
    public Dossier dossier() {
        Dossier dossier = told.get(by);
        if (dossier == null) {
            throw new IllegalStateException("checked at birth");
        }
        return dossier;
    }

    /** Whether another source says another status or due instant. */
    public boolean isDisputed() {
        Dossier word = dossier();
        return told.values().stream()
                .anyMatch(other -> other.status() != word.status()
                        || !Objects.equals(other.times().dueAt(), word.times().dueAt()));
    }

    /** With what a source says now; the same when it says nothing new. */
    Course with(String source, Dossier dossier, Instant at, Rank rank) {
        if (dossier.equals(told.get(source))) {
            return this;
        }
        Map<String, Dossier> all = new TreeMap<>(told);
        all.put(source, dossier);
        String best = source;
        for (String other : all.keySet()) {
            if (rank.of(other) < rank.of(best)) {
                best = other;
            }
        }
        if (!best.equals(by)) {
            Course better = new Course(all, best, List.of(), 0, List.of(), apology);
            return better.going(better.dossier(), at);
        }
        Course heard = new Course(all, by, pauses, supplements, appointments, apology);
        return source.equals(by) ? heard.going(dossier, at) : heard;
    }

    /** After what a person did about its letter of apology; empty when that could not be done. */
    Optional<Course> with(ApologyStep step, Instant at) {
        return Apology.after(apology, step, at)
                .map(letter -> new Course(told, by, pauses, supplements, appointments, letter));
    }

    /** All due instants that anybody set: those of sources, then that of a letter which went out. */
    List<Appointment> allAppointments() {
        Apology letter = apology;
        Instant sent = letter == null ? null : letter.sentAt();
        if (letter == null || sent == null) {
            return appointments;
        }
        List<Appointment> all = new ArrayList<>(appointments);
        all.add(new Appointment(By.APOLOGY, sent, letter.text().dates().promisedAt()));
        return all;
    }

    /** Goes on with the word that counts. */
    private Course going(Dossier dossier, Instant at) {
        Dossier.Times times = dossier.times();
        Instant when = times.changedAt() == null ? at : times.changedAt();
        if (!dossier.pauses().isEmpty()) {
            int asked = (int) dossier.pauses().stream()
                    .filter(pause -> pause.reason() == Pause.Reason.SUPPLEMENT)
                    .count();
            return new Course(told, by, dossier.pauses(), asked, appointed(times, when), apology);
        }
        List<Pause> all = new ArrayList<>(pauses);
        Pause last = all.isEmpty() ? null : all.get(all.size() - 1);
        Pause.@Nullable Reason reason = dossier.waitsFor();
        int asked = supplements;
        Instant free = last == null ? Instant.MIN : last.from();
        if (last != null && last.until() == null && last.reason() != reason) {
            free = when.isBefore(last.from()) ? last.from() : when;
            last = new Pause(last.reason(), last.from(), free);
            all.set(all.size() - 1, last);
        } else if (last != null && last.until() != null) {
            free = last.until();
        }
        if (reason != null && (last == null || last.until() != null) && all.size() < MOST) {
            Instant requested = reason == Pause.Reason.SUPPLEMENT ? times.requestedAt() : null;
            Instant from = requested != null && !requested.isAfter(when) ? requested : when;
            all.add(new Pause(reason, from.isBefore(free) ? free : from, null));
            asked += reason == Pause.Reason.SUPPLEMENT ? 1 : 0;
        }
        return new Course(told, by, all, asked, appointed(times, when), apology);
    }

    private List<Appointment> appointed(Dossier.Times times, Instant when) {
        Instant due = times.dueAt();
        Appointment last = appointments.isEmpty() ? null : appointments.get(appointments.size() - 1);
        if (due == null || (last != null && last.due().equals(due))) {
            return appointments;
        }
        List<Appointment> all = new ArrayList<>(appointments);
        if (last == null) {
            Instant received = times.receivedAt();
            all.add(new Appointment(By.RECEIPT, received == null ? when : received, due));
        } else {
            all.add(new Appointment(By.SOURCE, when, due));
            if (all.size() > MOST) {
                all.remove(1);
            }
        }
        return all;
    }
}
