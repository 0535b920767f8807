package ioc.place;

/** A name in both languages, in full and short enough for a tile. */
public record Name(String vi, String viShort, String en, String enShort) {}
