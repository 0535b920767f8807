package ioc;

import ioc.config.Config;
import ioc.config.HttpIntake;
import ioc.picture.Feed;
import ioc.picture.Limits;
import ioc.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From configuration to what the picture wants to know: its limits and the streams of input whose freshness is shown. */
final class Feeds {
    static final String MQTT = "mqtt";

    private Feeds() {}

    static Limits limits(Config config) {
        Config.Targets targets = config.targets();
        return new Limits(
                targets.warnShare(),
                targets.calledWithin(),
                targets.period(),
                Duration.ofDays(targets.assignmentSoon()),
                new Limits.Opinion(targets.leastCount(), targets.satisfaction()),
                Limits.Bounds.STANDARD);
    }

    static List<Feed> all(Settings settings) {
        Config.Wall wall = settings.config().wall();
        List<Feed> feeds = new ArrayList<>();
        feeds.add(feed(Feed.DEVICES, wall.devices()));
        feeds.add(feed(Feed.RATINGS, wall.ratings()));
        for (Source source : settings.sources().values()) {
            @Nullable Duration every = source.every();
            feeds.add(new Feed(
                    source.id(),
                    source.id(),
                    new Feed.Label(source.labelVi(), source.labelEn()),
                    every == null ? Feed.Kind.CSV : Feed.Kind.REST,
                    every,
                    true));
        }
        HttpIntake http = settings.config().http();
        http.hooks().forEach(hook -> feeds.add(feed(hook.id(), hook.label(), null)));
        http.fetches().forEach(fetch -> feeds.add(feed(fetch.id(), fetch.label(), fetch.every())));
        return feeds;
    }

    private static Feed feed(String id, HttpIntake.Label label, @Nullable Duration every) {
        return new Feed(id, id, new Feed.Label(label.vi(), label.en()), Feed.Kind.REST, every, true);
    }

    private static Feed feed(String id, Config.Freshness freshness) {
        return new Feed(
                id, MQTT, new Feed.Label(freshness.vi(), freshness.en()), Feed.Kind.MQTT, freshness.period(), true);
    }
}
