package ioc.config;

import com.fasterxml.jackson.core.JsonPointer;
import ioc.sensor.DeviceId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code http.yaml}: devices and systems that speak HTTP. */
final class HttpFile {
    private static final int SHORTEST_SECRET = 16;

    private final Section file;
    private final Set<String> ids = new HashSet<>();

    HttpFile(Section file) {
        this.file = file;
    }

    HttpIntake read() {
        List<HttpIntake.Hook> hooks = new ArrayList<>();
        for (Map.Entry<String, Section> one : file.named("hooks").entrySet()) {
            hooks.add(hook(one.getKey(), one.getValue()));
            check(one.getKey(), one.getValue());
        }
        List<HttpIntake.Fetch> fetches = new ArrayList<>();
        for (Map.Entry<String, Section> one : file.named("fetches").entrySet()) {
            fetches.add(fetch(one.getKey(), one.getValue()));
            check(one.getKey(), one.getValue());
        }
        file.done();
        return new HttpIntake(hooks, fetches);
    }

    private void check(String id, Section section) {
        if (!DeviceId.isWord(id)) {
            section.problem("", "must be called by a word of a-z, 0-9 and -");
        }
        if (!ids.add(id)) {
            section.problem("", "must be called otherwise: there is a hook of that name");
        }
        section.done();
    }

    private static HttpIntake.Label label(String id, Section section) {
        String vi = section.text("vi", id);
        return new HttpIntake.Label(vi, section.text("en", vi));
    }

    private static HttpIntake.Hook hook(String id, Section section) {
        Secret secret = section.secret("secret");
        if (secret.reveal().length() < SHORTEST_SECRET) {
            section.problem(
                    "secret",
                    (secret.isEmpty() ? "is missing" : "was shorter") + " but must be at least " + SHORTEST_SECRET
                            + " characters (from the environment, or secretFile)");
        }
        return new HttpIntake.Hook(
                id,
                label(id, section),
                secret,
                section.text(
                        "signature",
                        "",
                        "the name of a header",
                        word -> word.matches("[A-Za-z0-9-]{1,60}") ? word : null));
    }

    private static HttpIntake.Fetch fetch(String id, Section section) {
        boolean isStream = section.flag("stream", false);
        if (isStream == section.has("every")) {
            section.problem("", "must have one of every, stream: true");
        }
        HttpIntake.Login login =
                new HttpIntake.Login(section.text("user", ""), section.text("header", ""), section.secret("secret"));
        if (!login.user().isEmpty() && !login.header().isEmpty()) {
            section.problem("", "must have one of user, header");
        } else if (login.secret().isEmpty()
                != (login.user().isEmpty() && login.header().isEmpty())) {
            section.problem(
                    "",
                    "must have a secret (from the environment, or secretFile) with user or header, and none without");
        }
        HttpIntake.Pages pages = new HttpIntake.Pages(
                section.text("next", "", "a JSON Pointer like /next", word -> JsonPointer.compile(word)
                        .toString()),
                section.text("cursor", "cursor"));
        if (isStream && !pages.next().isEmpty()) {
            section.problem("next", "was \"" + pages.next() + "\" but must be left out of a stream");
        }
        return new HttpIntake.Fetch(
                id,
                label(id, section),
                section.text("url", URI.create("http://127.0.0.1/"), "an address like http://10.8.1.20/ISAPI", word -> {
                    URI url = URI.create(word);
                    boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
                    return isWeb && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null
                            ? url
                            : null;
                }),
                isStream ? null : section.duration("every", Duration.ofMinutes(5)),
                section.duration("timeout", Duration.ofSeconds(isStream ? 60 : 10)),
                login,
                pages,
                section.text("caFile", "", "a readable file", word -> Files.isReadable(Path.of(word)) ? word : null));
    }
}
