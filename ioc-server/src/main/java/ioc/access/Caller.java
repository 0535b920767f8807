package ioc.access;

/**
 * Who asks: a person, a screen or a machine, once it has shown who it is.
 *
 * @param id never re-used
 * @param name as colleagues read it
 */
public record Caller(String id, String name, Role role, Scope scope) {}
