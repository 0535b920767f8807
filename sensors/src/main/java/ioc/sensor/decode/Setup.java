package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a {@link Mapping} says to its decoder. What is wrong is kept for {@link #problems}, and the answer is then of no use. */
final class Setup {
    private final Map<String, String> options;
    private final Map<String, String> words;
    private final Set<String> devices;
    private final Set<String> asked = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Times times;

    /** @param zone where times are that do not say it, unless option {@code zone} names another */
    Setup(Mapping mapping, ZoneId zone) {
        options = new TreeMap<>(mapping.options());
        words = mapping.words();
        devices = mapping.devices().keySet();
        new TreeMap<>(words).forEach((word, ours) -> {
            if (!DeviceId.isWord(ours)) {
                problems.add("words." + word + ": was \"" + ours + "\" but must be a word of a-z, 0-9 and -");
            }
        });
        times = new Times(zone(zone));
    }

    private ZoneId zone(ZoneId otherwise) {
        String name = text("zone");
        try {
            return name == null ? otherwise : ZoneId.of(name);
        } catch (DateTimeException e) {
            problem("zone", "a time zone such as Asia/Ho_Chi_Minh or +07:00");
            return otherwise;
        }
    }

    Times times() {
        return times;
    }

    /** Our word for a sender's one; without its accents and blanks where the mapping does not say. */
    String our(String word) {
        String ours = words.get(word);
        return ours == null ? Words.plain(word) : ours;
    }

    /** Our word for a thing that only together with what it is of is one: that of {@code <of>/<word>} where the mapping says one. */
    String our(String of, String word) {
        String ours = words.get(of + '/' + word);
        return ours == null ? Words.plain(our(of) + '-' + our(word)) : ours;
    }

    /** As {@link #our}; null where there is no word, or nothing is left of it. */
    @Nullable
    String ours(@Nullable String word) {
        String ours = word == null ? "" : our(word);
        return ours.isEmpty() ? null : ours;
    }

    /** An option; null when it is not given. */
    @Nullable
    String text(String name) {
        asked.add(name);
        return options.get(name);
    }

    /** An option that is one of some words; the first when it is not given. */
    String oneOf(String name, String... words) {
        String text = text(name);
        if (text == null || List.of(words).contains(text)) {
            return text == null ? words[0] : text;
        }
        problem(name, "one of " + String.join(", ", words));
        return words[0];
    }

    /** An option that is a whole number. */
    int whole(String name, int least, int most, int otherwise) {
        String text = text(name);
        double number = text == null ? otherwise : Numbers.of(text);
        if (!Numbers.isWhole(number) || number < least || number > most) {
            problem(name, "a whole number from " + least + " to " + most);
            return otherwise;
        }
        return (int) number;
    }

    /** An option that is yes or no. */
    boolean truth(String name, boolean otherwise) {
        String text = text(name);
        Boolean truth = text == null ? Boolean.valueOf(otherwise) : Words.truth(text);
        if (truth == null) {
            problem(name, "true or false");
        }
        return truth == null ? otherwise : truth;
    }

    /** All options whose name begins like this, by name. */
    Map<String, String> beginning(String prefix) {
        Map<String, String> found = new TreeMap<>(options);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        asked.addAll(found.keySet());
        return found;
    }

    /** All options but these, by name. */
    Map<String, String> besides(Set<String> names) {
        Map<String, String> found = new TreeMap<>(options);
        found.keySet().removeAll(names);
        asked.addAll(found.keySet());
        return found;
    }

    /** The sender's words for devices; none when they are not listed. */
    Set<String> devices() {
        return devices;
    }

    /** Says that the mapping as a whole must be something else than it is. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** Says that an option must be something else than it is. */
    void problem(String name, String must) {
        problems.add("options." + name + ": was \"" + options.getOrDefault(name, "") + "\" but must be " + must);
    }

    /** Everything that is wrong, also options that nobody asked for. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        options.keySet().stream()
                .filter(name -> !asked.contains(name))
                .forEach(name -> all.add("options." + name + ": is none of this family's options"
                        + (asked.isEmpty() ? "" : " (" + String.join(", ", asked) + ")")));
        return all;
    }
}
