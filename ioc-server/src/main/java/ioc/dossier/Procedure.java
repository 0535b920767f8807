package ioc.dossier;

import ioc.calendar.ClockRules;
import ioc.calendar.TimeLimit;
import ioc.place.Name;
import ioc.place.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An administrative procedure (thủ tục hành chính) as decided for a time.
 *
 * @param code mã TTHC without the part that names a province, such as {@code 1.005129}
 * @param field lĩnh vực
 */
public record Procedure(String code, Name name, Name field, Handling handling, Result result, Validity validity) {
    /**
     * How it is handled.
     *
     * @param limit null for a procedure without appointed end
     * @param online the limit of dossiers submitted online, where it differs; else null
     * @param sources ids of the systems whose word counts, best first; empty for the usual order
     */
    public record Handling(
            @Nullable TimeLimit limit, @Nullable TimeLimit online, ClockRules rules, List<String> sources) {
        public Handling {
            sources = List.copyOf(sources);
        }
    }

    /**
     * What comes out, and what it costs.
     *
     * @param fee in đồng; 0 for none
     * @param isPaper whether a paper is handed over at the end
     */
    public record Result(long fee, boolean isPaper) {
        public Result {
            if (fee < 0) {
                throw new IllegalArgumentException("fee: was " + fee + " but must not be negative");
            }
        }
    }

    /** The limit of a dossier that came by a channel. */
    public @Nullable TimeLimit limit(String channel) {
        TimeLimit online = handling.online();
        return online != null && channel.equals("online") ? online : handling.limit();
    }
}
