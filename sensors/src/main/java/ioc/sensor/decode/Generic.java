package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Any device that says bare values or JSON on topics of its own. The options say what is what: {@code /a/b} is a JSON Pointer, {@code .}
 * the bare payload; {@code stream:/a/b} and {@code stream} are the same of one stream only.
 */
final class Generic implements Decoder {
    private static final String BARE = ".";
    private static final int LONGEST_LIST = 150;

    /** What to look for in a payload of one stream, the bare payload last. */
    private record Plan(Pointers pointers, List<String> names, List<Meaning> meanings, boolean bare) {
        static Plan of(Map<String, Meaning> wanted) {
            Map<String, Meaning> pointers = new TreeMap<>(wanted);
            Meaning bare = pointers.remove(BARE);
            List<String> names = new ArrayList<>(pointers.keySet());
            List<Meaning> meanings = new ArrayList<>(pointers.values());
            Pointers compiled = new Pointers(names);
            if (bare != null) {
                names.add(BARE);
                meanings.add(bare);
            }
            return new Plan(compiled, List.copyOf(names), List.copyOf(meanings), bare != null);
        }

        /** How many of them are pointers. */
        int pointed() {
            return bare ? names.size() - 1 : names.size();
        }

        String pointedNames() {
            String all = String.join(", ", names.subList(0, pointed()));
            return all.length() > LONGEST_LIST ? all.substring(0, LONGEST_LIST) + "…" : all;
        }
    }

    private final Times times;
    private final Meanings meanings;
    private final WordMap<Plan> plans;
    private final @Nullable Plan otherwise;

    Generic(Setup setup) {
        times = setup.times();
        meanings = new Meanings(setup);
        Map<String, Map<String, Meaning>> byStream = new HashMap<>();
        meanings.all().forEach((name, meaning) -> {
            int colon = name.startsWith("/") ? -1 : name.indexOf(":/");
            boolean any = colon < 0 && (name.startsWith("/") || name.equals(BARE));
            String stream = any ? "" : colon < 0 ? name : name.substring(0, colon);
            String where = any ? name : colon < 0 ? BARE : name.substring(colon + 1);
            byStream.computeIfAbsent(stream, key -> new TreeMap<>()).put(where, meaning);
        });
        if (meanings.all().isEmpty() && setup.problems().isEmpty()) {
            setup.problem("options: were none but must say what is what, such as /count: people");
        }
        Map<String, Plan> compiled = new HashMap<>();
        byStream.forEach((stream, wanted) -> compiled.put(stream, Plan.of(wanted)));
        otherwise = compiled.remove("");
        plans = new WordMap<>(compiled);
    }

    private @Nullable Plan plan(Address address) {
        Plan own = plans.find(address.stream());
        return own == null ? otherwise : own;
    }

    @Override
    public @Nullable String unused(Address address) {
        return plan(address) == null ? "of no use here" : null;
    }

    @Override
    public Porter porter() {
        return (address, message) -> Door.with(message, Scrub.mapped(message.payload()));
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        Plan plan = plan(address);
        if (device == null || plan == null) {
            return Decoders.unknownDevice(address);
        }
        boolean structure = payload.startsWith('{') || payload.startsWith('[');
        if (plan.bare() && (!structure || plan.pointed() == 0)) {
            return Telling.of(meanings, plan.meanings().get(plan.pointed()), times, device, address, payload);
        }
        if (!structure) {
            return Refusal.wrongType("payload", "no object or list", "JSON with " + plan.pointedNames());
        }
        try {
            return told(device, address, plan, plan.pointers().values(payload), payload);
        } catch (Json.Broken e) {
            return Fields.broken(e);
        }
    }

    private Decoded told(DeviceId device, Address address, Plan plan, @Nullable Object[] values, Payload payload) {
        Telling telling = new Telling(meanings, times, device, address.part(), payload);
        Instant at = null;
        boolean missing = true;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            missing &= value == null;
            if (value != null
                    && value != Pointers.NOTHING
                    && plan.meanings().get(i).kind() == Meaning.Kind.TIME) {
                at = telling.time(plan.names().get(i), value);
            }
        }
        if (missing) {
            return Refusal.wrongType("payload", "without " + plan.pointedNames(), "JSON with one of them at least");
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null && value != Pointers.NOTHING) {
                telling.add(plan.meanings().get(i), plan.names().get(i), value, at);
            }
        }
        return telling.decoded();
    }
}
