package ioc.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.config.Notifying.Recipient;
import ioc.config.Notifying.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What is posted to a webhook; every field stands in docs/notifications.md. */
final class HookBody {
    private static final String NEVER = "0001-01-01T00:00:00Z"; // Go's zero time: it has not ended
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xff;

    private HookBody() {}

    static byte[] of(Recipient recipient, Notice notice, String url) {
        ObjectNode body = recipient.to().shape() == Shape.ALERTMANAGER
                ? alertmanager(recipient, notice, url)
                : own(recipient, notice, url);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode own(Recipient recipient, Notice notice, String url) {
        ObjectNode body = NoticeJson.JSON.createObjectNode();
        body.put("version", 1).put("key", notice.key()).put("recipient", recipient.id());
        body.setAll(NoticeJson.of(notice));
        body.remove("recipients");
        body.put("status", status(notice)).put("url", MailText.link(notice, url));
        return body;
    }

    /** Version 4 of the webhook of Alertmanager, a group of one alert. */
    private static ObjectNode alertmanager(Recipient recipient, Notice notice, String url) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("alertname", notice.cause().rule());
        labels.put("severity", NoticeJson.word(notice.what().priority()));
        labels.put("subject", notice.cause().subject());
        String site = notice.cause().site();
        String org = notice.cause().org();
        if (site != null) {
            labels.put("site", site);
        }
        if (org != null) {
            labels.put("org", org);
        }
        Map<String, String> annotations = new TreeMap<>();
        String language = recipient.language();
        annotations.put("summary", notice.wording().title().in(language));
        annotations.put("description", notice.wording().whatToDo().in(language));
        annotations.put("alert", notice.alert());
        annotations.put("key", notice.key());
        annotations.put("kind", notice.what().kind().word());
        notice.wording().details().forEach(detail -> annotations.put("detail_" + detail.id(), detail.value()));

        ObjectNode body = NoticeJson.JSON.createObjectNode();
        body.put("version", "4")
                .put("groupKey", "{}:{alert=\"" + notice.alert() + "\"}")
                .put("truncatedAlerts", 0)
                .put("status", status(notice))
                .put("receiver", recipient.id());
        body.putObject("groupLabels").put("alertname", notice.cause().rule());
        labels.forEach(body.putObject("commonLabels")::put);
        annotations.forEach(body.putObject("commonAnnotations")::put);
        body.put("externalURL", url);
        ObjectNode alert = body.putArray("alerts").addObject().put("status", status(notice));
        labels.forEach(alert.putObject("labels")::put);
        annotations.forEach(alert.putObject("annotations")::put);
        alert.put("startsAt", notice.times().raisedAt().toString())
                .put(
                        "endsAt",
                        notice.what().kind().isEnd() ? notice.times().at().toString() : NEVER)
                .put("generatorURL", MailText.link(notice, url))
                .put("fingerprint", fingerprint(labels));
        return body;
    }

    private static String status(Notice notice) {
        return notice.what().kind().isEnd() ? "resolved" : "firing";
    }

    /** As Prometheus makes it: FNV-1a over names and values of the labels in order, each followed by 0xff. */
    static String fingerprint(Map<String, String> labels) {
        long hash = FNV_OFFSET;
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            for (String part : new String[] {label.getKey(), label.getValue()}) {
                for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
                    hash = (hash ^ (b & 0xff)) * FNV_PRIME;
                }
                hash = (hash ^ SEPARATOR) * FNV_PRIME;
            }
        }
        return String.format(java.util.Locale.ROOT, "%016x", hash);
    }
}
