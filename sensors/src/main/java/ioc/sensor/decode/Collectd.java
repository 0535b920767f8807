package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Message;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * collectd's write_mqtt, {@code <prefix>/<host>/<plugin>[-<instance>]/<type>[-<instance>]}, in its PLAIN format ({@code time:value:...})
 * and its JSON format; notifications are at {@code <prefix>/event/<host>/...}. Rates are rates only while collectd's StoreRates is
 * true, its default. A value {@code nan} is no value.
 */
final class Collectd implements Decoder {
    private static final double MOST_SECONDS = 1e10;

    /** What iwinfo calls the best quality. */
    private static final double BEST_QUALITY = 70;

    private static final String EVENT = "event";
    private static final byte[] NOTHING = {};
    private static final Set<String> KEPT_OF_NOTIFICATION = Set.of("Severity", "Time", "DataSource");

    /** What numbers and {@code nan} are written with, also in quotes. */
    private static final String NUMBERS = "0123456789.:+-eEnaNA\"";

    /** Received and sent, in the order collectd gives them. */
    private static final List<Quantity> OCTETS = List.of(Quantity.RECEIVE_RATE, Quantity.SEND_RATE);

    /** Uptime: not a level but a sign of life. */
    private static final List<Quantity> UPTIME = List.of();

    /**
     * What a topic is about.
     *
     * @param quantities of its first values, in their order; of the three values of load that is the one over a minute
     * @param part the interface or the pinged host
     */
    private record Subject(List<Quantity> quantities, String part) {
        static @Nullable Subject of(String stream) {
            int slash = stream.indexOf('/');
            if (slash < 0) {
                return null;
            }
            int hyphen = stream.indexOf('-');
            String plugin = stream.substring(0, hyphen < 0 || hyphen > slash ? slash : hyphen);
            String instance = stream.substring(Math.min(plugin.length() + 1, slash), slash);
            String type = stream.substring(slash + 1);
            return switch (plugin + '/' + typeName(type)) {
                case "iwinfo/stations" -> new Subject(List.of(Quantity.STATIONS), Words.plain(instance));
                case "iwinfo/signal_power" -> new Subject(List.of(Quantity.SIGNAL), Words.plain(instance));
                case "iwinfo/signal_noise" -> new Subject(List.of(Quantity.NOISE), Words.plain(instance));
                case "iwinfo/signal_quality" -> new Subject(List.of(Quantity.LINK_QUALITY), Words.plain(instance));
                case "iwinfo/bitrate" -> new Subject(List.of(Quantity.LINK_RATE), Words.plain(instance));
                case "interface/if_errors" -> new Subject(List.of(Quantity.ERROR_RATE), Words.plain(instance));
                case "interface/if_dropped" -> new Subject(List.of(Quantity.DROP_RATE), Words.plain(instance));
                case "interface/if_octets" -> new Subject(OCTETS, Words.plain(instance));
                case "dhcpleases/count" -> new Subject(List.of(Quantity.LEASES), "");
                case "ping/ping" -> new Subject(List.of(Quantity.PING), Words.plain(typeInstance(type)));
                case "ping/ping_droprate" ->
                    new Subject(List.of(Quantity.PACKET_LOSS), Words.plain(typeInstance(type)));
                case "load/load" -> typeInstance(type).isEmpty() ? new Subject(List.of(Quantity.LOAD), "") : null;
                case "memory/memory" ->
                    typeInstance(type).equals("free") ? new Subject(List.of(Quantity.MEMORY_FREE), "") : null;
                case "conntrack/conntrack" ->
                    typeInstance(type).isEmpty() ? new Subject(List.of(Quantity.CONNECTIONS), "") : null;
                case "thermal/temperature" -> new Subject(List.of(Quantity.TEMPERATURE), Words.plain(instance));
                case "sensors/temperature", "nut/temperature" ->
                    new Subject(List.of(Quantity.TEMPERATURE), Words.plain(instance + '-' + typeInstance(type)));
                case "wireless/signal_power" -> new Subject(List.of(Quantity.SIGNAL), Words.plain(instance));
                case "wireless/signal_noise" -> new Subject(List.of(Quantity.NOISE), Words.plain(instance));
                case "cpu/cpu", "cpu/percent" ->
                    typeInstance(type).equals("idle")
                            ? new Subject(List.of(Quantity.PROCESSOR), Words.plain(instance))
                            : null;
                case "nut/percent" ->
                    typeInstance(type).equals("charge")
                            ? new Subject(List.of(Quantity.BATTERY), Words.plain(instance))
                            : null;
                case "uptime/uptime" -> new Subject(UPTIME, "");
                default -> null;
            };
        }

        private static String typeName(String type) {
            int hyphen = type.indexOf('-');
            return hyphen < 0 ? type : type.substring(0, hyphen);
        }

        private static String typeInstance(String type) {
            return type.substring(Math.min(typeName(type).length() + 1, type.length()));
        }
    }

    private static final Form FORM = new Form();
    private static final Field TIME = FORM.field("time");
    private static final Field VALUES = FORM.field("values");

    private final Times times;

    Collectd(Setup setup) {
        times = setup.times();
    }

    @Override
    public @Nullable String unused(Address address) {
        if (address.stream().indexOf('/') < 0) {
            return "not sent by collectd itself";
        }
        return isNotification(address) || Subject.of(address.stream()) != null ? null : "of no use here";
    }

    @Override
    public boolean single(Address address) {
        return !isNotification(address);
    }

    /** Their prefix is the other one and {@code event}, which looks like a host. */
    private static boolean isNotification(Address address) {
        return address.word().equals(EVENT) && !address.isListed();
    }

    @Override
    public Porter porter() {
        return (address, message) -> Door.with(message, isNotification(address) ? notified(message) : values(message));
    }

    /** The lines that are read: what comes after them is for people. */
    private static byte[] notified(Message message) {
        StringBuilder kept = new StringBuilder();
        Payload.of(message)
                .text()
                .lines()
                .takeWhile(line -> line.contains(": "))
                .filter(line -> KEPT_OF_NOTIFICATION.contains(line.substring(0, line.indexOf(": "))))
                .forEach(line -> kept.append(line).append('\n'));
        return kept.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Of JSON what is read, and else numbers alone: anybody may publish under the prefix. */
    private static byte[] values(Message message) {
        Payload payload = Payload.of(message);
        if (payload.startsWith('[')) {
            return Scrub.kept(message.payload(), FORM);
        }
        for (int i = payload.from(); i < payload.to(); i++) {
            if (NUMBERS.indexOf(payload.bytes()[i]) < 0) {
                return NOTHING;
            }
        }
        return message.payload();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        if (isNotification(address)) {
            return notification(address, payload);
        }
        DeviceId device = address.device();
        Subject subject = Subject.of(address.stream());
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        if (subject == null) {
            return new Ignored("of no use here");
        }
        return payload.startsWith('[') ? json(device, subject, payload) : plain(device, subject, payload);
    }

    /** Lines of {@code Name: value} up to an empty one; what comes after is for people. */
    private Decoded notification(Address address, Payload payload) {
        int slash = address.stream().indexOf('/');
        Address host = address.beside(address.stream().substring(0, slash));
        DeviceId device = host.device();
        if (device == null) {
            return Decoders.unknownDevice(host);
        }
        String severity = "";
        String source = "";
        Instant time = null;
        for (String line : (Iterable<String>) payload.text().lines()::iterator) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                break;
            }
            String value = line.substring(colon + 2);
            switch (line.substring(0, colon)) {
                case "Severity" -> severity = value.strip();
                case "Time" -> time = Times.of(Numbers.of(value));
                case "DataSource" -> source = "-" + value;
                default -> {}
            }
        }
        Boolean active =
                switch (severity) {
                    case "FAILURE", "WARNING" -> true;
                    case "OKAY" -> false;
                    default -> null;
                };
        String word = Words.plain(address.stream().substring(slash + 1) + source);
        if (active == null || word.isEmpty()) {
            return Refusal.wrongType("Severity", Refusal.quoted(severity), "FAILURE, WARNING or OKAY");
        }
        return time != null && Times.isOff(time, payload)
                ? Refusal.clockOff("Time", time, payload.receivedAt())
                : new Decoded.Readings(List.of(new Fault(device, time, word, active)));
    }

    private static Decoded plain(DeviceId device, Subject subject, Payload payload) {
        String[] words = payload.length() > 200 ? new String[0] : payload.text().split(":", -1);
        Instant time = words.length < 2 ? null : Times.of(Numbers.of(words[0]));
        if (time == null) {
            return Refusal.malformed("payload: must be like 1795136523.012:17");
        }
        double[] values = new double[words.length - 1];
        for (int i = 0; i < values.length; i++) {
            String word = words[i + 1];
            values[i] = Numbers.of(word);
            if (Double.isNaN(values[i]) && !word.equals("nan") && !word.equals("-nan")) {
                return Refusal.wrongType("value " + (i + 1), Refusal.quoted(word), "a number or nan");
            }
        }
        if (Times.isOff(time, payload)) {
            return Refusal.clockOff("time", time, payload.receivedAt());
        }
        List<Reading> readings = new ArrayList<>(2);
        Rejected problem = add(readings, device, subject, time, values);
        return problem == null ? outcome(readings) : problem;
    }

    private Decoded json(DeviceId device, Subject subject, Payload payload) {
        List<Reading> readings = new ArrayList<>(2);
        Json json = new Json(payload);
        try {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Fields fields = FORM.readAt(json, payload, times);
                Instant time = fields.time(TIME);
                double[] values = fields.numbers(VALUES);
                Rejected problem = fields.problem();
                if (problem == null) {
                    problem = add(readings, device, subject, time, values);
                }
                if (problem != null) {
                    return problem;
                }
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                return Refusal.malformed("payload: must be a list of objects");
            }
            json.end();
        } catch (Json.Broken e) {
            return Fields.broken(e);
        }
        return outcome(readings);
    }

    private static Decoded outcome(List<Reading> readings) {
        return readings.isEmpty() ? new Ignored("no value yet") : new Decoded.Readings(readings);
    }

    /** Adds what the values say, or returns what is wrong with them. */
    private static @Nullable Rejected add(
            List<Reading> readings, DeviceId device, Subject subject, @Nullable Instant time, double[] values) {
        int least = Math.max(1, subject.quantities().size());
        if (values.length < least) {
            return Refusal.wrongType("values", String.valueOf(values.length), "at least " + least);
        }
        if (subject.quantities().isEmpty()) {
            return alive(readings, device, time, values[0]);
        }
        for (int i = 0; i < subject.quantities().size(); i++) {
            Quantity quantity = subject.quantities().get(i);
            double value = value(quantity, values, i);
            if (!Double.isNaN(value) && !quantity.allows(value)) {
                return Refusal.outOfRange("value " + (i + 1), value, quantity.least(), quantity.most());
            }
            if (!Double.isNaN(value)) {
                readings.add(new Level(device, time, quantity, subject.part(), value));
            }
        }
        return null;
    }

    /** NaN where it is not known; iwinfo then says 0. */
    private static double value(Quantity quantity, double[] values, int i) {
        double value = values[i];
        return switch (quantity) {
            case SIGNAL, NOISE, LINK_RATE -> value == 0 ? Double.NaN : value;
            case LINK_QUALITY -> value == 0 ? Double.NaN : Math.min(1, value / BEST_QUALITY);
            case PROCESSOR -> Math.max(0, Math.min(1, (100 - value) / 100)); // said is what idles
            case ERROR_RATE, DROP_RATE -> both(values);
            default -> value;
        };
    }

    /** Received and sent together. */
    private static double both(double[] values) {
        double sum = Double.NaN;
        for (double value : values) {
            sum = Double.isNaN(sum) ? value : Double.isNaN(value) ? sum : sum + value;
        }
        return sum;
    }

    private static @Nullable Rejected alive(
            List<Reading> readings, DeviceId device, @Nullable Instant time, double uptime) {
        if (uptime < 0 || uptime > MOST_SECONDS) {
            return Refusal.outOfRange("value 1", uptime, 0, MOST_SECONDS);
        }
        if (!Double.isNaN(uptime)) {
            readings.add(new Health(device, time, (long) uptime, null, null, null, null));
        }
        return null;
    }
}
