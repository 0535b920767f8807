package ioc.config;

import ioc.place.Device;
import ioc.sensor.DeviceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The devices of one point while it is read: which hangs behind which can be told once all are there. */
final class Vias {
    private record Draft(Device device, Section section, String via) {}

    private final List<Draft> drafts = new ArrayList<>();

    /** @param via name or whole id of the device it hangs behind; empty for none */
    void add(Device device, Section section, String via) {
        drafts.add(new Draft(device, section, via));
    }

    List<Device> read() {
        Map<DeviceId, DeviceId> above = new HashMap<>();
        for (Draft draft : drafts) {
            DeviceId via = draft.via().isEmpty() ? null : found(draft);
            if (via != null) {
                above.put(draft.device().id(), via);
            }
        }
        List<Device> devices = new ArrayList<>();
        for (Draft draft : drafts) {
            Device device = draft.device();
            DeviceId via = above.get(device.id());
            if (via != null && isCircle(device.id(), above)) {
                draft.section().problem("via", "was \"" + draft.via() + "\" but must not lead back to " + device.id());
                via = null;
            }
            devices.add(new Device(device.id(), device.name(), device.period(), device.habit(), via));
        }
        return devices;
    }

    private @Nullable DeviceId found(Draft draft) {
        Set<String> known = new TreeSet<>();
        List<DeviceId> fits = new ArrayList<>();
        for (Draft other : drafts) {
            DeviceId id = other.device().id();
            known.add(id.name());
            if (draft.via().equals(id.name()) || draft.via().equals(id.toString())) {
                fits.add(id);
            }
        }
        if (fits.size() == 1) {
            return fits.get(0);
        }
        String nearest = Section.nearest(draft.via(), known);
        String must = fits.isEmpty() ? "a device of this point" : "one of " + fits;
        draft.section()
                .problem(
                        "via",
                        "was \"" + draft.via() + "\" but must be " + must
                                + (fits.isEmpty() && !nearest.isEmpty() ? " (did you mean " + nearest + "?)" : ""));
        return null;
    }

    private static boolean isCircle(DeviceId id, Map<DeviceId, DeviceId> above) {
        Set<DeviceId> seen = new HashSet<>();
        DeviceId at = above.get(id);
        while (at != null && !at.equals(id) && seen.add(at)) {
            at = above.get(at);
        }
        return id.equals(at);
    }
}
