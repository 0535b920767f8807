package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Message;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenWISP's monitoring agent of OpenWrt access points: NetJSON DeviceMonitoring, posted, packed when it had to wait. It lists every
 * client, of which only the number is let in.
 */
final class OpenWisp implements Decoder {
    private static final Set<String> KEPT = Set.of(
            "type",
            "general",
            "local_time",
            "uptime",
            "resources",
            "load",
            "memory",
            "free",
            "interfaces",
            "name",
            "wireless",
            "mode");

    private static final String CLIENTS = "clients";

    /** A number, for so it was let in. */
    private static final String STATIONS = "wireless.clients";

    private static final double MOST_SECONDS = 1e10;

    private static final byte[] NOTHING = {};

    private final Times times;

    OpenWisp(Setup setup) {
        times = setup.times();
    }

    @Override
    public boolean clearable(Address address) {
        return false;
    }

    @Override
    public Porter porter() {
        return (address, message) -> Door.with(message, kept(Scrub.unpacked(message.payload()), message));
    }

    private static byte[] kept(byte[] body, Message message) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
        Json in = new Json(Payload.of(Door.with(message, body)));
        try (JsonGenerator out = Json.generator(kept)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return NOTHING;
            }
            in.copyTo(out);
            while (in.isWithin()) {
                if (in.nextToken() != JsonToken.FIELD_NAME || KEPT.contains(in.currentName())) {
                    in.copyTo(out);
                    continue;
                }
                boolean clients = in.currentName().equals(CLIENTS);
                in.nextToken();
                if (clients) {
                    out.writeNumberField(CLIENTS, length(in));
                } else {
                    in.skipChildren();
                }
            }
            in.end();
        } catch (IOException e) {
            return NOTHING;
        }
        return kept.toByteArray();
    }

    /** How many are in a list or, by their addresses, in an object; a number is that already. */
    private static int length(Json in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return (int) in.getDoubleValue();
        }
        int length = 0;
        if (in.currentToken().isStructStart()) {
            for (JsonToken token = in.nextToken(); !token.isStructEnd(); token = in.nextToken()) {
                length += token == JsonToken.FIELD_NAME ? 0 : 1;
                in.skipChildren();
            }
        }
        return length;
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        List<Fields> all = Fields.each(payload, times, "interfaces");
        if (listsClients(all)) { // it came in before its mapping
            Message message = new Message("", payload.bytes(), false, payload.receivedAt());
            Payload counted = Payload.of(Door.with(message, kept(payload.bytes(), message)));
            all = Fields.each(counted, times, "interfaces");
        }
        Fields in = all.get(0);
        String type = in.required("type", 64);
        Instant time = time(in);
        if (in.problem() == null && !type.equals("DeviceMonitoring")) {
            return new Ignored("no monitoring");
        }
        if (in.problem() == null && time != null && Times.isOff(time, payload)) {
            return Refusal.clockOff("general.local_time", time, payload.receivedAt());
        }
        List<Reading> readings = new ArrayList<>();
        Long uptime = in.rounded("general.uptime", 0, MOST_SECONDS);
        readings.add(new Health(device, time, uptime, null, null, null, null));
        double[] load = in.has("resources.load") ? in.numbers("resources.load") : new double[0];
        if (load.length > 0 && Quantity.LOAD.allows(load[0])) {
            readings.add(new Level(device, time, Quantity.LOAD, "", load[0]));
        }
        if (in.has("resources.memory.free")) {
            double free = in.number("resources.memory.free", Quantity.MEMORY_FREE);
            readings.add(new Level(device, time, Quantity.MEMORY_FREE, "", free));
        }
        for (Fields port : all.subList(1, all.size())) {
            if (isAccessPoint(port)) {
                String part = port.part("name", "");
                long stations = port.has(STATIONS)
                        ? port.whole(STATIONS, Quantity.STATIONS.least(), Quantity.STATIONS.most())
                        : 0;
                readings.add(new Level(device, time, Quantity.STATIONS, part, stations));
            }
            Rejected problem = port.problem();
            if (problem != null) {
                return problem;
            }
        }
        return in.decoded(() -> readings);
    }

    private static boolean listsClients(List<Fields> all) {
        for (Fields port : all) {
            Object clients = port.find(STATIONS);
            if (clients != null && !(clients instanceof Double)) {
                return true;
            }
        }
        return false;
    }

    /** In a mesh the clients are other access points. */
    private static boolean isAccessPoint(Fields port) {
        String mode = port.text("wireless.mode", 32);
        return port.has("wireless") && (mode == null || mode.equals("access_point"));
    }

    /** The clock on the wall, counted as if that were in UTC: OpenWrt says it so. */
    private @Nullable Instant time(Fields in) {
        Long seconds = in.rounded("general.local_time", 0, MOST_SECONDS);
        if (seconds == null) {
            return null;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return local.toInstant(times.zone().getRules().getOffset(local));
    }
}
