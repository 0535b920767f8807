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
import org.jspecify.annotations.Nullable;

/**
 * OpenWISP's monitoring agent of OpenWrt access points: NetJSON DeviceMonitoring, posted, packed when it had to wait. It lists every
 * client, of which only the number is let in.
 */
final class OpenWisp implements Decoder {
    private static final String CLIENTS = "clients";

    private static final double MOST_SECONDS = 1e10;

    private static final byte[] NOTHING = {};

    private static final Form FORM = new Form();
    private static final Field TYPE = FORM.field("type");
    private static final Field LOCAL_TIME = FORM.field("general.local_time");
    private static final Field UPTIME = FORM.field("general.uptime");
    private static final Field LOAD = FORM.field("resources.load");
    private static final Field FREE = FORM.field("resources.memory.free");
    private static final Form PORT = FORM.ofItems();
    private static final Field NAME = PORT.field("name");
    private static final Field WIRELESS = PORT.field("wireless");
    private static final Field MODE = PORT.field("wireless.mode");

    /** A number, for so it was let in. */
    private static final Field STATIONS = PORT.field("wireless.clients");

    private static final Field PORTS = FORM.list("interfaces", PORT);

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
                boolean named = in.nextToken() == JsonToken.FIELD_NAME;
                Field field = named ? in.currentField(FORM.names()) : null;
                boolean clients = field != null && field.path().equals(CLIENTS);
                if (!named || (field != null && !clients)) {
                    in.copyTo(out);
                    continue;
                }
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
        Fields in = FORM.read(payload, times);
        if (listsClients(in)) { // it came in before its mapping
            Message message = new Message("", payload.bytes(), false, payload.receivedAt());
            Payload counted = Payload.of(Door.with(message, kept(payload.bytes(), message)));
            in = FORM.read(counted, times);
        }
        String type = in.required(TYPE, 64);
        Instant time = time(in);
        if (in.problem() == null && !type.equals("DeviceMonitoring")) {
            return new Ignored("no monitoring");
        }
        if (in.problem() == null && time != null && Times.isOff(time, payload)) {
            return Refusal.clockOff(LOCAL_TIME.path(), time, payload.receivedAt());
        }
        List<Reading> readings = new ArrayList<>();
        Long uptime = in.rounded(UPTIME, 0, MOST_SECONDS);
        readings.add(new Health(device, time, uptime, null, null, null, null));
        double[] load = in.has(LOAD) ? in.numbers(LOAD) : new double[0];
        if (load.length > 0 && Quantity.LOAD.allows(load[0])) {
            readings.add(new Level(device, time, Quantity.LOAD, "", load[0]));
        }
        if (in.has(FREE)) {
            double free = in.number(FREE, Quantity.MEMORY_FREE);
            readings.add(new Level(device, time, Quantity.MEMORY_FREE, "", free));
        }
        for (Fields port : in.items(PORTS)) {
            if (isAccessPoint(port)) {
                String part = port.part(NAME, "");
                long stations = port.has(STATIONS) ? port.whole(STATIONS, Quantity.STATIONS) : 0;
                readings.add(new Level(device, time, Quantity.STATIONS, part, stations));
            }
            Rejected problem = port.problem();
            if (problem != null) {
                return problem;
            }
        }
        return in.decoded(() -> readings);
    }

    private static boolean listsClients(Fields in) {
        for (Fields port : in.items(PORTS)) {
            Object clients = port.value(STATIONS);
            if (clients != null && !(clients instanceof Double)) {
                return true;
            }
        }
        return false;
    }

    /** In a mesh the clients are other access points. */
    private static boolean isAccessPoint(Fields port) {
        String mode = port.text(MODE, 32);
        return port.has(WIRELESS) && (mode == null || mode.equals("access_point"));
    }

    /** The clock on the wall, counted as if that were in UTC: OpenWrt says it so. */
    private @Nullable Instant time(Fields in) {
        Long seconds = in.rounded(LOCAL_TIME, 0, MOST_SECONDS);
        if (seconds == null) {
            return null;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return local.toInstant(times.zone().getRules().getOffset(local));
    }
}
