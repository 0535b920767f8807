package ioc.access;

import ioc.event.Party;

/**
 * Who asks: a person, a screen or a machine, once it has shown who it is.
 *
 * @param id never re-used
 * @param name as colleagues read it
 */
public record Caller(String id, String name, Role role, Scope scope) {
    /** As what they do names them. */
    public Party party() {
        return Party.person(id, name);
    }
}
