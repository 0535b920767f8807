package ioc.records;

import org.jspecify.annotations.Nullable;

/** A due instant that moved because calendar or catalogue did; all epoch ms, null for none. */
public record Redated(
        String code,
        long at,
        @Nullable Long oldDue,
        @Nullable Long newDue) {}
