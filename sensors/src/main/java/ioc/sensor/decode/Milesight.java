package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Tally;
import ioc.sensor.Reading.Tally.Direction;
import ioc.sensor.decode.Decoded.Ignored;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Milesight people counters VS121-P, VS125 and VS13x, JSON on a topic of the installer's choice: people now, in all and by region, and
 * how many crossed each line.
 */
final class Milesight implements Decoder {
    private static final int MOST_PARTS = 32;
    private static final String UTC = "UTC";
    private static final int SUMMER = 3600; // seconds
    private static final int LARGEST_OFFSET = ZoneOffset.MAX.getTotalSeconds();
    private static final int LONGEST_ZONE = 64;
    private static final double MOST_SECONDS = 1e10;
    private static final Set<String> KEPT = Set.of(
            "event",
            "report_type",
            "device_info",
            "device_sn",
            "firmware_version",
            "running_time",
            "time_info",
            "timezone",
            "time_zone",
            "dst_status",
            "start_time",
            "end_time",
            "trigger_time",
            "current_total",
            "regions_name",
            "numbering_regions",
            "current_counted",
            "occupancy",
            "line_periodic_data",
            "line_total_data",
            "line_trigger_data",
            "line",
            "line_name",
            "total",
            "in",
            "out",
            "in_counted",
            "out_counted",
            "region_data",
            "region_count_data",
            "region",
            "region_name");

    private static Stream<String> items(String list) {
        return IntStream.range(0, MOST_PARTS).mapToObj(i -> list + '.' + i);
    }

    /** Names of the fields of a region: put together once, not for each message. */
    private record Region(String self, String name, String number, String ofAll, String plain) {
        static List<Region> of(String list) {
            return items(list)
                    .map(at -> new Region(
                            at,
                            at + ".region_name",
                            at + ".region",
                            at + ".total.current_total",
                            at + ".current_total"))
                    .toList();
        }
    }

    /** Names of the fields of a line, which says its numbers itself or in a {@code total}. */
    private record Line(
            String self, String name, String number, String all, String allIn, String allOut, String in, String out) {
        static List<Line> of(String list, String counted) {
            String in = ".in" + counted;
            String out = ".out" + counted;
            return items(list)
                    .map(at -> new Line(
                            at,
                            at + ".line_name",
                            at + ".line",
                            at + ".total",
                            at + ".total" + in,
                            at + ".total" + out,
                            at + in,
                            at + out))
                    .toList();
        }
    }

    private static final List<Region> REGIONS = Region.of("region_count_data");
    private static final List<Region> REGIONS_WITHIN = Region.of("region_data.region_count_data");

    private final Setup setup;
    private final Times times;
    private final Recent<Times> winters;
    private final Recent<Times> summers;
    private final boolean total;
    private final List<Line> lines;

    Milesight(Setup setup) {
        this.setup = setup;
        times = setup.times();
        winters = new Recent<>(16, LONGEST_ZONE, name -> times(name, false));
        summers = new Recent<>(16, LONGEST_ZONE, name -> times(name, true));
        String report = setup.oneOf("lines", "periodic", "total", "trigger");
        total = report.equals("total");
        lines = Line.of("line_" + report + "_data", total ? "_counted" : "");
    }

    @Override
    public boolean single(Address address) {
        return !address.word().isEmpty();
    }

    @Override
    public boolean namesDevices() {
        return true;
    }

    @Override
    public boolean clearable(Address address) {
        return false;
    }

    @Override
    public Porter porter() {
        return Scrub.keeping(name -> KEPT.contains(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        Fields in = Fields.deep(payload, times);
        String serial = address.word().isEmpty() ? in.required("device_info.device_sn", 64) : "";
        if (in.problem() != null) {
            return in.problem();
        }
        Address who = serial.isEmpty() ? address : address.beside(serial);
        DeviceId device = who.device();
        if (device == null) {
            return Decoders.unknownDevice(who);
        }
        Instant at =
                in.time(in.first("time_info.end_time", "time_info.trigger_time", "time_info.start_time"), zone(in));
        List<Reading> readings = new ArrayList<>();
        people(who, device, at, in, readings);
        passed(device, at, in, readings);
        health(device, in, readings);
        if (in.problem() != null) {
            return in.problem();
        }
        return readings.isEmpty() ? new Ignored("no count of people") : new Decoded.Readings(readings);
    }

    /** Times without a zone are in the zone the device says beside them, such as {@code UTC+7:00}. */
    private Times zone(Fields in) {
        String name = in.text(in.first("time_info.timezone", "time_info.time_zone"), LONGEST_ZONE);
        if (name == null || !name.startsWith(UTC)) {
            return times;
        }
        boolean summer = in.truth("time_info.dst_status", false);
        return (summer ? summers : winters).of(name);
    }

    private Times times(String name, boolean summer) {
        ZoneOffset offset = Times.offset(name.substring(UTC.length()));
        if (offset == null) {
            return times;
        }
        int seconds = offset.getTotalSeconds() + SUMMER;
        return new Times(summer && seconds <= LARGEST_OFFSET ? ZoneOffset.ofTotalSeconds(seconds) : offset);
    }

    private void people(Address who, DeviceId device, @Nullable Instant at, Fields in, List<Reading> readings) {
        String whole = in.first("current_total", "occupancy");
        if (in.isScalar(whole)) {
            long people = in.whole(whole, Quantity.PEOPLE.least(), Quantity.PEOPLE.most());
            readings.add(new Level(device, at, Quantity.PEOPLE, who.part(), people));
        }
        if (in.has("current_counted")) {
            double[] counted = in.numbers("current_counted");
            List<String> names = in.texts(in.first("regions_name", "numbering_regions"));
            for (int i = 0; i < Math.min(counted.length, MOST_PARTS); i++) {
                String part = setup.our(i < names.size() ? names.get(i) : Integer.toString(i + 1));
                if (!Numbers.isWhole(counted[i]) || !Quantity.PEOPLE.allows(counted[i])) {
                    in.put("current_counted." + i, Numbers.text(counted[i]));
                    in.whole("current_counted." + i, Quantity.PEOPLE.least(), Quantity.PEOPLE.most());
                }
                readings.add(new Level(device, at, Quantity.PEOPLE, part, counted[i]));
            }
        }
        boolean within = in.has("region_data.region_count_data");
        List<Region> regions = within ? REGIONS_WITHIN : REGIONS;
        for (int i = 0; i < MOST_PARTS && in.has(regions.get(i).self()); i++) {
            Region region = regions.get(i);
            String part = part(in, region.name(), region.number(), i);
            long people =
                    in.whole(in.first(region.ofAll(), region.plain()), Quantity.PEOPLE.least(), Quantity.PEOPLE.most());
            readings.add(new Level(device, at, Quantity.PEOPLE, part, people));
        }
    }

    private String part(Fields in, String name, String number, int index) {
        String said = in.text(in.first(name, number), 64);
        return setup.our(said == null ? Integer.toString(index + 1) : said);
    }

    /** Of the three reports of a line only one is taken, for they tell of the same people. */
    private void passed(DeviceId device, @Nullable Instant at, Fields in, List<Reading> readings) {
        for (int i = 0; i < MOST_PARTS && in.has(lines.get(i).self()); i++) {
            Line line = lines.get(i);
            String part = part(in, line.name(), line.number(), i);
            boolean all = in.has(line.all());
            long entered = in.whole(all ? line.allIn() : line.in(), 0, Numbers.MOST_EXACT);
            long left = in.whole(all ? line.allOut() : line.out(), 0, Numbers.MOST_EXACT);
            readings.add(new Tally(device, at, null, Direction.IN, part, entered, total));
            readings.add(new Tally(device, at, null, Direction.OUT, part, left, total));
        }
    }

    private static void health(DeviceId device, Fields in, List<Reading> readings) {
        Long uptime = in.rounded("device_info.running_time", 0, MOST_SECONDS);
        String version = in.text("device_info.firmware_version", 64);
        if (uptime != null || version != null) {
            // not with the time: in a burst it is old, and says nothing of the clock
            readings.add(new Health(device, null, uptime, version, null, null, null));
        }
    }
}
