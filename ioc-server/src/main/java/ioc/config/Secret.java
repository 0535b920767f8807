package ioc.config;

/** A password or token. Prints as {@code ***}; only {@link #reveal} gives it away. */
public record Secret(String reveal) {
    public static final Secret NONE = new Secret("");

    public boolean isEmpty() {
        return reveal.isEmpty();
    }

    @Override
    public String toString() {
        return reveal.isEmpty() ? "(none)" : "***";
    }
}
