package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An outcome as one line of text, as {@code docs/devices.md} writes it. */
public final class Said implements Reading.Cases<String> {
    private Said() {}

    public static String of(Decoded decoded) {
        return decoded.match(
                readings -> readings.all().stream()
                        .map(reading -> reading.match(new Said()))
                        .collect(Collectors.joining("; ")),
                ignored -> "ignored: " + ignored.why(),
                rejected -> "refused " + rejected.reason().word() + ": " + rejected.detail());
    }

    private static String line(String what, DeviceId device, Reading reading, @Nullable Object... words) {
        StringJoiner line = new StringJoiner(" ");
        line.add(what).add(device.toString());
        for (Object word : words) {
            if (word != null && !word.toString().isEmpty()) {
                line.add(word.toString());
            }
        }
        return reading.observedAt() == null ? line.toString() : line + " at " + reading.observedAt();
    }

    private static @Nullable String named(String name, @Nullable Object value) {
        return value == null ? null : name + "=" + value;
    }

    private static String word(Enum<?> value) {
        return Words.plain(value.name());
    }

    @Override
    public String presence(Reading.Presence it) {
        return line("presence", it.device(), it, word(it.link()), named("session", it.session()));
    }

    @Override
    public String health(Reading.Health it) {
        return line(
                "health",
                it.device(),
                it,
                named("uptime", it.uptimeSeconds()),
                named("version", it.version()),
                named("rssi", it.rssi()),
                named("queued", it.queued()),
                named("fault", it.fault()));
    }

    @Override
    public String fault(Reading.Fault it) {
        return line("fault", it.device(), it, it.word(), it.active() ? "on" : "off");
    }

    @Override
    public String ticketStep(Reading.TicketStep it) {
        return line(
                "ticket",
                it.device(),
                it,
                word(it.step()),
                it.ticket(),
                named("visit", it.visit()),
                named("service", it.service()),
                named("counter", it.counter()),
                named("id", it.id()));
    }

    @Override
    public String counterState(Reading.CounterState it) {
        return line("counter", it.device(), it, word(it.state()), String.join(",", it.services()));
    }

    @Override
    public String rating(Reading.Rating it) {
        return line(
                "rating",
                it.device(),
                it,
                it.score() + "/" + it.scale(),
                named("counter", it.counter()),
                named("reason", it.reason()),
                named("id", it.id()));
    }

    @Override
    public String level(Reading.Level it) {
        return line(it.quantity().word(), it.device(), it, it.part(), Numbers.text(it.value()));
    }

    @Override
    public String tally(Reading.Tally it) {
        return line(
                word(it.direction()),
                it.device(),
                it,
                it.part(),
                (it.cumulative() ? "total " : "") + it.count(),
                named("id", it.id()));
    }
}
