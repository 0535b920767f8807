package ioc.config;

import ioc.place.Places;
import ioc.sensor.decode.Mapping;
import ioc.sensor.decode.TopicMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is heard from the broker.
 *
 * @param mappings which topic is which device; those of the folder {@code devices} are joined to those of {@code topics.yaml} that
 *     differ from them in nothing but their devices
 * @param listen filters beside those of the mappings, so that devices nobody mapped are seen
 */
public record Topics(List<Mapping> mappings, List<String> listen) {
    public Topics {
        mappings = List.copyOf(mappings);
        listen = List.copyOf(listen);
    }

    static Topics read(Section file, List<Section> adopted, Places places) {
        List<Mapping> mappings = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        for (Section each : join(file, adopted)) {
            for (Section section : each.sections("mappings")) {
                join(mappings, sections, section);
            }
        }
        List<String> listen = file.list("listen");
        file.done();
        for (int i = 0; i < mappings.size(); i++) {
            String own = "[" + i + "].";
            Section section = sections.get(i);
            TopicMap.problems(mappings, device -> places.device(device).isPresent()).stream()
                    .filter(problem -> problem.startsWith(own))
                    .map(problem -> problem.substring(own.length()).split(": ", 2))
                    .forEach(words -> section.problem(words[0], words[1]));
        }
        return new Topics(mappings, listen);
    }

    private static List<Section> join(Section file, List<Section> adopted) {
        List<Section> all = new ArrayList<>();
        all.add(file);
        all.addAll(adopted);
        return all;
    }

    private static void join(List<Mapping> mappings, List<Section> sections, Section section) {
        Mapping more = new Mapping(
                section.text("family"),
                section.text("pattern"),
                section.texts("fixed"),
                section.texts("devices"),
                section.texts("words"),
                section.texts("options"));
        section.done();
        for (int i = 0; i < mappings.size(); i++) {
            Mapping known = mappings.get(i);
            if (!more.devices().isEmpty() && known.equals(with(more, known.devices()))) {
                Map<String, String> devices = new HashMap<>(known.devices());
                devices.putAll(more.devices());
                mappings.set(i, with(more, devices));
                return;
            }
        }
        mappings.add(more);
        sections.add(section);
    }

    private static Mapping with(Mapping mapping, Map<String, String> devices) {
        return new Mapping(
                mapping.family(), mapping.pattern(), mapping.fixed(), devices, mapping.words(), mapping.options());
    }
}
