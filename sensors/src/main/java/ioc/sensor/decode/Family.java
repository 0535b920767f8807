package ioc.sensor.decode;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A dialect: how the topics and payloads of one make of device or gateway are read. A new one is a class and two lines here. */
public enum Family {
    /** Our own convention, and hand-made devices that say one number or word a topic. */
    IOC,
    /** OpenWrt access points and whatever else runs collectd. */
    COLLECTD,
    /** Frigate, a recorder that counts people in camera pictures. */
    FRIGATE,
    /** What is of no use here. */
    IGNORED,
    /** Whatever says numbers, words or JSON: the options say what is what. */
    GENERIC,
    /** Tasmota, a firmware of sockets and small sensors. */
    TASMOTA,
    /** Shelly sockets and sensors, second generation and later. */
    SHELLY,
    /** The Homie convention, versions 4 and 5. */
    HOMIE,
    /** What Home Assistant and those who announce themselves to it say about topics, not on them. */
    HOMEASSISTANT,
    /** The mqtt-smarthome convention of many bridges. */
    SMARTHOME,
    /** Sparkplug B of industrial gateways. */
    SPARKPLUG,
    /** Qmatic Orchestra, a queue system. */
    QMATIC,
    /** Qminder, a queue system. */
    QMINDER,
    /** Ombori, a queue system. */
    OMBORI,
    /** Queue systems behind a FIWARE context broker. */
    QUEUE_MONITOR,
    /** HappyOrNot, smileys to press. */
    HAPPYORNOT,
    /** UniFi access points, through a bridge. */
    UNIFI,
    /** MikroTik's RouterOS with a script. */
    MIKROTIK,
    /** OpenWrt access points with OpenWISP's agent. */
    OPENWISP,
    /** Axis cameras that speak MQTT themselves. */
    AXIS,
    /** Cameras of any make with an ONVIF event broker. */
    ONVIF,
    /** Cisco Meraki cameras of the MV series. */
    MERAKI_MV,
    /** Hikvision cameras and recorders, by HTTP or through a bridge. */
    HIKVISION,
    /** Dahua and Amcrest cameras and recorders, through a bridge. */
    DAHUA,
    /** Milesight people counters. */
    MILESIGHT;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in configuration. */
    public String word() {
        return word;
    }

    public static Optional<Family> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Family::word).collect(Collectors.joining(", "));
    }

    /** The decoder of one mapping. What is wrong with its words and options is named in the setup. */
    Decoder decoder(Setup setup) {
        return switch (this) {
            case IOC -> new Ioc(setup);
            case COLLECTD -> new Collectd(setup);
            case FRIGATE -> new Frigate(setup);
            case IGNORED -> new Unwanted();
            case GENERIC -> new Generic(setup);
            case TASMOTA -> new Tasmota(setup);
            case SHELLY -> new Shelly(setup);
            case HOMIE -> new Homie(setup);
            case HOMEASSISTANT -> new HomeAssistant();
            case SMARTHOME -> new Smarthome(setup);
            case SPARKPLUG -> new Sparkplug(setup);
            case QMATIC -> new Qmatic(setup);
            case QMINDER -> new Qminder(setup);
            case OMBORI -> new Ombori(setup);
            case QUEUE_MONITOR -> new QueueMonitor(setup);
            case HAPPYORNOT -> new HappyOrNot(setup);
            case UNIFI -> new Unifi(setup);
            case MIKROTIK -> new Mikrotik(setup);
            case OPENWISP -> new OpenWisp(setup);
            case AXIS -> new Axis(setup);
            case ONVIF -> new Onvif(setup);
            case MERAKI_MV -> new MerakiMv(setup);
            case HIKVISION -> new Hikvision(setup);
            case DAHUA -> new Dahua(setup);
            case MILESIGHT -> new Milesight(setup);
        };
    }
}
