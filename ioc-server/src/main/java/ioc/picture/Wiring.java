package ioc.picture;

import ioc.sensor.DeviceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which devices hang behind which, through any number of others. */
final class Wiring {
    private final Map<DevicePicture, List<DevicePicture>> above = new HashMap<>();
    private final Map<DevicePicture, List<DevicePicture>> behind = new HashMap<>();

    Wiring(Map<DeviceId, DevicePicture> devices) {
        for (DevicePicture device : devices.values()) {
            List<DevicePicture> path = new ArrayList<>();
            DevicePicture at = devices.get(device.device().via());
            while (at != null && at != device && !path.contains(at)) {
                path.add(0, at);
                behind.computeIfAbsent(at, none -> new ArrayList<>()).add(device);
                at = devices.get(at.device().via());
            }
            if (!path.isEmpty()) {
                above.put(device, path);
            }
        }
    }

    /** What it hangs behind, the topmost first. */
    List<DevicePicture> above(DevicePicture device) {
        return above.getOrDefault(device, List.of());
    }

    /** What hangs behind it, in the order of the places file. */
    List<DevicePicture> behind(DevicePicture device) {
        return behind.getOrDefault(device, List.of());
    }
}
