package ioc.push;

import java.time.ZoneId;

/** What a dashboard is told first: which server this is, and the hash of the assets that fit it. */
public record Welcome(String version, String build, boolean simulated, ZoneId zone) {}
