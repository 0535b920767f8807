package ioc.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * All files a browser may load, in memory, with a hash over all of them: the build. A path that is not in here is not
 * served, so there is no file system to walk out of. Pages are HTML files in which <code>{{build}}</code> and
 * <code>&lt;!--importmap--&gt;</code> are filled in; the hashes of their inline scripts go into their policy.
 */
public final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain; charset=utf-8");
    private static final List<String> COMPRESSED = List.of("png", "woff2");
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    private final Map<String, Asset> assets = new TreeMap<>();
    private final Map<String, Page> pages = new TreeMap<>();
    private final String build;

    /** One file. {@code zipped} is null when that would not make it smaller. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; shared read-only
    record Asset(String type, byte[] bytes, byte @Nullable [] zipped) {}

    /** One HTML page, and the sources its inline scripts need in {@code script-src}. */
    record Page(Asset asset, String scriptSources) {}

    private Assets(Map<String, byte[]> files) {
        MessageDigest hash = sha256();
        files.forEach((path, bytes) -> {
            hash.update(path.getBytes(StandardCharsets.UTF_8));
            hash.update(bytes);
        });
        build = HexFormat.of().formatHex(hash.digest(), 0, 8);
        files.forEach((path, bytes) -> {
            String ending = path.substring(path.lastIndexOf('.') + 1);
            String type = TYPES.get(ending);
            if (ending.equals("html")) {
                pages.put(path, page(new String(bytes, StandardCharsets.UTF_8)));
            } else if (type != null) {
                assets.put(path, asset(type, bytes, !COMPRESSED.contains(ending)));
            }
        });
    }

    /** Loads a folder of the class path, the libraries, and the reference page of the contract. */
    public static Assets load(String folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try {
            for (Library library : Library.ALL) {
                library.load(files);
            }
            folder("ioc/web/reference", "reference/", files);
            folder(folder, "", files);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("assets: cannot be read from " + folder, e);
        }
        return new Assets(files);
    }

    /** Hash over all files: equal builds, equal files. */
    public String build() {
        return build;
    }

    Optional<Asset> asset(String path) {
        return Optional.ofNullable(assets.get(path));
    }

    Optional<Page> page(String path, String fallback) {
        return Optional.ofNullable(pages.getOrDefault(path, pages.get(fallback)));
    }

    private Page page(String source) {
        String map = "<script type=\"importmap\">" + Library.importMap("/a/" + build + "/") + "</script>";
        String html = source.replace("<!--importmap-->", map).replace("{{build}}", build);
        StringBuilder sources = new StringBuilder();
        Matcher inline = INLINE.matcher(html);
        while (inline.find()) {
            byte[] digest = sha256().digest(inline.group(1).getBytes(StandardCharsets.UTF_8));
            sources.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(digest))
                    .append('\'');
        }
        return new Page(
                asset(TYPES.getOrDefault("html", ""), html.getBytes(StandardCharsets.UTF_8), true), sources.toString());
    }

    private static Asset asset(String type, byte[] bytes, boolean zip) {
        byte[] zipped = zip ? zipped(bytes) : bytes;
        return new Asset(type, bytes, zipped.length < bytes.length ? zipped : null);
    }

    static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What comes first on the class path wins. */
    private static void folder(String folder, String under, Map<String, byte[]> files)
            throws IOException, URISyntaxException {
        for (URL url : Collections.list(Assets.class.getClassLoader().getResources(folder))) {
            if (url.getProtocol().equals("file")) {
                disk(Path.of(url.toURI()), under, files);
            } else if (url.openConnection() instanceof JarURLConnection connection) {
                connection.setUseCaches(false);
                try (JarFile jar = connection.getJarFile()) {
                    jar(jar, folder + "/", under, files);
                }
            }
        }
    }

    private static void disk(Path root, String under, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                files.putIfAbsent(under + name, Files.readAllBytes(file));
            }
        }
    }

    private static void jar(JarFile jar, String folder, String under, Map<String, byte[]> files) throws IOException {
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (!entry.isDirectory() && entry.getName().startsWith(folder)) {
                try (InputStream in = jar.getInputStream(entry)) {
                    files.putIfAbsent(under + entry.getName().substring(folder.length()), in.readAllBytes());
                }
            }
        }
    }
}
