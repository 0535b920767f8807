package ioc.place;

/** A group of procedures with a queue of its own, such as land or civil status. */
public record Service(String id, Name name) {}
