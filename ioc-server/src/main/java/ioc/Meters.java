package ioc;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import ioc.follow.Follower;
import ioc.journal.Journal;
import ioc.mqtt.Broker;
import ioc.picture.Picture;
import ioc.sensor.decode.Decoded.Reason;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What {@code /metrics} tells besides what Vert.x and the hub count: the ledger, the journal, its readers, the broker and the
 * JVM. Scraped on the core's thread.
 */
final class Meters {
    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    void watch(Picture picture, Journal journal, Broker broker, List<Follower<?>> followers) {
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder("ioc.rejected", picture, all -> all.ledger().rejected(reason))
                    .description("Messages and records refused, by reason")
                    .tag("reason", reason.word())
                    .register(registry);
        }
        gauge("ioc.journal.position", "Newest durable entry", journal, Journal::head);
        gauge("ioc.journal.pending", "Entries taken and not yet durable", journal, all -> all.figures()
                .pending());
        counter("ioc.journal.refused", "Offers without room", journal, all -> all.figures()
                .refused());
        counter("ioc.journal.commits", "Commits", journal, all -> all.figures().commits());
        counter(
                "ioc.journal.commit.seconds",
                "Time spent in commits",
                journal,
                all -> all.figures().commitNanos() / 1e9);
        gauge("ioc.broker.up", "1 while connected and subscribed", broker, all -> all.up() ? 1 : 0);
        counter("ioc.broker.received", "Messages at the callback", broker, all -> all.figures()
                .received());
        counter("ioc.broker.acknowledged", "Messages acknowledged as durable", broker, all -> all.figures()
                .acknowledged());
        for (Follower<?> follower : followers) {
            String name = follower.progress().name();
            Gauge.builder("ioc.reader.lag", follower, all -> all.progress().lag())
                    .description("Entries of the journal not yet in the store")
                    .tag("reader", name)
                    .register(registry);
            FunctionCounter.builder("ioc.reader.written", follower, all -> all.progress()
                            .written())
                    .description("Items stored")
                    .tag("reader", name)
                    .register(registry);
            FunctionCounter.builder(
                            "ioc.reader.dead", follower, all -> all.progress().dead())
                    .description("Items refused by the store for ever")
                    .tag("reader", name)
                    .register(registry);
        }
    }

    /** One source of the ledger: received = stored + rejected + pending, at every scrape. */
    void watch(HealthRows.Balance balance) {
        FunctionCounter.builder("ioc.ledger.received", balance, HealthRows.Balance::received)
                .description("Messages and records received")
                .tag("source", balance.source())
                .register(registry);
        FunctionCounter.builder("ioc.ledger.stored", balance, HealthRows.Balance::stored)
                .description("Of these, taken and behind the series reader")
                .tag("source", balance.source())
                .register(registry);
        FunctionCounter.builder("ioc.ledger.rejected", balance, HealthRows.Balance::rejected)
                .description("Of these, refused with a reason")
                .tag("source", balance.source())
                .register(registry);
        Gauge.builder("ioc.ledger.pending", balance, HealthRows.Balance::pending)
                .description("Of these, taken and not yet stored")
                .tag("source", balance.source())
                .register(registry);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(registry);
    }

    private <T> void counter(String name, String description, T of, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, of, value).description(description).register(registry);
    }
}
