package ioc.sensor.simulate;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What stands where: the part of the places that the simulation must know.
 *
 * @param services all services in their order; the first has ticket letter A, the next B and so on
 */
public record Plan(ZoneId zone, List<String> services, List<Site> sites) {
    /** One point and what stands there, in order: tablet n belongs to counter n; cameras look at door, hall, queue in turn. */
    public record Site(String id, List<String> services, List<DeviceId> devices) {
        public Site {
            services = List.copyOf(services);
            devices = List.copyOf(devices);
            if (services.isEmpty()) {
                throw new IllegalArgumentException(id + ": services was empty but must have at least one");
            }
            for (DeviceId device : devices) {
                if (!device.site().equals(id)) {
                    throw new IllegalArgumentException(id + ": device was " + device + " but must be of this site");
                }
            }
        }

        /** The devices of one kind, in order. */
        public List<DeviceId> all(DeviceKind kind) {
            return devices.stream().filter(device -> device.kind() == kind).toList();
        }
    }

    /** What people come for: its share of visits and how long it takes at the counter. */
    record Errand(String service, char letter, double share, double minutes) {}

    private record Habit(double share, double minutes) {}

    private static final Map<String, Habit> HABITS = Map.of(
            "land", new Habit(0.28, 6.0),
            "civil", new Habit(0.34, 3.0),
            "social", new Habit(0.14, 4.5),
            "business", new Habit(0.10, 5.0),
            "result", new Habit(0.14, 2.0));

    public Plan {
        services = List.copyOf(services);
        sites = List.copyOf(sites);
        if (services.isEmpty() || services.size() > 26) {
            throw new IllegalArgumentException(
                    "services: was " + services.size() + " but must be 1 to 26, one letter each");
        }
        for (Site site : sites) {
            if (!services.containsAll(site.services())) {
                throw new IllegalArgumentException(
                        site.id() + ": services was " + site.services() + " but must be among " + services);
            }
        }
    }

    /** The ten points of Gò Dầu with their 125 devices. */
    public static Plan goDau() {
        List<String> services = List.of("land", "civil", "social", "business", "result");
        List<Site> sites = new ArrayList<>();
        sites.add(site("cap-huyen", "ch", 6, 2, 0, services));
        sites.add(site("tt-go-dau", "gd", 4, 0, 3, services));
        sites.add(site("thanh-phuoc", "tp", 3, 0, 3, services));
        sites.add(site("phuoc-dong", "pd", 4, 0, 3, services));
        sites.add(site("bau-don", "bd", 3, 0, 3, services));
        sites.add(site("hiep-thanh", "ht", 3, 0, 3, services));
        sites.add(site("phuoc-trach", "pt", 2, 0, 3, services));
        sites.add(site("phuoc-thanh", "ph", 3, 0, 3, services));
        sites.add(site("thanh-duc", "td", 3, 0, 3, services));
        sites.add(site("cam-giang", "cg", 2, 0, 3, services));
        return new Plan(ZoneId.of("Asia/Ho_Chi_Minh"), services, sites);
    }

    private static Site site(String id, String prefix, int counters, int kiosks, int cameras, List<String> services) {
        List<DeviceId> devices = new ArrayList<>();
        add(devices, id, DeviceKind.COUNTER, prefix + "-q", counters);
        add(devices, id, DeviceKind.KIOSK, prefix + "-k", kiosks);
        add(devices, id, DeviceKind.TABLET, prefix + "-r", counters);
        add(devices, id, DeviceKind.CAMERA, prefix + "-c", cameras);
        add(devices, id, DeviceKind.WIFI, prefix + "-w", 3);
        return new Site(id, services, devices);
    }

    private static void add(List<DeviceId> devices, String site, DeviceKind kind, String prefix, int count) {
        for (int i = 1; i <= count; i++) {
            devices.add(new DeviceId(site, kind, prefix + i));
        }
    }

    /** What people come for at a site, in the order of its services. */
    List<Errand> errands(Site site) {
        List<Errand> errands = new ArrayList<>();
        for (String service : site.services()) {
            Habit habit = HABITS.getOrDefault(service, new Habit(0.15, 4.0));
            errands.add(new Errand(service, (char) ('A' + services.indexOf(service)), habit.share(), habit.minutes()));
        }
        return List.copyOf(errands);
    }
}
