package ioc.config;

import ioc.place.Name;
import ioc.place.Validity;
import ioc.score.Goal;
import ioc.score.Measure;
import ioc.score.Scheme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code score-766.yaml}, and the goals of {@code targets.yaml}. */
final class ScoreFile {
    private enum Worth {
        LEFT_OUT,
        ZERO
    }

    private enum Exempt {
        LEFT_OUT,
        FULL
    }

    private ScoreFile() {}

    static List<Scheme> read(Section file) {
        Scheme.Rules rules = new Scheme.Rules(
                file.choice("empty", Worth.LEFT_OUT, Worth.values()) == Worth.ZERO,
                file.choice("exempt", Exempt.LEFT_OUT, Exempt.values()) == Exempt.FULL,
                file.choice("dislikes", Scheme.Dislike.BAD, Scheme.Dislike.values()),
                file.integer("leastRatings", 10, 1, 1_000_000));
        List<Scheme> schemes = new ArrayList<>();
        for (Section section : file.sections("schemes")) {
            Scheme scheme = scheme(section, rules);
            if (schemes.stream().anyMatch(other -> other.validity().meets(scheme.validity()))) {
                section.problem("from", "was \"" + section.text("from") + "\" but another one holds at that time");
            }
            schemes.add(scheme);
            section.done();
        }
        file.done();
        return List.copyOf(schemes);
    }

    private static Scheme scheme(Section section, Scheme.Rules rules) {
        List<Scheme.Band> bands = new ArrayList<>();
        for (Section band : section.sections("bands")) {
            bands.add(new Scheme.Band(
                    PlacesFile.name(band), band.number("least", 0, 0, 1_000), band.flag("confirmed", true)));
            band.done();
        }
        bands.sort(Comparator.comparingDouble(Scheme.Band::least).reversed());
        List<Scheme.Group> groups = new ArrayList<>();
        for (Section group : section.sections("groups")) {
            groups.add(group(group));
            group.done();
        }
        return new Scheme(name(section, "source"), validity(section), groups, rules, bands);
    }

    private static Validity validity(Section section) {
        LocalDate from = section.date("from").orElse(null);
        LocalDate until = section.date("until").orElse(null);
        if (from != null && until != null && !until.isAfter(from)) {
            section.problem("until", "was \"" + until + "\" but must be after from, " + from);
            return Validity.ALWAYS;
        }
        return new Validity(from, until);
    }

    private static Scheme.Group group(Section section) {
        List<Scheme.Component> components = new ArrayList<>();
        for (Section component : section.sections("components")) {
            components.add(component(component));
            component.done();
        }
        double max = section.number("max", 0, 0, 1_000);
        double sum = components.stream().mapToDouble(Scheme.Component::max).sum();
        if (Math.abs(sum - max) > 1e-9) {
            section.problem("max", "was \"" + max + "\" but must be the sum of its components, " + sum);
        }
        return new Scheme.Group(section.text("id"), PlacesFile.name(section), max, components);
    }

    private static Scheme.Component component(Section section) {
        return new Scheme.Component(
                section.text("id"),
                PlacesFile.name(section),
                section.number("max", 0, 0, 1_000),
                section.number("threshold", 0, 0, 1),
                question(section),
                name(section, "need"),
                section.flag("confirmed", true),
                Set.copyOf(section.list("exempt")));
    }

    private static Scheme.@Nullable Question question(Section section) {
        Scheme.By by = section.choice("by", Scheme.By.DOSSIERS, Scheme.By.values());
        Optional<Measure> measure = section.text(
                "measure",
                Optional.empty(),
                "one of " + words(),
                word -> word.isEmpty()
                        ? Optional.empty()
                        : Measure.of(word).map(Optional::of).orElse(null));
        return measure.map(one -> new Scheme.Question(one, by)).orElse(null);
    }

    private static String words() {
        List<String> words = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            words.add(measure.word());
        }
        return String.join(", ", words);
    }

    private static Name name(Section section, String key) {
        Section below = section.section(key);
        Name name = PlacesFile.name(below);
        below.done();
        return name;
    }

    static List<Goal> goals(Section file) {
        Map<String, Name> sources = new HashMap<>();
        file.named("sources").forEach((id, section) -> {
            sources.put(id, PlacesFile.name(section));
            section.done();
        });
        List<Goal> goals = new ArrayList<>();
        for (Section section : file.sections("goals")) {
            List<Goal.Aim> aims = new ArrayList<>();
            for (Section aim : section.sections("aims")) {
                List<Name> said = new ArrayList<>();
                for (String source : aim.list("level")) {
                    Name name = sources.get(source);
                    if (name == null) {
                        aim.problem("level", "was \"" + source + "\" but must be one of sources");
                    } else {
                        said.add(name);
                    }
                }
                aims.add(new Goal.Aim(aim.integer("year", 2025, 2000, 2100), aim.number("least", 0, 0, 1), said));
                aim.done();
            }
            aims.sort(Comparator.comparingInt(Goal.Aim::year));
            Optional<Scheme.Question> figure = Optional.ofNullable(question(section));
            goals.add(new Goal(section.text("id"), PlacesFile.name(section), figure, aims));
            section.done();
        }
        return List.copyOf(goals);
    }
}
