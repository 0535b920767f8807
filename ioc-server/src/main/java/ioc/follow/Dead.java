package ioc.follow;

/** An item that a store will never take; {@code reason} in the store's words. */
public record Dead(String reason, String item) {}
