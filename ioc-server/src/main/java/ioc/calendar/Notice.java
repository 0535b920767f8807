package ioc.calendar;

/**
 * What the days off of one year rest on.
 *
 * @param version of our file for that year; counts up with every change
 * @param isConfirmed whether the yearly notices are out; else days may still change
 * @param source the notices, or what the days were derived from
 */
public record Notice(int year, int version, boolean isConfirmed, String source) {}
