package ioc.records;

/** One earlier or present state of a dossier or assignment, as its source told it; {@code seenAt} is epoch ms. */
public record Past(long position, long seenAt, String source, String body) {}
