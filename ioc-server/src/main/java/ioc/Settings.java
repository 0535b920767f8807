package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.config.Config;
import ioc.config.ConfigException;
import ioc.config.YamlFile;
import ioc.dossier.Judge;
import ioc.place.OrgWords;
import ioc.source.Source;
import ioc.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole configuration folder: the server's own files and one file per dossier or task system. */
record Settings(Config config, Map<String, Source> sources) {
    /** Who follows dossiers and dates them, by this configuration. */
    Judge judge() {
        return new Judge(
                config.procedures(),
                config.calendars(),
                new OrgWords(config.places()),
                config.targets().dossiers());
    }

    /** Reads and checks everything; the exception names every problem of every file. */
    static Settings load(Path folder, Map<String, String> environment) throws ConfigException {
        List<String> problems = new ArrayList<>();
        Map<String, String> own = new HashMap<>(environment);
        Map<String, Source> sources = new LinkedHashMap<>();
        for (Path file : files(folder.resolve("sources"), problems)) {
            String name = "sources/" + file.getFileName();
            JsonNode tree = YamlFile.read(file, name, problems);
            if (tree.isMissingNode()) {
                continue;
            }
            Sources.Loaded loaded = Sources.load(tree, secret -> Optional.ofNullable(own.remove(secret))
                    .or(() -> Optional.ofNullable(environment.get(secret))));
            loaded.problems().forEach(problem -> problems.add(name + ": " + problem));
            Source source = loaded.source();
            if (source != null && sources.put(source.id(), source) != null) {
                problems.add(name + ": id: was \"" + source.id() + "\" but is there already");
            }
        }
        problems.addAll(Exchange.problems(sources.values()));
        Config config = Config.load(folder, own, problems);
        List<String> taken = config.http().ids().stream()
                .filter(sources::containsKey)
                .map(id -> "http.yaml: " + id + ": must be called otherwise: there is a source of that name")
                .toList();
        if (!taken.isEmpty()) {
            throw new ConfigException(folder.toString(), taken);
        }
        return new Settings(config, sources);
    }

    private static List<Path> files(Path folder, List<String> problems) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            problems.add("sources: must be a readable folder");
            return List.of();
        }
    }
}
