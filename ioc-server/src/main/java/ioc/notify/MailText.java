package ioc.notify;

import ioc.config.Config;
import ioc.config.Notifying.Recipient;
import ioc.place.Name;
import ioc.place.Places;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a mail says, in the language of its recipient. */
final class MailText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.ROOT);

    private final Texts texts;
    private final Places places;
    private final String url;

    record Mail(String subject, String plain, String html) {}

    MailText(Config config, Texts texts) {
        this.texts = texts;
        this.places = config.places();
        this.url = config.notifying().url();
    }

    Mail of(Recipient recipient, Notice notice) {
        String language = recipient.language();
        String title = notice.wording().title().in(language);
        String kind = say(language, "notify.kind-" + notice.what().kind().word());
        String priority =
                say(language, "notify.priority-" + NoticeJson.word(notice.what().priority()));
        String subject =
                texts.of(language, "notify.subject", Map.of("priority", priority, "title", title, "kind", kind));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(say(language, "notify.kind"), kind);
        facts.put(say(language, "notify.priority"), priority);
        places.site(String.valueOf(notice.cause().site()))
                .ifPresent(site -> facts.put(say(language, "notify.site"), in(site.name(), language)));
        places.org(String.valueOf(notice.cause().org()))
                .ifPresent(org -> facts.put(say(language, "notify.org"), in(org.name(), language)));
        facts.put(say(language, "notify.at"), time(notice.times().at()));
        facts.put(say(language, "notify.raised-at"), time(notice.times().raisedAt()));
        notice.wording().details().forEach(detail -> facts.put(detail.label().in(language), detail.value()));

        StringBuilder plain = new StringBuilder(title).append("\n\n");
        StringBuilder html = new StringBuilder("<p><b>").append(escaped(title)).append("</b></p>\n<table>\n");
        facts.forEach((label, value) -> {
            plain.append(label).append(": ").append(value).append('\n');
            html.append("<tr><td>")
                    .append(escaped(label))
                    .append("</td><td>")
                    .append(escaped(value))
                    .append("</td></tr>\n");
        });
        html.append("</table>\n");
        String todo = notice.wording().whatToDo().in(language);
        if (!todo.isBlank()) {
            String heading = say(language, "notify.what-to-do");
            plain.append('\n').append(heading).append(":\n").append(todo).append('\n');
            html.append("<p>")
                    .append(escaped(heading))
                    .append(":<br>")
                    .append(escaped(todo).replace("\n", "<br>"))
                    .append("</p>\n");
        }
        String link = link(notice, url);
        if (!link.isEmpty()) {
            String open = say(language, "notify.open");
            plain.append('\n').append(open).append(": ").append(link).append('\n');
            html.append("<p><a href=\"")
                    .append(escaped(link))
                    .append("\">")
                    .append(escaped(open))
                    .append("</a></p>\n");
        }
        String foot = texts.of(language, "notify.foot", Map.of("key", notice.key()));
        plain.append("\n-- \n").append(foot).append('\n');
        html.append("<p><small>").append(escaped(foot)).append("</small></p>\n");
        return new Mail(subject, plain.toString(), html.toString());
    }

    /** The address of the alert, behind that of this server where it is a path. */
    static String link(Notice notice, String url) {
        String path = notice.wording().url();
        return path.startsWith("/") && url.endsWith("/")
                ? url + path.substring(1)
                : path.startsWith("/") ? url + path : path;
    }

    private String say(String language, String key) {
        return texts.of(language, key, Map.of());
    }

    private static String in(Name name, String language) {
        return language.equals("en") ? name.en() : name.vi();
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(places.zone()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
