package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.sensor.DeviceId;
import ioc.sensor.simulate.Publication.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One device: its session, its clock, its faults, and its words in the own convention {@code ioc/1/...}. */
final class Gadget {
    private static final long HEARTBEAT = 60_000;
    private static final Map<String, String> VERSIONS =
            Map.of("counter", "2.1.0", "kiosk", "1.4.2", "tablet", "1.2.0", "camera", "3.0.7", "wifi", "23.05.4");

    private final DeviceId id;
    private final Agenda agenda;
    private final Chance chance;
    private final Uplink uplink;
    private final Consumer<Publication> out;
    private final String prefix;
    private final long clockAhead;
    private final int signal;
    private final ArrayDeque<Runnable> kept = new ArrayDeque<>();
    private @Nullable String session;
    private long bootedAt;
    private @Nullable String fault;
    private boolean hung;

    Gadget(DeviceId id, Agenda agenda, Chance chance, Uplink uplink, long clockAhead, Consumer<Publication> out) {
        this.id = id;
        this.agenda = agenda;
        this.chance = chance;
        this.uplink = uplink;
        this.clockAhead = clockAhead;
        this.out = out;
        prefix = "ioc/1/" + id.site() + "/" + id.kind().word() + "/" + id.name() + "/";
        signal = chance.between(-71, -46);
        uplink.serve(this);
    }

    DeviceId id() {
        return id;
    }

    boolean isConnected() {
        return session != null;
    }

    boolean isJammed() {
        return "paper-jam".equals(fault);
    }

    /** Powers up at an instant and speaks until {@code until}, with a heartbeat a minute. */
    void live(long from, long until) {
        bootedAt = from;
        agenda.at(from, this::connect);
        agenda.every(HEARTBEAT, from + HEARTBEAT, until, () -> heartbeat(Cause.HEARTBEAT));
    }

    void connect() {
        if (session != null || uplink.isDown()) {
            return;
        }
        session = chance.uuid().toString();
        send(Cause.ONLINE, "status", true, status("online", session));
        heartbeat(Cause.READING);
        while (!uplink.isHolding() && !kept.isEmpty()) {
            kept.remove().run();
        }
    }

    /** Ends the session in order. */
    void leave() {
        if (session != null) {
            send(Cause.OFFLINE, "status", true, status("offline", session));
            session = null;
        }
    }

    /** Loses the line; the broker tells the last will, which cannot know the time. */
    void cut() {
        if (session != null) {
            ObjectNode will = JsonNodeFactory.instance.objectNode();
            will.put("state", "offline").put("session", session);
            send(Cause.CUT, "status", true, will);
            session = null;
        }
    }

    /** Starts anew after a failure: the time it runs begins again. */
    void reboot() {
        bootedAt = agenda.now();
        connect();
    }

    void fault(@Nullable String word) {
        fault = word;
        heartbeat(Cause.READING);
    }

    void hang(boolean hangs) {
        hung = hangs;
    }

    /** A body with the device's own time as its first field. */
    ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("ts", agenda.now() + clockAhead);
    }

    /** A body with an id and the device's own time. */
    ObjectNode fact() {
        ObjectNode fact = JsonNodeFactory.instance.objectNode();
        return fact.put("id", chance.uuid().toString()).put("ts", agenda.now() + clockAhead);
    }

    /** Says what must not be lost: kept while there is no line. */
    void tell(String stream, ObjectNode body) {
        sendOrKeep(stream, false, body);
    }

    /** Says a state that the broker keeps for those who come later. */
    void state(String stream, ObjectNode body) {
        sendOrKeep(stream, true, body);
    }

    /** Says how much there is now: worthless later, so dropped while there is no line. */
    void level(String stream, ObjectNode body) {
        if (session != null && !hung && !uplink.isHolding()) {
            send(Cause.LEVEL, stream, false, body);
        }
    }

    private void sendOrKeep(String stream, boolean retained, ObjectNode body) {
        Runnable sending = () -> send(Cause.READING, stream, retained, body);
        if (uplink.isHolding()) {
            uplink.keep(sending);
        } else if (session == null) {
            kept.add(sending);
        } else {
            sending.run();
        }
    }

    private void heartbeat(Cause cause) {
        if (session == null || hung) {
            return;
        }
        ObjectNode health = body();
        health.put("uptime", (agenda.now() - bootedAt) / 1000);
        health.put("version", VERSIONS.get(id.kind().word()));
        health.put("rssi", signal + chance.between(-3, 3));
        health.put("queued", kept.size() + uplink.kept());
        if (fault != null) {
            health.put("fault", fault);
        }
        send(cause, "health", false, health);
    }

    private ObjectNode status(String state, String of) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        return status.put("state", state).put("ts", agenda.now() + clockAhead).put("session", of);
    }

    private void send(Cause cause, String stream, boolean retained, ObjectNode body) {
        out.accept(new Publication(
                Instant.ofEpochMilli(agenda.now()),
                id,
                prefix + stream,
                body.toString().getBytes(StandardCharsets.UTF_8),
                1,
                retained,
                cause));
    }
}
