package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RouterOS: a script of the installer publishes bare values ({@code /iot/mqtt/publish}), so the last level of the topic is a word of
 * that script. Words that RouterOS itself has are the default.
 */
final class Mikrotik implements Decoder {
    private static final Map<Quantity, String> USUAL = new EnumMap<>(Map.of(
            Quantity.STATIONS, "wifi-clients",
            Quantity.LEASES, "dhcp-leases",
            Quantity.CONNECTIONS, "connections",
            Quantity.PROCESSOR, "cpu-load",
            Quantity.MEMORY_FREE, "free-memory",
            Quantity.TEMPERATURE, "temperature",
            Quantity.SIGNAL, "signal",
            Quantity.RECEIVE_RATE, "rx-rate",
            Quantity.SEND_RATE, "tx-rate"));

    private static final int LONGEST_VERSION = 64;

    private final Map<String, Quantity> streams = new HashMap<>();
    private final String uptime;
    private final String version;

    Mikrotik(Setup setup) {
        USUAL.forEach((quantity, usual) -> streams.put(said(setup, quantity.word(), usual), quantity));
        uptime = said(setup, "uptime", "uptime");
        version = said(setup, "version", "version");
    }

    private static String said(Setup setup, String option, String usual) {
        String text = setup.text(option);
        return text == null ? usual : text;
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = address.stream();
        return stream.equals(uptime) || stream.equals(version) || streams.containsKey(stream) ? null : "of no use here";
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        String text = payload.isBare() ? payload.text() : "";
        Quantity quantity = streams.get(address.stream());
        if (address.stream().equals(version)) {
            return text.isEmpty() || text.length() > LONGEST_VERSION
                    ? Refusal.wrongType("payload", Refusal.quoted(text), "a text of at most 64 characters")
                    : readings(new Health(device, null, null, text, null, null, null));
        }
        if (quantity == null) {
            long seconds = seconds(text);
            return seconds < 0
                    ? Refusal.wrongType("payload", Refusal.quoted(text), "like 1w2d03:04:05")
                    : readings(new Health(device, null, seconds, null, null, null, null));
        }
        double number = Numbers.of(text);
        if (Double.isNaN(number)) {
            return Refusal.wrongType("payload", Refusal.quoted(text), "a number");
        }
        double value = quantity == Quantity.PROCESSOR ? number / 100 : number; // RouterOS says per cent
        return quantity.allows(value)
                ? readings(new Level(device, null, quantity, address.part(), value))
                : Refusal.outOfRange("payload", value, quantity.least(), quantity.most());
    }

    private static Decoded readings(Reading reading) {
        return new Decoded.Readings(List.of(reading));
    }

    /** {@code 1w2d03:04:05}, {@code 2d3h4m5s} or plain seconds; below 0 when it is none of them. */
    static long seconds(String text) {
        long sum = 0;
        long clock = 0;
        long number = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && number < 1_000_000_000L) {
                number = Math.max(number, 0) * 10 + (c - '0');
                continue;
            }
            long unit =
                    switch (c) {
                        case 'w' -> 604_800;
                        case 'd' -> 86_400;
                        case 'h' -> 3600;
                        case 'm' -> 60;
                        case 's' -> 1;
                        default -> 0;
                    };
            if (number < 0 || (unit == 0 && c != ':')) {
                return -1;
            }
            sum += unit * number;
            clock = c == ':' ? (clock + number) * 60 : clock;
            number = -1;
        }
        return text.isEmpty() || text.endsWith(":") ? -1 : sum + clock + Math.max(number, 0);
    }
}
