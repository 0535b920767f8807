package ioc.sensor;

import java.util.Locale;

/** A measured level, its unit (UCUM) and what values are possible. */
public enum Quantity {
    PEOPLE("1", 0, 100_000),
    STATIONS("1", 0, 10_000),
    RECEIVE_RATE("By/s", 0, 1e12),
    SEND_RATE("By/s", 0, 1e12),
    SIGNAL("dBm", -150, 50),
    PING("ms", 0, 600_000),
    PACKET_LOSS("1", 0, 1),
    LOAD("1", 0, 100_000),
    LEASES("1", 0, 1e6),
    FRAME_RATE("Hz", 0, 1000),
    /** Tickets that wait, as a queue system itself counts them. */
    WAITING("1", 0, 100_000),
    NOISE("dBm", -150, 50),
    LINK_RATE("bit/s", 0, 1e12),
    /** Share of the best possible. */
    LINK_QUALITY("1", 0, 1),
    ERROR_RATE("1/s", 0, 1e9),
    DROP_RATE("1/s", 0, 1e9),
    MEMORY_FREE("By", 0, 1e15),
    CONNECTIONS("1", 0, 1e9),
    /** Share of the processor in use. */
    PROCESSOR("1", 0, 1),
    TEMPERATURE("Cel", -100, 200),
    HUMIDITY("%", 0, 100),
    ILLUMINANCE("lx", 0, 1e6),
    BATTERY("%", 0, 100),
    POWER("W", -1e6, 1e6);

    private final String word = name().toLowerCase(Locale.ROOT);
    private final String unit;
    private final double least;
    private final double most;

    Quantity(String unit, double least, double most) {
        this.unit = unit;
        this.least = least;
        this.most = most;
    }

    /** Name in keys, tags and fields, such as {@code receive_rate}. */
    public String word() {
        return word;
    }

    public String unit() {
        return unit;
    }

    public boolean allows(double value) {
        return value >= least && value <= most;
    }

    public double least() {
        return least;
    }

    public double most() {
        return most;
    }
}
