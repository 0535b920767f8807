package ioc;

import ioc.access.Caller;
import ioc.access.Person;
import ioc.access.Role;
import ioc.alert.Alert;
import ioc.config.Config;
import ioc.event.Party;
import ioc.place.Org;
import ioc.place.Places;
import ioc.place.Sight;
import ioc.push.AlertFields;
import ioc.web.Refusal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who an alert may be given to: units, and people who may act and see it. Names and roles, nothing else. Where nobody signs
 * in there is one person. On the event loop.
 */
final class Assignees {
    private static final int MOST = 12;
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    /**
     * One who may be given an alert.
     *
     * @param en name in English
     * @param role null for a unit
     */
    private record Assignee(Party who, String en, @Nullable Role role) {}

    private final Supplier<List<Person>> people;
    private final Places places;
    private final boolean isOpen;
    private final Supplier<LocalDate> day;

    /** {@code people} are those who have an account, as they are now. */
    Assignees(Config config, Supplier<List<Person>> people, Supplier<LocalDate> day) {
        this.people = people;
        this.places = config.places();
        this.isOpen = config.access().mode() == Config.AccessMode.OPEN;
        this.day = day;
    }

    /** Those whose name has words that begin like all of these, whatever their accents; the caller first, then people, then units. */
    List<Map<String, @Nullable Object>> offer(
            Caller caller, Sight sight, Alert alert, AlertFields fields, String words) {
        List<String> asked = words(words);
        return all(caller, sight, alert, fields).stream()
                .filter(one -> {
                    List<String> name = words(one.who().name() + " " + one.en());
                    return asked.stream().allMatch(word -> name.stream().anyMatch(each -> each.startsWith(word)));
                })
                .limit(MOST)
                .map(Assignees::shown)
                .toList();
    }

    /** Who is meant; free text is refused, for nobody would hear of it. */
    Party named(Caller caller, Sight sight, Alert alert, AlertFields fields, String id) {
        return all(caller, sight, alert, fields).stream()
                .filter(one -> one.who().id().equals(id))
                .findFirst()
                .map(Assignee::who)
                .orElseThrow(() -> new Refusal(
                        422,
                        "assignee-unknown",
                        "to: was \"" + id + "\" but must be the id of somebody who sees the alert"
                                + " (person:... or org:..., see /assignees)",
                        Map.of("to", id)));
    }

    private List<Assignee> all(Caller caller, Sight sight, Alert alert, AlertFields fields) {
        List<Assignee> all = new ArrayList<>();
        if (isOpen) {
            all.add(new Assignee(caller.party(), caller.name(), caller.role()));
        } else {
            people.get().stream()
                    .filter(person -> person.mayEnter() && person.keys().canSignIn())
                    .filter(person -> person.role() != Role.VIEWER)
                    .filter(person -> isNear(person, sight))
                    .filter(person -> fields.isSeen(alert, sight(person)))
                    .map(person -> new Assignee(Party.person(person.id(), person.name()), person.name(), person.role()))
                    .sorted(Comparator.comparing((Assignee one) -> !isMe(one, caller))
                            .thenComparing(one -> one.who().name())
                            .thenComparing(one -> one.who().id()))
                    .forEach(all::add);
        }
        for (Org org : places.orgs()) {
            if (org.validity().holds(day.get()) && sight.seesOrg(org.id())) {
                all.add(new Assignee(
                        Party.unit(org.id(), org.name().vi()), org.name().en(), null));
            }
        }
        return all;
    }

    private static boolean isMe(Assignee one, Caller caller) {
        return one.who().id().equals(caller.party().id());
    }

    private Sight sight(Person person) {
        return Sight.of(places, person.scope().orgs(), day.get());
    }

    /** Of the caller's own units, or of the whole. */
    private static boolean isNear(Person person, Sight sight) {
        return person.scope().isWhole() || person.scope().orgs().stream().anyMatch(sight::seesOrg);
    }

    private static Map<String, @Nullable Object> shown(Assignee one) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", one.who().id());
        shown.put("name", Map.of("vi", one.who().name(), "en", one.en()));
        Role role = one.role();
        shown.put("role", role == null ? null : role.word());
        return shown;
    }

    private static List<String> words(String text) {
        return List.of(folded(text).strip().split("[\\s,.–-]+"));
    }

    private static String folded(String text) {
        String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        return ACCENTS.matcher(apart).replaceAll("").replace('đ', 'd');
    }
}
