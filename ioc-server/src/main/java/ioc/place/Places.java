package ioc.place;

import ioc.sensor.DeviceId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All units, points and devices, in the order of the places file; that order is their fixed place on the wall. */
public final class Places {
    private final Name title;
    private final ZoneId zone;
    private final Map<String, Org> orgs = new LinkedHashMap<>();
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<DeviceId, Device> devices = new LinkedHashMap<>();
    private final Map<String, List<Org>> orgsByWord = new HashMap<>();

    public Places(Name title, ZoneId zone, List<Org> orgs, List<Service> services, List<Site> sites) {
        this.title = title;
        this.zone = zone;
        orgs.forEach(org -> put(this.orgs, org.id(), org));
        services.forEach(service -> put(this.services, service.id(), service));
        sites.forEach(site -> put(this.sites, site.id(), site));
        sites.forEach(site -> site.devices().forEach(device -> put(devices, device.id(), device)));
        for (Org org : orgs) {
            Set<String> words = new LinkedHashSet<>(org.aliases());
            words.addAll(
                    List.of(org.id(), org.code(), org.name().vi(), org.name().viShort()));
            words.forEach(word -> orgsByWord.merge(word, List.of(org), Places::joined));
        }
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.put(key, value) != null) {
            throw new IllegalArgumentException(key + ": is there twice but must be there once");
        }
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }

    public Name title() {
        return title;
    }

    public ZoneId zone() {
        return zone;
    }

    public Collection<Site> sites() {
        return sites.values();
    }

    public Collection<Org> orgs() {
        return orgs.values();
    }

    public Collection<Service> services() {
        return services.values();
    }

    public Collection<Device> devices() {
        return devices.values();
    }

    public Optional<Site> site(String id) {
        return Optional.ofNullable(sites.get(id));
    }

    public Optional<Org> org(String id) {
        return Optional.ofNullable(orgs.get(id));
    }

    public Optional<Service> service(String id) {
        return Optional.ofNullable(services.get(id));
    }

    public Optional<Device> device(DeviceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** The unit that a source system means by an id, code, name or alias on a day. */
    public Optional<Org> orgCalled(String word, LocalDate day) {
        return orgsByWord.getOrDefault(word, List.of()).stream()
                .filter(org -> org.validity().holds(day))
                .findFirst();
    }

    /** A unit and those above it, the uppermost first; empty when there is none of that id. */
    public List<String> path(String id) {
        List<String> path = new ArrayList<>();
        Org org = orgs.get(id);
        while (org != null && !path.contains(org.id())) {
            path.add(0, org.id());
            String parent = org.parent();
            org = parent == null ? null : orgs.get(parent);
        }
        return path;
    }

    /** The units that do today what {@code org} did; itself while it exists. */
    public List<Org> heirs(Org org, LocalDate day) {
        Set<Org> heirs = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        ArrayDeque<Org> ask = new ArrayDeque<>(List.of(org));
        while (!ask.isEmpty()) {
            Org next = ask.pop();
            if (!seen.add(next.id())) {
                continue;
            }
            if (next.validity().holds(day)) {
                heirs.add(next);
            } else {
                next.successors().forEach(id -> org(id).ifPresent(ask::add));
            }
        }
        return List.copyOf(heirs);
    }
}
