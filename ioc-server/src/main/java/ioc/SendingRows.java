package ioc;

import ioc.config.NoticeKind;
import ioc.follow.StoreAway;
import ioc.notify.Outbox;
import ioc.notify.Sending;
import ioc.records.SendingRow;
import ioc.records.Sendings;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outbox in the records. */
final class SendingRows implements Outbox {
    private final Sendings sendings;

    SendingRows(Sendings sendings) {
        this.sendings = sendings;
    }

    /** A question to the store. */
    private interface Ask<T> {
        T now() throws StoreAway;
    }

    private static <T> T ask(Ask<T> ask) throws IOException {
        try {
            return ask.now();
        } catch (StoreAway e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void put(List<Sending> fresh, List<Sending> changed) throws IOException {
        ask(() -> {
            sendings.put(
                    fresh.stream().map(SendingRows::row).toList(),
                    changed.stream().map(SendingRows::row).toList());
            return true;
        });
    }

    @Override
    public List<Sending> of(String alert) throws IOException {
        return ask(() -> sendings.of(alert)).stream().map(SendingRows::sending).toList();
    }

    @Override
    public List<Sending> due(Instant now, Set<String> without, int most) throws IOException {
        return ask(() -> sendings.due(now.toEpochMilli(), without, most)).stream()
                .map(SendingRows::sending)
                .toList();
    }

    @Override
    public List<Sending> expired(Instant now, int most) throws IOException {
        return ask(() -> sendings.expired(now.toEpochMilli(), most)).stream()
                .map(SendingRows::sending)
                .toList();
    }

    @Override
    public Map<String, Long> open() throws IOException {
        return ask(sendings::open);
    }

    @Override
    public void forget(Instant before) throws IOException {
        ask(() -> {
            sendings.forget(before.toEpochMilli());
            return true;
        });
    }

    private static SendingRow row(Sending sending) {
        Sending.Of of = sending.of();
        Sending.Tries tries = sending.tries();
        Instant lastAt = tries.lastAt();
        return new SendingRow(
                sending.key(),
                of.alert(),
                of.transition(),
                of.kind().word(),
                of.recipient(),
                of.channel(),
                of.at().toEpochMilli(),
                sending.state().word(),
                tries.attempts(),
                tries.nextAt().toEpochMilli(),
                lastAt == null ? null : (Long) lastAt.toEpochMilli(),
                tries.giveUpAt().toEpochMilli(),
                sending.result(),
                sending.payload());
    }

    private static Sending sending(SendingRow row) {
        return new Sending(
                row.key(),
                new Sending.Of(
                        row.alert(),
                        row.transition(),
                        NoticeKind.valueOf(row.kind().toUpperCase(Locale.ROOT).replace('-', '_')),
                        row.recipient(),
                        row.channel(),
                        Instant.ofEpochMilli(row.at())),
                Sending.State.of(row.state())
                        .orElseThrow(() -> new IllegalStateException("sending.state: was \"" + row.state()
                                + "\" but must be waiting, sent, failed, held or dropped")),
                new Sending.Tries(
                        row.attempts(),
                        Instant.ofEpochMilli(row.nextAt()),
                        instant(row.lastAt()),
                        Instant.ofEpochMilli(row.giveUpAt())),
                row.result(),
                row.payload());
    }

    private static @Nullable Instant instant(@Nullable Long ms) {
        return ms == null ? null : Instant.ofEpochMilli(ms);
    }
}
