package ioc.series;

/** One value of a chart: the value of the step that begins at {@code at}, epoch ms. */
public record Sample(long at, double value) {}
