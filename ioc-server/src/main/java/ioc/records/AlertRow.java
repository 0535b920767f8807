package ioc.records;

import org.jspecify.annotations.Nullable;

/** An alert as it is kept for ever; instants are epoch ms, null is not yet. */
public record AlertRow(
        String id,
        String rule,
        String priority,
        String subject,
        @Nullable String site,
        long raisedAt,
        @Nullable Long clearedAt,
        @Nullable Long acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Double value,
        @Nullable Double limit,
        int count) {}
