package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Homie 4 and 5, {@code homie/<device>/...} and {@code homie/5/<device>/...}: {@code $state}, {@code $alert/<id>}, {@code $fw/version} and
 * the properties {@code <node>/<property>} that the options name.
 */
final class Homie implements Decoder {
    private static final String STATE = "$state";
    private static final String ALERT = "$alert/";
    private static final byte[] ON = "on".getBytes(StandardCharsets.US_ASCII);
    private static final String FIRMWARE = "$fw/version";
    private static final Meaning VERSION = new Meaning(Meaning.Kind.VERSION, null, "", 1);

    private final Times times;
    private final Meanings meanings;

    Homie(Setup setup) {
        times = setup.times();
        meanings = new Meanings(setup);
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = address.stream();
        boolean used = stream.equals(STATE)
                || stream.equals(FIRMWARE)
                || !alert(stream).isEmpty()
                || meanings.find(stream) != null;
        return used && !address.word().startsWith("$") ? null : "of no use here";
    }

    /** Our word for the alert a topic is about; empty when it is about none. */
    private static String alert(String stream) {
        return stream.startsWith(ALERT) ? Words.plain(stream.substring(ALERT.length())) : "";
    }

    /** The text of an alert is not read, and may say anything. */
    @Override
    public Porter porter() {
        return (address, message) ->
                alert(address.stream()).isEmpty() || Payload.of(message).isEmpty() ? message : Door.with(message, ON);
    }

    @Override
    public Decoded cleared(Address address) {
        DeviceId device = address.device();
        String alert = alert(address.stream());
        return device == null || alert.isEmpty()
                ? Decoder.super.cleared(address)
                : new Decoded.Readings(List.of(new Fault(device, null, alert, false)));
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        if (address.stream().equals(STATE)) {
            return state(device, payload);
        }
        String alert = alert(address.stream());
        if (!alert.isEmpty()) {
            return new Decoded.Readings(List.of(new Fault(device, null, alert, true)));
        }
        Meaning meaning = address.stream().equals(FIRMWARE) ? VERSION : meanings.find(address.stream());
        return meaning == null
                ? new Decoded.Ignored("of no use here")
                : Telling.of(meanings, meaning, times, device, address, payload);
    }

    private static Decoded state(DeviceId device, Payload payload) {
        String state = payload.isBare() ? payload.text().toLowerCase(Locale.ROOT) : "";
        Link link =
                switch (state) {
                    case "init", "ready", "alert" -> Link.ONLINE;
                    case "disconnected", "lost" -> Link.OFFLINE;
                    case "sleeping" -> Link.SLEEPING;
                    default -> null;
                };
        if (link == null) {
            return Refusal.wrongType(
                    "payload", Refusal.quoted(state), "init, ready, disconnected, sleeping, lost or alert");
        }
        List<Reading> readings = new ArrayList<>(2);
        readings.add(new Presence(device, null, link, null));
        boolean alert = state.equals("alert");
        if (alert || state.equals("ready")) {
            readings.add(
                    new Fault(device, null, "alert", alert)); // Homie 4: in need of somebody, until it is ready again
        }
        return new Decoded.Readings(readings);
    }
}
