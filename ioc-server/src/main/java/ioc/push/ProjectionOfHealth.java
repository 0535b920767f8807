package ioc.push;

import static ioc.push.Projection.fields;
import static ioc.push.Projection.text;

import ioc.picture.DevicePicture;
import ioc.picture.Extract;
import ioc.picture.Feed;
import ioc.picture.FeedPicture;
import ioc.picture.Ledger;
import ioc.picture.Picture;
import ioc.sensor.decode.Decoded.Reason;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Feeds, ledger and refusals: what the picture knows of topic {@code health} and of {@code setup} on {@code overview}.
 * Ledger and refusals count what comes of all units together, so they are of the whole only.
 */
final class ProjectionOfHealth {
    private static final String REFUSAL = "unknown:";
    private static final int SEARCHED = 60;

    private final Extract seen;
    private final Picture picture;
    private final ProjectionRows rows;
    /** The last worked days up to today. */
    private final ArrayDeque<LocalDate> lastDays = new ArrayDeque<>();

    ProjectionOfHealth(Extract seen, ProjectionRows rows) {
        this.seen = seen;
        this.picture = seen.picture();
        this.rows = rows;
    }

    void all() {
        lastDays();
        picture.feeds().forEach(feed -> feed(feed.feed().id()));
        setup();
        if (!seen.sight().isWhole()) {
            return;
        }
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
        rows.put("health", "feed:" + id, fields("days", days(feed)));
    }

    /** Of each of the last worked days [day, minutes known, minutes fresh]; oldest first. */
    private List<List<Object>> days(FeedPicture feed) {
        List<List<Object>> all = new ArrayList<>();
        for (LocalDate day : lastDays) {
            FeedPicture.Day known = feed.day(day).orElse(new FeedPicture.Day(day.toString(), 0, 0));
            all.add(List.of(known.day(), known.known(), known.fresh()));
        }
        return all;
    }

    private void lastDays() {
        lastDays.clear();
        LocalDate day = picture.day();
        for (int i = 0; i < SEARCHED && lastDays.size() < FeedPicture.DAYS; i++, day = day.minusDays(1)) {
            if (picture.calendar().isWorked(day)) {
                lastDays.addFirst(day);
            }
        }
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
                        seen.devices().stream().filter(DevicePicture::wasHeard).count(),
                        "devicesTotal",
                        seen.devices().size(),
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
