package ioc.config;

import ioc.calendar.ClockRules;
import ioc.calendar.PauseRule;
import ioc.calendar.TimeLimit;
import ioc.dossier.Procedure;
import ioc.dossier.Procedures;
import ioc.place.Name;
import ioc.place.Validity;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code procedures.yaml}: the catalogue of procedures and how their clocks are kept. */
final class ProceduresFile {
    private static final PauseRule[] PAUSES = {PauseRule.STOP, PauseRule.RESTART, PauseRule.RUN};
    static final String LIMIT = "like 5 days, 1 half-day, 8 hours or 15 calendar-days";

    private final Section file;
    private final Map<String, Name> fields = new HashMap<>();

    ProceduresFile(Section file) {
        this.file = file;
    }

    Procedures read() {
        ClockRules usual = rules(file, ClockRules.USUAL);
        List<String> sources = file.list("sources");
        file.named("fields").forEach((id, section) -> {
            fields.put(id, PlacesFile.name(section));
            section.done();
        });
        List<Procedure> all = new ArrayList<>();
        for (Section section : file.sections("procedures")) {
            Procedure procedure = procedure(section, usual);
            if (all.stream()
                    .anyMatch(other -> other.code().equals(procedure.code())
                            && other.validity().meets(procedure.validity()))) {
                section.problem("code", "was \"" + procedure.code() + "\" but holds already at that time");
            }
            all.add(procedure);
            section.done();
        }
        file.done();
        return new Procedures(all, usual, sources);
    }

    private Procedure procedure(Section section, ClockRules usual) {
        Name name = PlacesFile.name(section);
        String field = section.text("field", "");
        if (!field.isEmpty() && !fields.containsKey(field)) {
            section.problem("field", "was \"" + field + "\" but must be one of fields");
        }
        return new Procedure(
                Procedures.plain(section.text("code")),
                name,
                fields.getOrDefault(field, new Name("", "", "", "")),
                new Procedure.Handling(
                        limit(section, "limit"),
                        limit(section, "online"),
                        rules(section, usual),
                        section.list("sources")),
                new Procedure.Result(section.integer("fee", 0, 0, Integer.MAX_VALUE), section.flag("paper", true)),
                validity(section));
    }

    private static Validity validity(Section section) {
        try {
            return new Validity(
                    section.date("from").orElse(null), section.date("until").orElse(null));
        } catch (IllegalArgumentException wrong) {
            section.problem("until", String.valueOf(wrong.getMessage()));
            return Validity.ALWAYS;
        }
    }

    private static @Nullable TimeLimit limit(Section section, String key) {
        return section.has(key)
                ? section.text(key, new TimeLimit(1, TimeLimit.Unit.DAYS), LIMIT, word -> TimeLimit.parse(word)
                        .orElse(null))
                : null;
    }

    private static ClockRules rules(Section section, ClockRules usual) {
        LocalTime last = usual.lastReception();
        if (section.has("lastReception")) {
            last = section.text("lastReception", LocalTime.of(15, 0), "a time of day like \"15:00\"", LocalTime::parse);
        }
        return new ClockRules(
                section.choice("supplement", usual.supplement(), PAUSES),
                section.choice("payment", usual.payment(), PAUSES),
                last);
    }
}
