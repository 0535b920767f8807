package ioc.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.alert.Priority;
import ioc.alert.Rule;
import ioc.sensor.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads rules: {@code alerts.yaml}, and what an administrator makes of one in the same words. What is forbidden, how long
 * it must hold, how urgent it is and what is to be done.
 */
public final class RulesFile {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 1_000;

    private RulesFile() {}

    static List<Rule> read(Section file) {
        List<Rule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Section section : file.sections("rules")) {
            Rule rule = rule(section, rules.size());
            if (!ids.add(rule.id())) {
                section.problem("id", "was \"" + rule.id() + "\" but must be there once");
            }
            rules.add(rule);
        }
        file.done();
        return rules;
    }

    /** One rule from JSON with the keys of the file; the exception names every problem. */
    public static Rule read(JsonNode rule) throws ConfigException {
        Section.Reader reader = new Section.Reader(Map.of());
        Rule read = rule(new Section(reader, "", rule, "rule"), 0);
        if (!reader.problems.isEmpty()) {
            throw new ConfigException("rule", reader.problems);
        }
        return read;
    }

    /** The keys and values that {@link #read(JsonNode)} makes the same rule of. */
    public static ObjectNode write(Rule rule) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", rule.id())
                .put("vi", rule.name().vi())
                .put("en", rule.name().en())
                .put("kind", rule.kind().word())
                .put("priority", rule.priority().word())
                .put("raise", rule.bounds().raise())
                .put("clear", rule.bounds().clear())
                .put("noData", word(rule.bounds().unknown()))
                .put("for", text(rule.timing().hold()))
                .put("clearFor", text(rule.timing().clearHold()))
                .put("when", word(rule.timing().when()))
                .put("expires", text(rule.response().expires()));
        put(node.putObject("owner"), rule.response().owner());
        put(node.putObject("what"), rule.response().what());
        ArrayNode chain = node.putArray("escalation");
        for (Rule.Step step : rule.response().chain()) {
            ObjectNode shown = chain.addObject().put("after", text(step.after()));
            if (step.to().vi().equals(step.to().en())) {
                shown.put("to", step.to().vi());
            } else {
                put(shown.putObject("to"), step.to());
            }
        }
        return node;
    }

    private static void put(ObjectNode node, Rule.Words words) {
        node.put("vi", words.vi()).put("en", words.en());
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In the largest unit that needs no fraction. */
    private static String text(Duration time) {
        long ms = time.toMillis();
        if (ms % 3_600_000 == 0) {
            return ms / 3_600_000 + "h";
        }
        return ms % 60_000 == 0 ? ms / 60_000 + "m" : ms % 1_000 == 0 ? ms / 1_000 + "s" : ms + "ms";
    }

    private static Rule rule(Section section, int number) {
        String id = section.text("id");
        if (!DeviceId.isWord(id)) {
            section.problem("id", "was \"" + id + "\" but must be a word of a-z, 0-9 and -");
            id = "rule" + number;
        }
        double raise = section.number("raise", 1, 0, 1e9);
        Rule rule = new Rule(
                id,
                new Rule.Words(
                        brief(section, "vi", section.text("vi"), LONGEST_NAME),
                        brief(section, "en", section.text("en"), LONGEST_NAME)),
                section.choice("kind", Rule.Kind.DEVICE_SILENT, Rule.Kind.values()),
                section.choice("priority", Priority.LOW, Priority.values()),
                new Rule.Bounds(
                        raise,
                        section.number("clear", raise, 0, 1e9),
                        section.choice("noData", Rule.Unknown.KEEP, Rule.Unknown.values())),
                new Rule.Timing(
                        section.duration("for", Duration.ZERO),
                        section.duration("clearFor", Duration.ZERO),
                        section.choice("when", Rule.When.ALWAYS, Rule.When.values())),
                response(section));
        if (rule.bounds().unknown() != Rule.Unknown.KEEP && !rule.kind().mayBeUnknown()) {
            section.problem(
                    "noData",
                    "was " + word(rule.bounds().unknown()) + " but must be left out: of a "
                            + rule.kind().word() + " something is always known");
        }
        section.done();
        return rule;
    }

    private static String brief(Section section, String key, String text, int most) {
        if (text.length() > most) {
            section.problem(key, "was " + text.length() + " characters but must be at most " + most);
            return "";
        }
        return text;
    }

    private static Rule.Response response(Section section) {
        List<Rule.Step> chain = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (Section step : section.sections("escalation")) {
            Duration after = step.duration("after", Duration.ZERO);
            Rule.Words to = to(step);
            if (after.compareTo(before) < 0) {
                step.problem("after", "was sooner than the step before but must not be");
            } else if (!to.vi().isBlank() && !to.en().isBlank()) {
                chain.add(new Rule.Step(after, to));
                before = after;
            }
            step.done();
        }
        return new Rule.Response(
                words(section.section("owner"), LONGEST_NAME),
                words(section.section("what"), LONGEST_TEXT),
                section.duration("expires", Duration.ZERO),
                chain);
    }

    /** A recipient by its id, or a role in both languages. */
    private static Rule.Words to(Section step) {
        if (step.isText("to")) {
            String id = brief(step, "to", step.text("to"), LONGEST_NAME);
            return new Rule.Words(id, id);
        }
        Section both = step.section("to");
        Rule.Words to = new Rule.Words(
                brief(both, "vi", both.text("vi"), LONGEST_NAME), brief(both, "en", both.text("en"), LONGEST_NAME));
        both.done();
        return to;
    }

    private static Rule.Words words(Section section, int most) {
        Rule.Words words = new Rule.Words(
                brief(section, "vi", section.text("vi", ""), most), brief(section, "en", section.text("en", ""), most));
        section.done();
        return words;
    }
}
