package ioc.web;

import java.util.Map;

/** A request we do not grant; the message is for the caller: where, what was given, what is allowed. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final String code;
    private final Map<String, ?> values;

    /** {@code status} from 400 to 599. */
    public Refusal(int status, String detail) {
        this(status, "", detail, Map.of());
    }

    /**
     * One that a page says in the reader's language.
     *
     * @param code names the words; empty for none
     * @param values what the words are filled in with; instants as ms
     */
    public Refusal(int status, String code, String detail, Map<String, ?> values) {
        super(detail, null, false, false);
        this.code = code;
        this.values = Map.copyOf(values);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: was " + status + " but must be 400..599");
        }
        this.status = status;
    }

    /** There is no such thing. */
    public static Refusal unknown(String where, String given) {
        return new Refusal(404, where + ": there is no \"" + given + '"');
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, ?> values() {
        return values;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
