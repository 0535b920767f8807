package ioc.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the picture said at a full minute: the body of a journal entry of kind SAMPLE, as JSON. {@code at} is epoch ms. */
public record Minute(long at, List<Site> sites, List<Dossiers> dossiers) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectReader READER = JSON.readerFor(Minute.class);
    private static final ObjectWriter WRITER = JSON.writerFor(Minute.class);

    /**
     * One point at that minute. Running counts are of the day so far.
     *
     * @param longestWait seconds; 0 when nobody waits
     * @param people in the hall; null when no camera tells
     * @param satisfaction share of good ratings of the day, 0..1; null when too few
     * @param meanWait seconds, of those called today; null when nobody was
     * @param within share of today's calls that came within the promised time, 0..1; null when nobody was called
     */
    public record Site(
            String site,
            int waiting,
            long longestWait,
            int serving,
            int served,
            int arrived,
            int walkAways,
            int countersOpen,
            @Nullable Integer people,
            @Nullable Double satisfaction,
            @Nullable Long meanWait,
            @Nullable Double within) {}

    /** The dossiers of one unit at that minute. */
    public record Dossiers(
            String org, int open, int soon, int overdue, int paused, int handover, int doneOnTime, int doneLate) {}

    public Minute {
        sites = List.copyOf(sites);
        dossiers = List.copyOf(dossiers);
    }

    public byte[] toJson() {
        try {
            return WRITER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers is always JSON", e);
        }
    }

    /** The sample that {@link #toJson} wrote; an IllegalArgumentException for anything else. */
    public static Minute fromJson(byte[] json) {
        try {
            return READER.readValue(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("minute sample: was not the JSON this program writes", e);
        }
    }
}
