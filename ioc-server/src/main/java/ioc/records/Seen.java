package ioc.records;

import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The condition that keeps rows of units that may not be seen out of lists, counts and searches. */
enum Seen {
    DOSSIERS {
        @Override
        String some(Set<String> units) {
            return "unit IN (<seen>)";
        }
    },
    /** By the unit in the lead, and by those that co-ordinate. */
    ASSIGNMENTS {
        @Override
        String some(Set<String> units) {
            StringBuilder condition = new StringBuilder("(unit IN (<seen>)");
            for (int i = 0; i < units.size(); i++) {
                condition.append(" OR partner_units LIKE :seen").append(i).append(" ESCAPE '!'");
            }
            return condition.append(')').toString();
        }
    };

    /** Units in a fixed order stand behind it; there is one at least. */
    abstract String some(Set<String> units);

    /** {@code units}: keys of those whose rows may be read; null for all. */
    String condition(@Nullable Set<String> units) {
        return units == null ? "1 = 1" : units.isEmpty() ? "1 = 0" : some(units);
    }

    static void bind(Query query, @Nullable Set<String> units) {
        if (units == null || units.isEmpty()) {
            return;
        }
        query.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setUnusedBindingAllowed(true);
        query.bindList("seen", java.util.List.copyOf(units));
        int i = 0;
        for (String unit : units) {
            query.bind("seen" + i++, Listing.Column.PARTNER.value(unit));
        }
    }
}
