package ioc.config;

import ioc.alert.Priority;
import ioc.alert.Rule;
import ioc.sensor.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code alerts.yaml}: what is forbidden, how long it must hold, and how urgent it is. */
final class RulesFile {
    private RulesFile() {}

    /** When a rule is judged. */
    private enum When {
        OFFICE,
        ALWAYS
    }

    static List<Rule> read(Section file) {
        List<Rule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Section section : file.sections("rules")) {
            String id = section.text("id");
            if (!DeviceId.isWord(id) || !ids.add(id)) {
                section.problem("id", "was \"" + id + "\" but must be a word of a-z, 0-9 and - that is there once");
                id = "rule" + rules.size();
            }
            Rule.Kind kind = section.choice("kind", Rule.Kind.DEVICE_SILENT, Rule.Kind.values());
            double raise = section.number("raise", 1, 0, 1e9);
            rules.add(new Rule(
                    id,
                    kind,
                    section.choice("priority", Priority.LOW, Priority.values()),
                    raise,
                    section.number("clear", raise, 0, 1e9),
                    new Rule.Timing(
                            section.duration("for", Duration.ZERO),
                            section.duration("clearFor", Duration.ZERO),
                            section.choice("when", When.ALWAYS, When.values()) == When.OFFICE)));
            section.done();
        }
        file.done();
        return rules;
    }
}
