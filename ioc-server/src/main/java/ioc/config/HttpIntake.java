package ioc.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Devices and systems that speak HTTP instead of MQTT: what they say is a message on the topic {@code hooks/<id>} or
 * {@code fetched/<id>}, which the mappings know as any other.
 */
public record HttpIntake(List<Hook> hooks, List<Fetch> fetches) {
    public static final HttpIntake NONE = new HttpIntake(List.of(), List.of());

    /** What it is called on pages. */
    public record Label(String vi, String en) {}

    /**
     * One that posts to us.
     *
     * @param signature header with the HMAC-SHA256 of the body under the secret; empty: the secret itself is shown
     */
    public record Hook(String id, Label label, Secret secret, String signature) {}

    /**
     * One that is asked.
     *
     * @param every the pause between two questions; null: one answer that never ends, in parts
     * @param timeout of a question; of an endless answer, the longest silence
     * @param caFile PEM file of who signed its certificate; empty: those of the JDK
     */
    public record Fetch(
            String id,
            Label label,
            URI url,
            @Nullable Duration every,
            Duration timeout,
            Login login,
            Pages pages,
            String caFile) {}

    /**
     * How it lets us in.
     *
     * @param user whose password the secret is, for a basic or digest login; empty for none
     * @param header that carries the secret; empty for none
     */
    public record Login(String user, String header, Secret secret) {}

    /**
     * How an answer says that there is more.
     *
     * @param next pointer to the cursor of the next page; empty: an answer is all there is
     * @param cursor name of the query parameter that carries it
     */
    public record Pages(String next, String cursor) {}

    public HttpIntake {
        hooks = List.copyOf(hooks);
        fetches = List.copyOf(fetches);
    }

    public List<String> ids() {
        return Stream.concat(hooks.stream().map(Hook::id), fetches.stream().map(Fetch::id))
                .toList();
    }

    public Optional<Hook> hook(String id) {
        return hooks.stream().filter(hook -> hook.id().equals(id)).findFirst();
    }
}
