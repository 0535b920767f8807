package ioc.place;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A physical point with devices. The unit that owns it changes with the law; the point does not.
 *
 * @param owners which unit owns it when
 * @param waitLimit how long a person may wait here
 * @param seats seats in the hall; 0 when unknown
 * @param fewestOpen counters that must be open while people wait
 */
public record Site(
        String id,
        Name name,
        List<Ownership> owners,
        double latitude,
        double longitude,
        int seats,
        Duration waitLimit,
        int fewestOpen,
        List<String> services,
        List<Device> devices) {
    public record Ownership(String org, Validity validity) {}

    public Site {
        owners = List.copyOf(owners);
        services = List.copyOf(services);
        devices = List.copyOf(devices);
    }

    /** Id of the unit that owns this point on a day. */
    public Optional<String> owner(LocalDate day) {
        return owners.stream()
                .filter(o -> o.validity().holds(day))
                .map(Ownership::org)
                .findFirst();
    }
}
