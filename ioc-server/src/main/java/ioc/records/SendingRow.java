package ioc.records;

import org.jspecify.annotations.Nullable;

/** A message to one recipient about an alert, as it is kept; instants are epoch ms. */
public record SendingRow(
        String key,
        String alert,
        int transition,
        String kind,
        String recipient,
        String channel,
        long at,
        String state,
        int attempts,
        long nextAt,
        @Nullable Long lastAt,
        long giveUpAt,
        String result,
        String payload) {}
