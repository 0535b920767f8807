package ioc.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ioc.alert.Alerts;
import ioc.event.Event;
import ioc.picture.State;
import ioc.push.Script.Board;
import ioc.push.Script.Player;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of the house, where they touch the core, on generated input. */
class LawsTest {
    private static final int COUNT = 6_000;

    private static Player fresh() {
        return new Player(State.EMPTY, Alerts.Frozen.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void sameInputsSameResult(long seed) {
        Player one = fresh();
        Player other = fresh();
        Script.events(seed, COUNT).forEach(event -> one.play(event, player -> {}));
        Script.events(seed, COUNT).forEach(event -> other.play(event, player -> {}));
        assertThat(other.seen()).isEqualTo(one.seen());
        assertThat(other.turns).isEqualTo(one.turns).isNotEmpty();
        assertThat(other.picture.freeze()).isEqualTo(one.picture.freeze());
        assertThat(other.alerts.freeze()).isEqualTo(one.alerts.freeze());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void changedRowsOverASnapshotAreTheSnapshotOfLater(long seed) {
        Player player = fresh();
        Board board = new Board();
        Projection projection = new Projection(player.picture, player.alerts, board, true);
        projection.projectAll();
        Random when = new Random(seed);
        int checked = 0;
        for (Event event : Script.events(seed, COUNT)) {
            player.play(event, p -> {
                if (when.nextInt(40) == 0) {
                    projection.project();
                }
            });
            if (when.nextInt(300) == 0) {
                player.accept();
                projection.project();
                sameRows(board.content, player.seen());
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }

    /** Says the row, not all of them. */
    private static void sameRows(Map<String, Map<String, Object>> actual, Map<String, Map<String, Object>> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, row) -> assertThat(actual.get(key)).as(key).isEqualTo(row));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void deliveredTwiceIsDeliveredOnce(long seed) {
        Player once = fresh();
        Player twice = fresh();
        Random again = new Random(seed);
        for (Event event : Script.events(seed, COUNT)) {
            once.play(event, player -> {});
            twice.play(event, player -> {});
            if (event instanceof Event.Heard && again.nextInt(3) == 0) {
                twice.play(event, player -> {});
            }
        }
        Map<String, Map<String, Object>> expected = once.seen();
        Map<String, Map<String, Object>> actual = twice.seen();
        assertThat(actual.get("health ledger:mqtt")).isNotEqualTo(expected.get("health ledger:mqtt"));
        List.of(actual, expected).forEach(seen -> seen.keySet().removeIf(key -> key.startsWith("health ")));
        sameRows(actual, expected);
        assertThat(twice.turns).isEqualTo(once.turns);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void stoppedAndStartedAnywhereIsNotStopped(long seed) throws JsonProcessingException {
        Player whole = fresh();
        Player broken = fresh();
        Random when = new Random(seed);
        ObjectMapper json = json();
        int stops = 0;
        for (Event event : Script.events(seed, COUNT)) {
            whole.play(event, player -> {});
            broken.play(event, player -> {});
            if (when.nextInt(400) == 0) {
                String state = json.writeValueAsString(broken.picture.freeze());
                String alerts = json.writeValueAsString(broken.alerts.freeze());
                Player next =
                        new Player(json.readValue(state, State.class), json.readValue(alerts, Alerts.Frozen.class));
                next.turns.addAll(broken.turns);
                sameRows(next.seen(), whole.seen());
                broken = next;
                stops++;
            }
        }
        assertThat(stops).isPositive();
        sameRows(broken.seen(), whole.seen());
        assertThat(broken.turns).isEqualTo(whole.turns);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyMessageEndsInExactlyOneOutcome(long seed) {
        Player player = fresh();
        List<Event> events = Script.events(seed, COUNT);
        events.forEach(event -> player.play(event, p -> {}));
        long received = player.picture.ledger().accounts().stream()
                .mapToLong(account -> account.accepted() + account.rejectedInAll())
                .sum();
        assertThat(received)
                .isEqualTo(events.stream()
                        .filter(event -> !(event instanceof Event.FeedChanged || event instanceof Event.Sampled))
                        .count());
    }

    /** What an edge needs to keep a frozen picture as JSON: instants as text, and no field for what is asked with {@code is}. */
    private static ObjectMapper json() {
        return JsonMapper.builder()
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .addModule(new JavaTimeModule())
                .build();
    }
}
