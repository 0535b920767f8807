package ioc.place;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An administrative unit or a department of one.
 *
 * @param id our own key, never re-used
 * @param code official code; the state re-uses codes for other units, so it names a unit only together with a date
 * @param parent id of the unit above; null at the top
 * @param successors ids of the units that took over its work when it ended
 * @param aliases other spellings under which source systems write it
 */
public record Org(
        String id,
        String code,
        Name name,
        @Nullable String parent,
        Validity validity,
        List<String> successors,
        List<String> aliases) {
    public Org {
        successors = List.copyOf(successors);
        aliases = List.copyOf(aliases);
    }
}
