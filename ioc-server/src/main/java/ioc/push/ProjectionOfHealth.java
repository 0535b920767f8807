package ioc.push;

import static ioc.push.Projection.fields;
import static ioc.push.Projection.text;

import ioc.picture.DevicePicture;
import ioc.picture.Feed;
import ioc.picture.FeedPicture;
import ioc.picture.Ledger;
import ioc.picture.Picture;
import ioc.sensor.decode.Decoded.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Feeds, ledger and refusals: what the picture knows of topic {@code health} and of {@code setup} on {@code overview}. */
final class ProjectionOfHealth {
    private static final String REFUSAL = "unknown:";

    private final Picture picture;
    private final ProjectionRows rows;

    ProjectionOfHealth(Picture picture, ProjectionRows rows) {
        this.picture = picture;
        this.rows = rows;
    }

    void all() {
        picture.feeds().forEach(feed -> feed(feed.feed().id()));
        setup();
        picture.ledger().accounts().forEach(account -> account(account.source()));
        reasons();
        Set<String> refused = new LinkedHashSet<>();
        picture.ledger().refusals().forEach(refusal -> refused.add(refusal.subject()));
        refused.forEach(this::refusal);
        rows.keep("health", REFUSAL, refused);
    }

    void feed(String id) {
        FeedPicture feed = picture.feed(id).orElse(null);
        if (feed == null) {
            return;
        }
        Feed configured = feed.feed();
        Duration period = configured.period();
        rows.put(
                "overview",
                "feed:" + id,
                fields(
                        "label", label(configured),
                        "kind", configured.kind().word(),
                        "state", feed.standing().word(),
                        "heardAt", feed.heardAt(),
                        "periodMs", period == null ? null : period.toMillis()));
    }

    private static Map<String, String> label(Feed feed) {
        return text(feed.label().vi(), feed.label().en());
    }

    void setup() {
        List<Map<String, @Nullable Object>> sources = new ArrayList<>();
        for (FeedPicture feed : picture.feeds()) {
            if (feed.feed().kind() != Feed.Kind.MQTT) {
                sources.add(fields(
                        "id", feed.feed().id(),
                        "label", label(feed.feed()),
                        "state", feed.standing().word()));
            }
        }
        rows.put(
                "overview",
                "setup",
                fields(
                        "devicesHeard",
                        picture.devices().stream()
                                .filter(DevicePicture::wasHeard)
                                .count(),
                        "devicesTotal",
                        picture.devices().size(),
                        "sources",
                        sources));
    }

    void account(String source) {
        Ledger.Account account = picture.ledger().account(source);
        rows.put(
                "health",
                "ledger:" + source,
                fields(
                        "received", account.received(),
                        "accepted", account.accepted(),
                        "rejected", account.rejectedInAll(),
                        "heardAt", account.heardAt()));
    }

    void reasons() {
        for (Reason reason : Reason.values()) {
            rows.put(
                    "health",
                    "rejected:" + reason.word(),
                    fields("count", picture.ledger().rejected(reason)));
        }
    }

    void refusal(String subject) {
        Ledger.Refusal refusal = picture.ledger().refusal(subject);
        if (refusal == null) {
            rows.remove("health", REFUSAL, subject);
            return;
        }
        rows.put(
                "health",
                REFUSAL,
                subject,
                fields(
                        "count", refusal.count(),
                        "lastAt", refusal.lastAt(),
                        "reason", refusal.reason().word()));
    }
}
