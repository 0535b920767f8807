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
    private static final Form FORM = new Form();
    private static final Field SERIAL = FORM.field("device_info.device_sn");
    private static final Field UPTIME = FORM.field("device_info.running_time");
    private static final Field VERSION = FORM.field("device_info.firmware_version");
    private static final Field END = FORM.field("time_info.end_time");
    private static final Field TRIGGER = FORM.field("time_info.trigger_time");
    private static final Field START = FORM.field("time_info.start_time");
    private static final Field ZONE = FORM.field("time_info.timezone");
    private static final Field ZONE_OF_OTHERS = FORM.field("time_info.time_zone");
    private static final Field SUMMER_TIME = FORM.field("time_info.dst_status");
    private static final Field PEOPLE = FORM.field("current_total");
    private static final Field PEOPLE_OF_OTHERS = FORM.field("occupancy");
    private static final Field COUNTED = FORM.field("current_counted");
    private static final Field NAMES = FORM.field("regions_name");
    private static final Field NUMBERS = FORM.field("numbering_regions");
    private static final Form REGION = FORM.ofItems();
    private static final Field REGION_NAME = REGION.field("region_name");
    private static final Field REGION_NUMBER = REGION.field("region");
    private static final Field REGION_OF_ALL = REGION.field("total.current_total");
    private static final Field REGION_PEOPLE = REGION.field("current_total");
    private static final Field REGIONS = FORM.list("region_count_data", REGION);
    private static final Field REGIONS_WITHIN = FORM.list("region_data.region_count_data", REGION);

    /** The lines of one of the three reports. A line says its numbers itself or in a {@code total}. */
    private record Lines(
            boolean total,
            Field list,
            Field name,
            Field number,
            Field all,
            Field allIn,
            Field allOut,
            Field in,
            Field out) {
        static Lines of(String list, boolean total) {
            String counted = total ? "_counted" : "";
            Form line = FORM.ofItems();
            return new Lines(
                    total,
                    FORM.list(list, line),
                    line.field("line_name"),
                    line.field("line"),
                    line.field("total"),
                    line.field("total.in" + counted),
                    line.field("total.out" + counted),
                    line.field("in" + counted),
                    line.field("out" + counted));
        }
    }

    private static final Lines PERIODIC = Lines.of("line_periodic_data", false);
    private static final Lines TOTAL = Lines.of("line_total_data", true);
    private static final Lines TRIGGERED = Lines.of("line_trigger_data", false);

    private final Setup setup;
    private final Times times;
    private final Recent<Times> winters;
    private final Recent<Times> summers;
    private final Lines lines;

    Milesight(Setup setup) {
        this.setup = setup;
        times = setup.times();
        winters = new Recent<>(16, LONGEST_ZONE, name -> times(name, false));
        summers = new Recent<>(16, LONGEST_ZONE, name -> times(name, true));
        lines = switch (setup.oneOf("lines", "periodic", "total", "trigger")) {
            case "total" -> TOTAL;
            case "trigger" -> TRIGGERED;
            default -> PERIODIC;
        };
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
        return Scrub.keeping(FORM);
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        Fields in = FORM.read(payload, times);
        String serial = address.word().isEmpty() ? in.required(SERIAL, 64) : "";
        if (in.problem() != null) {
            return in.problem();
        }
        Address who = serial.isEmpty() ? address : address.beside(serial);
        DeviceId device = who.device();
        if (device == null) {
            return Decoders.unknownDevice(who);
        }
        Instant at = in.time(in.first(END, TRIGGER, START), zone(in));
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
        String name = in.text(in.first(ZONE, ZONE_OF_OTHERS), LONGEST_ZONE);
        if (name == null || !name.startsWith(UTC)) {
            return times;
        }
        boolean summer = in.truth(SUMMER_TIME, false);
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
        Field whole = in.first(PEOPLE, PEOPLE_OF_OTHERS);
        if (in.isScalar(whole)) {
            readings.add(new Level(device, at, Quantity.PEOPLE, who.part(), in.whole(whole, Quantity.PEOPLE)));
        }
        if (in.has(COUNTED)) {
            double[] counted = in.wholes(COUNTED, Quantity.PEOPLE);
            List<String> names = in.texts(in.first(NAMES, NUMBERS));
            for (int i = 0; i < Math.min(counted.length, MOST_PARTS); i++) {
                String part = setup.our(i < names.size() ? names.get(i) : Integer.toString(i + 1));
                readings.add(new Level(device, at, Quantity.PEOPLE, part, counted[i]));
            }
        }
        int index = 0;
        for (Fields region : parts(in, in.first(REGIONS_WITHIN, REGIONS))) {
            String part = part(region, REGION_NAME, REGION_NUMBER, ++index);
            long people = region.whole(region.first(REGION_OF_ALL, REGION_PEOPLE), Quantity.PEOPLE);
            readings.add(new Level(device, at, Quantity.PEOPLE, part, people));
            in.refuseAs(region);
        }
    }

    private static List<Fields> parts(Fields in, Field list) {
        List<Fields> all = in.items(list);
        return all.size() > MOST_PARTS ? all.subList(0, MOST_PARTS) : all;
    }

    private String part(Fields in, Field name, Field number, int index) {
        String said = in.text(in.first(name, number), 64);
        return setup.our(said == null ? Integer.toString(index) : said);
    }

    /** Of the three reports of a line only one is taken, for they tell of the same people. */
    private void passed(DeviceId device, @Nullable Instant at, Fields in, List<Reading> readings) {
        int index = 0;
        for (Fields line : parts(in, lines.list())) {
            String part = part(line, lines.name(), lines.number(), ++index);
            boolean all = line.has(lines.all());
            long entered = line.whole(all ? lines.allIn() : lines.in(), 0, Numbers.MOST_EXACT);
            long left = line.whole(all ? lines.allOut() : lines.out(), 0, Numbers.MOST_EXACT);
            readings.add(new Tally(device, at, null, Direction.IN, part, entered, lines.total()));
            readings.add(new Tally(device, at, null, Direction.OUT, part, left, lines.total()));
            in.refuseAs(line);
        }
    }

    private static void health(DeviceId device, Fields in, List<Reading> readings) {
        Long uptime = in.rounded(UPTIME, 0, MOST_SECONDS);
        String version = in.text(VERSION, 64);
        if (uptime != null || version != null) {
            // not with the time: in a burst it is old, and says nothing of the clock
            readings.add(new Health(device, null, uptime, version, null, null, null));
        }
    }
}
