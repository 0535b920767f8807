package ioc.push;

import static ioc.picture.District.at;
import static ioc.picture.District.seen;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Alerts;
import ioc.alert.Priority;
import ioc.alert.Rule;
import ioc.picture.District;
import ioc.picture.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StormTest {
    private static final Rule LATE = new Rule(
            "dossier-late",
            new Rule.Words("Hồ sơ quá hạn", "Late dossier"),
            Rule.Kind.DOSSIER_LATE,
            Priority.HIGH,
            new Rule.Bounds(0, 0, Rule.Unknown.KEEP),
            new Rule.Timing(Duration.ZERO, Duration.ZERO, Rule.When.ALWAYS),
            Rule.Response.NONE);

    private final Script.Player player =
            new Script.Player(District.picture(State.EMPTY), Alerts.Frozen.EMPTY, List.of(LATE));

    /** Rows of the wall: how many alerts each stands for, 0 for one that stands for itself. */
    private List<String> rows() {
        return player.seen().entrySet().stream()
                .filter(row -> row.getKey().startsWith("overview alert:"))
                .map(row -> row.getValue().get("state") + " " + row.getValue().get("storm"))
                .sorted()
                .toList();
    }

    private String counts(String field) {
        Map<String, Object> counts = player.seen().getOrDefault("alerts counts", Map.of());
        return String.valueOf(counts.get(field));
    }

    private void overdue(int from, int to) {
        for (int i = from; i < to; i++) {
            player.play(
                    seen("09:00", District.dossier("D" + i, "xã Truông Mít", 4, "2026-11-20T17:00", null)),
                    after -> {});
        }
        player.picture.tick(at("09:00:05"));
        player.turns.addAll(player.alerts.judge(at("09:00:05")));
    }

    @Test
    void manyOfOneRuleThatNobodyHasAreOneRowAndWhatSomebodyHasIsNotInIt() {
        overdue(0, 4);
        assertThat(rows()).containsExactly("new 0", "new 0", "new 0", "new 0");
        assertThat(counts("storms")).isEqualTo("{}");
        overdue(4, 6);
        assertThat(rows()).containsExactly("new 6");
        assertThat(counts("storms")).isEqualTo("{dossier-late=6}");
        assertThat(counts("waiting")).as("each of them waits").isEqualTo("6");
        player.accept();
        assertThat(rows()).containsExactly("accepted 0", "new 5");
        player.accept();
        assertThat(rows()).as("four are no storm").hasSize(6).containsOnly("accepted 0", "new 0");
    }
}
