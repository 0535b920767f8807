package ioc.config;

import ioc.alert.Priority;
import ioc.place.Places;
import ioc.sensor.DeviceId;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code notify.yaml}: who is told about alerts. */
final class NotifyFile {
    private static final String ADDRESS = "[^\\s@<>,;\"]{1,64}@[A-Za-z0-9.-]{1,190}";

    private enum Language {
        VI,
        EN
    }

    private final Section file;
    private final Places places;

    NotifyFile(Section file, Places places) {
        this.file = file;
        this.places = places;
    }

    Notifying read() {
        Section mail = file.section("mail");
        Section webhook = file.section("webhook");
        Section retry = file.section("retry");
        List<Notifying.Recipient> recipients = new ArrayList<>();
        for (Map.Entry<String, Section> one : file.named("recipients").entrySet()) {
            if (!DeviceId.isWord(one.getKey())) {
                one.getValue().problem("", "must be called by a word of a-z, 0-9 and -");
            }
            recipients.add(recipient(one.getKey(), one.getValue()));
            one.getValue().done();
        }
        Notifying read = new Notifying(
                recipients,
                mail(mail, recipients.stream().anyMatch(one -> one.to().shape() == Notifying.Shape.EMAIL)),
                new Notifying.Webhook(webhook.secret("secret"), webhook.duration("timeout", Duration.ofSeconds(10))),
                new Notifying.Patience(
                        retry.duration("first", Duration.ofSeconds(5)),
                        retry.duration("longest", Duration.ofMinutes(10)),
                        retry.integer("attempts", 100, 1, 10_000),
                        retry.duration("giveUp", Duration.ofHours(6)),
                        retry.integer("waiting", 1_000, 1, 100_000)),
                file.text(
                        "url",
                        "",
                        "an address like https://ioc.example.vn",
                        word -> word.isEmpty() || isWeb(word) ? word : null),
                file.duration("keep", Duration.ofDays(400)));
        Stream.of(mail, webhook, retry, file).forEach(Section::done);
        return read;
    }

    private static boolean isWeb(String word) {
        URI uri = URI.create(word);
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getFragment() == null;
    }

    private static Notifying.Mail mail(Section section, boolean isNeeded) {
        Notifying.Mail mail = new Notifying.Mail(
                section.text("host", ""),
                section.integer("port", 587, 1, 65535),
                section.choice("tls", Notifying.Tls.STARTTLS, Notifying.Tls.values()),
                section.text(
                        "caFile",
                        "",
                        "a readable file",
                        word -> word.isEmpty() || Files.isReadable(Path.of(word)) ? word : null),
                section.text("from", "", "an address like ioc@example.vn", word -> word.matches(ADDRESS) ? word : null),
                section.text("user", ""),
                section.secret("password"),
                section.duration("timeout", Duration.ofSeconds(20)));
        if (isNeeded && mail.host().isEmpty()) {
            section.problem("host", "is missing but must be there for recipients with an e-mail address");
        }
        if (isNeeded && mail.from().isEmpty() && !section.has("from")) {
            section.problem("from", "is missing but must be there for recipients with an e-mail address");
        }
        if (mail.tls() == Notifying.Tls.NONE && !mail.user().isEmpty() && !isLoopback(mail.host())) {
            section.problem("tls", "was \"none\" but must be starttls or tls where a password is sent");
        }
        return mail;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Notifying.Recipient recipient(String id, Section section) {
        return new Notifying.Recipient(
                id,
                section.text("name", id),
                section.choice("language", Language.VI, Language.values()) == Language.EN ? "en" : "vi",
                to(section),
                which(section),
                new Notifying.When(
                        quiet(section),
                        section.flag("officeHoursOnly", false),
                        section.flag("criticalBreaksQuiet", false)));
    }

    private static Notifying.To to(Section section) {
        String email = section.text(
                "email", "", "an address like truc-ban@example.vn", word -> word.matches(ADDRESS) ? word : null);
        String webhook = section.text(
                "webhook", "", "an address like https://example.vn/hook", word -> isWeb(word) ? word : null);
        Notifying.Shape shape =
                section.text("shape", Notifying.Shape.IOC, "one of ioc, alertmanager", word -> switch (word) {
                    case "ioc" -> Notifying.Shape.IOC;
                    case "alertmanager" -> Notifying.Shape.ALERTMANAGER;
                    default -> null;
                });
        Secret secret = section.secret("secret");
        if (section.has("email") == section.has("webhook")) {
            section.problem("", "must have one of email, webhook");
        }
        return section.has("email")
                ? new Notifying.To(Notifying.Shape.EMAIL, email, Secret.NONE)
                : new Notifying.To(shape, webhook, secret);
    }

    private Notifying.Which which(Section section) {
        Priority[] priorities = Priority.values();
        Set<NoticeKind> kinds = EnumSet.noneOf(NoticeKind.class);
        for (String word : section.list("kinds")) {
            Stream.of(NoticeKind.values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .ifPresentOrElse(
                            kinds::add,
                            () -> section.problem("kinds", "was \"" + word + "\" but must be one of " + words()));
        }
        List<String> orgs = section.list("orgs");
        orgs.stream().filter(org -> places.org(org).isEmpty()).forEach(org -> unknown(section, "orgs", org));
        List<String> sites = section.list("sites");
        sites.stream().filter(site -> places.site(site).isEmpty()).forEach(site -> unknown(section, "sites", site));
        return new Notifying.Which(
                section.choice("least", priorities[priorities.length - 1], priorities),
                kinds,
                Set.copyOf(orgs),
                Set.copyOf(sites));
    }

    private static void unknown(Section section, String key, String id) {
        section.problem(key, "was \"" + id + "\" but must be an id of places.yaml");
    }

    private static String words() {
        return Stream.of(NoticeKind.values()).map(NoticeKind::word).collect(Collectors.joining(", "));
    }

    private static Notifying.@Nullable Quiet quiet(Section section) {
        return section.<Optional<Notifying.Quiet>>text("quiet", Optional.empty(), "like 22:00-06:00", word -> {
                    String[] ends = word.split("-", -1);
                    return ends.length == 2
                            ? Optional.of(new Notifying.Quiet(
                                    LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip())))
                            : null;
                })
                .orElse(null);
    }
}
