package ioc.config;

import ioc.alert.Priority;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told about alerts by e-mail and webhook, which ones and when, and how hard it is tried.
 *
 * @param url where people open this server, put before links; empty: links stay as they are
 * @param keep rows of what was sent are dropped when they are older
 */
public record Notifying(
        List<Recipient> recipients, Mail mail, Webhook webhook, Patience patience, String url, Duration keep) {

    /** How it is said. */
    public enum Shape {
        EMAIL,
        /** A JSON object of our own. */
        IOC,
        /** The JSON object that Alertmanager posts. */
        ALERTMANAGER
    }

    /** Who is told. {@code language} is vi or en. */
    public record Recipient(String id, String name, String language, To to, Which which, When when) {}

    /**
     * The way to a recipient; prints without address.
     *
     * @param secret signs the bodies of this webhook; empty: that of all webhooks
     */
    public record To(Shape shape, String address, Secret secret) {
        @Override
        public String toString() {
            return "To[" + shape + "]";
        }
    }

    /**
     * What a recipient wants to be told; an empty set is everything.
     *
     * @param least this priority and all more urgent ones
     * @param orgs with all below them
     */
    public record Which(Priority least, Set<NoticeKind> kinds, Set<String> orgs, Set<String> sites) {
        public Which {
            kinds = Set.copyOf(kinds);
            orgs = Set.copyOf(orgs);
            sites = Set.copyOf(sites);
        }
    }

    /**
     * When a recipient may be disturbed.
     *
     * @param quiet null: no quiet hours
     * @param criticalBreaks whether the critical come at any hour
     */
    public record When(@Nullable Quiet quiet, boolean officeHoursOnly, boolean criticalBreaks) {
        public static final When ALWAYS = new When(null, false, false);
    }

    /** From the first minute until, but not with, the last one; over midnight where that is earlier. */
    public record Quiet(LocalTime from, LocalTime until) {
        public Quiet {
            if (from.equals(until)) {
                throw new IllegalArgumentException(
                        "quiet: was " + from + "-" + until + " but must end at another time");
            }
        }
    }

    /** How a connection to the mail server is protected. */
    public enum Tls {
        STARTTLS,
        TLS,
        NONE
    }

    /** {@code caFile} is a PEM of the authority the server is trusted by; empty: those the JDK trusts. */
    public record Mail(
            String host,
            int port,
            Tls tls,
            String caFile,
            String from,
            String user,
            Secret password,
            Duration timeout) {}

    /** {@code secret} signs the bodies; empty: they are not signed. */
    public record Webhook(Secret secret, Duration timeout) {}

    /**
     * How hard it is tried.
     *
     * @param first pause after the first failure, doubled each time up to {@code longest}
     * @param giveUp after this time it is failed, and says so
     * @param waiting at most so many wait per recipient; what comes then is dropped, and says so
     */
    public record Patience(Duration first, Duration longest, int attempts, Duration giveUp, int waiting) {}

    public Notifying {
        recipients = List.copyOf(recipients);
    }

    /** The same with nobody to be told: what a simulation needs. */
    Notifying silent() {
        return new Notifying(List.of(), mail, webhook, patience, url, keep);
    }
}
