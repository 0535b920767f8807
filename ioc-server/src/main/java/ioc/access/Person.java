package ioc.access;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in.
 *
 * @param id never re-used
 * @param login sign-in name, lower case
 * @param name as colleagues read it
 * @param role null until an administrator gives one: nothing may be seen
 * @param isActive false: may not sign in any more; kept, because what was done names them
 * @param madeAt epoch ms
 * @param usedAt when somebody last signed in, or was let in again; epoch ms
 */
public record Person(
        String id,
        String login,
        String name,
        @Nullable Role role,
        Scope scope,
        Keys keys,
        boolean isActive,
        long madeAt,
        long usedAt) {
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@-]{1,79}");

    /**
     * By what a person shows who it is. Hashes and secrets: never to be shown.
     *
     * @param password hash; empty: cannot sign in with one
     * @param invitation hash of a one-time code for a new password; empty for none
     * @param invitedUntil epoch ms
     * @param second secret of the second factor, sealed; empty without one
     * @param secondStep the last time step that was used, so that no code counts twice
     * @param recovery hashes of codes that stand for the second factor, each once
     * @param outside who this is at a provider; such a person has no password here
     */
    public record Keys(
            String password,
            String invitation,
            long invitedUntil,
            String second,
            long secondStep,
            List<String> recovery,
            Outside outside) {
        public static final Keys NONE = new Keys("", "", 0, "", 0, List.of(), Outside.NOBODY);

        public Keys {
            recovery = List.copyOf(recovery);
        }

        /** Whether anybody can sign in with them: not before an invitation was taken. */
        public boolean canSignIn() {
            return !password.isEmpty() || !outside.equals(Outside.NOBODY);
        }

        public boolean hasSecond() {
            return !second.isEmpty();
        }

        /** A new password; the invitation is used up. */
        public Keys password(String hash) {
            return new Keys(hash, "", 0, second, secondStep, recovery, outside);
        }

        public Keys invited(String hash, long until) {
            return new Keys(password, hash, until, second, secondStep, recovery, outside);
        }

        public Keys second(String secret, long step, List<String> codes) {
            return new Keys(password, invitation, invitedUntil, secret, step, codes, outside);
        }

        /** Of somebody a provider vouches for. */
        public static Keys of(Outside outside) {
            return new Keys("", "", 0, "", 0, List.of(), outside);
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /** Somebody as a provider knows them: its address, and their name there that is never re-used. Both empty: nobody. */
    public record Outside(String issuer, String subject) {
        public static final Outside NOBODY = new Outside("", "");

        public boolean isSomebody() {
            return !issuer.isEmpty();
        }
    }

    public Person {
        if (!LOGIN.matcher(login).matches()) {
            throw new IllegalArgumentException(
                    "login: was \"" + login + "\" but must be 2 to 80 of a-z, 0-9, dot, dash, underscore and @");
        }
        if (name.isBlank() || name.length() > 100 || !name.equals(name.strip())) {
            throw new IllegalArgumentException("name: must be 1 to 100 characters, without space around");
        }
    }

    public Person with(Keys other) {
        return new Person(id, login, name, role, scope, other, isActive, madeAt, usedAt);
    }

    /** With what an administrator sets. */
    public Person as(String called, @Nullable Role given, Scope seen, boolean active) {
        return new Person(id, login, called, given, seen, keys, active, madeAt, usedAt);
    }

    /** Signed in, or let in again. */
    public Person used(long at) {
        return new Person(id, login, name, role, scope, keys, isActive, madeAt, at);
    }

    public boolean mayEnter() {
        return isActive && role != null;
    }
}
