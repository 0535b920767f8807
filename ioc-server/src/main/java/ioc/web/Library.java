package ioc.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A browser library inside a jar of the class path, and which of its files may be loaded.
 *
 * @param name as modules import it
 * @param artifact group and artifact, as folders under META-INF/maven
 * @param root folder in the jar; {@code *} stands for the version
 * @param main file that the bare name means
 */
record Library(String name, String artifact, String root, String main, List<String> files) {
    private static final String STATIC = "META-INF/resources/_static/";
    static final List<Library> ALL = List.of(
            new Library(
                    "lit",
                    "org.mvnpm/lit",
                    STATIC + "lit/*/",
                    "index.js",
                    List.of(
                            "index.js",
                            "html.js",
                            "static-html.js",
                            "directive.js",
                            "async-directive.js",
                            "directive-helpers.js",
                            "directives/cache.js",
                            "directives/class-map.js",
                            "directives/guard.js",
                            "directives/if-defined.js",
                            "directives/keyed.js",
                            "directives/live.js",
                            "directives/map.js",
                            "directives/ref.js",
                            "directives/repeat.js",
                            "directives/style-map.js",
                            "directives/when.js")),
            new Library(
                    "lit-html",
                    "org.mvnpm/lit-html",
                    STATIC + "lit-html/*/",
                    "lit-html.js",
                    List.of(
                            "lit-html.js",
                            "is-server.js",
                            "static.js",
                            "directive.js",
                            "async-directive.js",
                            "directive-helpers.js",
                            "directives/cache.js",
                            "directives/class-map.js",
                            "directives/guard.js",
                            "directives/if-defined.js",
                            "directives/keyed.js",
                            "directives/live.js",
                            "directives/map.js",
                            "directives/ref.js",
                            "directives/repeat.js",
                            "directives/style-map.js",
                            "directives/when.js")),
            new Library(
                    "lit-element",
                    "org.mvnpm/lit-element",
                    STATIC + "lit-element/*/",
                    "index.js",
                    List.of("index.js", "lit-element.js")),
            new Library(
                    "@lit/reactive-element",
                    "org.mvnpm.at.lit/reactive-element",
                    STATIC + "reactive-element/*/",
                    "reactive-element.js",
                    List.of("reactive-element.js", "css-tag.js", "reactive-controller.js")),
            new Library(
                    "uplot",
                    "org.webjars.npm/uplot",
                    "META-INF/resources/webjars/uplot/*/dist/",
                    "uPlot.esm.js",
                    List.of("uPlot.esm.js", "uPlot.min.css")));

    /** Adds its files under {@code lib/name/}. */
    void load(Map<String, byte[]> into) throws IOException {
        ClassLoader loader = Library.class.getClassLoader();
        Properties about = new Properties();
        try (InputStream in = loader.getResourceAsStream("META-INF/maven/" + artifact + "/pom.properties")) {
            if (in == null) {
                throw new IOException("class path: lacks library " + artifact);
            }
            about.load(in);
        }
        for (String file : files) {
            String path = root.replace("*", about.getProperty("version", "")) + file;
            try (InputStream in = loader.getResourceAsStream(path)) {
                if (in == null) {
                    throw new IOException("class path: lacks " + path);
                }
                into.put("lib/" + name + "/" + file, in.readAllBytes());
            }
        }
    }

    /** What modules import by bare name, as JSON. */
    static String importMap(String prefix) {
        Map<String, String> imports = new LinkedHashMap<>();
        for (Library library : ALL) {
            String at = prefix + "lib/" + library.name + "/";
            imports.put(library.name, at + library.main);
            imports.put(library.name + "/", at);
        }
        return new String(JsonWriter.bytes(Map.of("imports", imports)), java.nio.charset.StandardCharsets.UTF_8);
    }
}
