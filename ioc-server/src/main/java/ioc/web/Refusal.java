package ioc.web;

/** A request we do not grant; the message is for the caller: where, what was given, what is allowed. */
public final class Refusal extends RuntimeException {
    private final int status;

    /** {@code status} from 400 to 599. */
    public Refusal(int status, String detail) {
        super(detail, null, false, false);
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

    public String detail() {
        return String.valueOf(getMessage());
    }
}
