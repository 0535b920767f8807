package ioc.config;

import ioc.place.Device;
import ioc.place.Name;
import ioc.place.Org;
import ioc.place.Places;
import ioc.place.Service;
import ioc.place.Site;
import ioc.place.Validity;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code places.yaml}: units with validity dates, services, points and their devices. */
final class PlacesFile {
    private static final Map<String, Device.Habit> HABITS =
            Map.of("learnt", Device.Habit.LEARNT, "change", Device.Habit.ON_CHANGE);
    private static final Duration USUAL = Duration.ofMinutes(1);

    private final Section file;
    private final Map<DeviceKind, Kind> kinds = new EnumMap<>(DeviceKind.class);
    private final Set<String> orgIds = new HashSet<>();
    private final Set<String> serviceIds = new HashSet<>();
    private final Set<DeviceId> deviceIds = new HashSet<>();
    /** By point: what other files say of it. */
    private final Map<String, List<Section>> later = new LinkedHashMap<>();

    /** What all devices of a kind share: how they are named by number, and how often they report. */
    private record Kind(String vi, String en, Period period) {}

    /** How often one reports, or until that is learnt. */
    private record Period(Duration length, Device.Habit habit) {}

    /** @param adopted files with devices that were made known later */
    PlacesFile(Section file, List<Section> adopted) {
        this.file = file;
        for (Section each : adopted) {
            each.named("sites").forEach((id, site) -> later.computeIfAbsent(id, none -> new ArrayList<>())
                    .add(site));
        }
    }

    Places read() {
        Name title = name(file.section("title"));
        ZoneId zone = file.text("zone", ZoneId.of("Asia/Ho_Chi_Minh"), "a time zone like Asia/Ho_Chi_Minh", word -> {
            try {
                return ZoneId.of(word);
            } catch (DateTimeException unknown) {
                return null;
            }
        });
        Map<String, Section> byKind = file.named("devices");
        for (DeviceKind kind : DeviceKind.values()) {
            Section section =
                    byKind.getOrDefault(kind.word(), file.section("devices").section(kind.word()));
            kinds.put(
                    kind,
                    new Kind(
                            section.text("vi", kind.word() + " {n}"),
                            section.text("en", kind.word() + " {n}"),
                            period(section, new Period(USUAL, Device.Habit.PERIODIC))));
            section.done();
        }
        byKind.keySet().stream().filter(word -> DeviceKind.of(word).isEmpty()).forEach(word -> file.section("devices")
                .problem(word, "is not a kind of device (counter, kiosk, tablet, camera, wifi)"));

        List<Service> services = new ArrayList<>();
        for (Section section : file.sections("services")) {
            String id = word(section, "id", serviceIds);
            services.add(new Service(id, name(section)));
            section.done();
        }
        List<Section> orgSections = file.sections("orgs");
        List<Org> orgs = new ArrayList<>();
        for (Section section : orgSections) {
            orgs.add(org(section));
            section.done();
        }
        for (int i = 0; i < orgs.size(); i++) {
            checkLinks(orgSections.get(i), orgs.get(i));
        }
        Set<String> siteIds = new HashSet<>();
        List<Site> sites = new ArrayList<>();
        for (Section section : file.sections("sites")) {
            sites.add(site(section, siteIds));
            section.done();
        }
        later.forEach((id, more) -> {
            if (!siteIds.contains(id)) {
                more.forEach(site -> site.problem("", "is no point of places.yaml"));
            }
        });
        file.done();
        return new Places(title, zone, orgs, services, sites);
    }

    private void checkLinks(Section section, Org org) {
        String parent = org.parent();
        if (parent != null && !orgIds.contains(parent)) {
            section.problem("parent", unknown(parent, orgIds));
        }
        for (String successor : org.successors()) {
            if (!orgIds.contains(successor)) {
                section.problem("successors", unknown(successor, orgIds));
            }
        }
    }

    private static String unknown(String word, Set<String> known) {
        String nearest = Section.nearest(word, known);
        return "was \"" + word + "\" but must be an id in this file"
                + (nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)");
    }

    static Name name(Section section) {
        String vi = section.text("vi");
        String viShort = section.text("viShort", vi);
        String en = section.text("en", vi);
        return new Name(vi, viShort, en, section.text("enShort", section.has("en") ? en : viShort));
    }

    private static String word(Section section, String key, Set<String> taken) {
        String id = section.text(key);
        if (!id.isEmpty() && !DeviceId.isWord(id)) {
            section.problem(key, "was \"" + id + "\" but must be a word of a-z, 0-9 and -");
        } else if (!id.isEmpty() && !taken.add(id)) {
            section.problem(key, "was \"" + id + "\" but is there already");
        }
        return id.isEmpty() || !DeviceId.isWord(id) || !taken.contains(id) ? section.path() : id;
    }

    private static Validity validity(Section section) {
        @Nullable LocalDate from = section.date("from").orElse(null);
        @Nullable LocalDate until = section.date("until").orElse(null);
        if (from != null && until != null && !until.isAfter(from)) {
            section.problem("until", "was " + until + " but must be after from, " + from);
            return Validity.ALWAYS;
        }
        return new Validity(from, until);
    }

    private Org org(Section section) {
        String id = word(section, "id", orgIds);
        @Nullable String parent = section.has("parent") ? section.text("parent") : null;
        return new Org(
                id,
                section.text("code", id),
                name(section),
                parent,
                validity(section),
                section.list("successors"),
                section.list("aliases"));
    }

    private Site site(Section section, Set<String> taken) {
        String id = word(section, "id", taken);
        List<Site.Ownership> owners = new ArrayList<>();
        for (Section owner : section.sections("owners")) {
            String org = owner.text("org");
            if (!org.isEmpty() && !orgIds.contains(org)) {
                owner.problem("org", unknown(org, orgIds));
            }
            owners.add(new Site.Ownership(org, validity(owner)));
            owner.done();
        }
        List<String> services = section.list("services");
        for (String service : services) {
            if (!serviceIds.contains(service)) {
                section.problem("services", unknown(service, serviceIds));
            }
        }
        Vias devices = new Vias();
        for (DeviceKind kind : DeviceKind.values()) {
            devices(section, id, kind, devices);
            later.getOrDefault(id, List.of()).forEach(more -> devices(more, id, kind, devices));
        }
        later.getOrDefault(id, List.of()).forEach(Section::done);
        return new Site(
                id,
                name(section),
                owners,
                section.number("latitude", 0, -90, 90),
                section.number("longitude", 0, -180, 180),
                section.integer("seats", 0, 0, 10_000),
                section.duration("waitLimit", Duration.ofMinutes(30)),
                section.integer("fewestOpen", 1, 0, 1_000),
                services,
                devices.read());
    }

    private static Period period(Section section, Period common) {
        return section.text("period", common, "like 30s, 5m or 1h, or learnt, or change", word -> {
            Device.Habit habit = HABITS.getOrDefault(word, Device.Habit.PERIODIC);
            Duration length = habit == Device.Habit.PERIODIC ? Section.parseDuration(word) : common.length();
            return length == null ? null : new Period(length, habit);
        });
    }

    private void devices(Section site, String siteId, DeviceKind kind, Vias devices) {
        Kind common = kinds.getOrDefault(kind, new Kind("{n}", "{n}", new Period(USUAL, Device.Habit.PERIODIC)));
        int number = 0;
        for (Map.Entry<String, Section> entry : site.named(kind.word()).entrySet()) {
            number++;
            Section section = entry.getValue();
            String vi = section.text("vi", common.vi().replace("{n}", Integer.toString(number)));
            String en = section.text("en", common.en().replace("{n}", Integer.toString(number)));
            Period period = period(section, common.period());
            String via = section.text("via", "");
            section.done();
            if (!DeviceId.isWord(entry.getKey()) || !DeviceId.isWord(siteId)) {
                section.problem("", "must be called by a word of a-z, 0-9 and -");
                continue;
            }
            DeviceId id = new DeviceId(siteId, kind, entry.getKey());
            if (!deviceIds.add(id)) {
                section.problem("", "is there already");
            } else if (period.length().isZero()) {
                section.problem("period", "was 0 but must be more");
            } else {
                Name name = new Name(vi, vi, en, en);
                devices.add(new Device(id, name, period.length(), period.habit(), null), section, via);
            }
        }
    }
}
