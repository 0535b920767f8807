package ioc.push;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One session as the health page shows it.
 *
 * @param number 1, 2, 3 ... since the start
 * @param caller id of who looks
 * @param drawnAgo since the dashboard last said it has drawn a frame; empty when it never did or cannot
 */
public record Viewer(
        long number, String caller, List<String> topics, Instant since, Optional<Duration> drawnAgo, int unanswered) {}
