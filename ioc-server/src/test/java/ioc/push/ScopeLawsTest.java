package ioc.push;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Alerts;
import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.event.Event;
import ioc.picture.Changes;
import ioc.picture.District;
import ioc.picture.Extract;
import ioc.picture.Limits;
import ioc.picture.Picture;
import ioc.picture.State;
import ioc.place.Places;
import ioc.place.Site;
import ioc.place.Validity;
import ioc.push.Script.Board;
import ioc.push.Script.Player;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scope sees is what it would see if there were no others: of a generated script, in every byte. */
final class ScopeLawsTest {
    private static final int COUNT = 4_000;
    private static final Set<String> OWN = Set.of("go-dau");
    private static final List<String> OWN_WORDS = List.of("Phường Gò Dầu", "go-dau");
    private static final List<String> FOREIGN_WORDS =
            List.of("bau-don", "bd-", "Truông Mít", "truong-mit", "Phòng lạ", "Bàu Đồn");

    /** One point each for two units. */
    private static Places places() {
        Places all = District.places();
        return new Places(
                all.title(),
                all.zone(),
                List.copyOf(all.orgs()),
                List.copyOf(all.services()),
                all.sites().stream()
                        .map(site -> new Site(
                                site.id(),
                                site.name(),
                                site.id().equals("thanh-duc")
                                        ? List.of(new Site.Ownership("go-dau", Validity.ALWAYS))
                                        : site.owners(),
                                site.latitude(),
                                site.longitude(),
                                site.seats(),
                                site.waitLimit(),
                                site.fewestOpen(),
                                site.services(),
                                site.devices()))
                        .toList());
    }

    private static Player player() {
        return new Player(
                new Picture(places(), District.judge(), Limits.STANDARD, District.FEEDS, State.EMPTY),
                Alerts.Frozen.EMPTY,
                // that no device at all is heard is a fact about everybody
                Script.RULES.stream()
                        .filter(rule -> rule.kind() != ioc.alert.Rule.Kind.FEED_LATE)
                        .toList());
    }

    /** Nothing is of two units one after the other: then it would be its unit's matter what the other did. */
    private static Event ofOneUnit(Event event) {
        if (event instanceof Event.DossierSeen seen) {
            Dossier dossier = seen.dossier();
            return new Event.DossierSeen(
                    seen.source(),
                    seen.receivedAt(),
                    new Dossier(
                            dossier.code() + tag(dossier.filing().org()),
                            dossier.filing(),
                            dossier.status(),
                            dossier.rawStatus(),
                            dossier.times(),
                            List.of()));
        }
        if (event instanceof Event.AssignmentSeen seen) {
            Assignment one = seen.assignment();
            return new Event.AssignmentSeen(
                    seen.source(),
                    seen.receivedAt(),
                    new Assignment(
                            one.id() + tag(one.parties().lead()),
                            one.order(),
                            one.parties(),
                            one.times(),
                            one.progress()));
        }
        if (event instanceof Event.Apologised one) {
            return new Event.Apologised(one.source(), one.receivedAt(), one.code() + tag("go-dau"), one.step());
        }
        return event;
    }

    private static String tag(String org) {
        return OWN_WORDS.contains(org) ? "-own" : "-other" + Integer.toHexString(org.hashCode());
    }

    private static boolean isOwn(Event event) {
        if (event instanceof Event.Heard heard) {
            return heard.reading().device().site().equals("thanh-duc");
        } else if (event instanceof Event.DossierSeen seen) {
            return OWN_WORDS.contains(seen.dossier().filing().org());
        } else if (event instanceof Event.AssignmentSeen seen) {
            return OWN_WORDS.contains(seen.assignment().parties().lead());
        }
        return true;
    }

    private static Map<String, Map<String, Object>> seen(Player player) {
        Board board = new Board();
        projection(player, board).projectAll();
        return board.content;
    }

    private static void without(Map<String, Map<String, Object>> all, String key, String field) {
        all.computeIfPresent(key, (k, row) -> {
            row.remove(field);
            return row;
        });
    }

    private static Projection projection(Player player, Board board) {
        Changes changes = player.picture.watch();
        return new Projection(
                new Extract(player.picture, OWN),
                changes::take,
                player.alerts,
                player.alerts::takeChanges,
                board,
                true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatOthersDoChangesNothing(long seed) {
        Player among = player();
        Player alone = player();
        for (Event event : Script.events(seed, COUNT)) {
            Event one = ofOneUnit(event);
            among.play(one, tick -> {});
            alone.play(isOwn(one) ? one : new Event.Unused("mqtt", one.receivedAt(), "t"), tick -> {});
        }
        Map<String, Map<String, Object>> expected = seen(alone);
        Map<String, Map<String, Object>> actual = seen(among);
        // when a source was last heard is the same for all: it says whether what one sees is fresh
        List.of(expected, actual).forEach(all -> {
            all.keySet().removeIf(key -> key.contains(" feed:"));
            without(all, "overview setup", "sources");
        });
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, row) -> assertThat(actual.get(key)).as(key).isEqualTo(row));
        assertThat(actual.keySet()).anyMatch(key -> key.startsWith("alerts alert:"));
        assertThat(actual.keySet()).anyMatch(key -> key.startsWith("assignments assignment:"));
        assertThat(actual).containsKeys("dossiers org:go-dau", "site:thanh-duc site");
        assertThat(actual.toString()).doesNotContain(FOREIGN_WORDS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void changedRowsOverASnapshotAreTheSnapshotOfLater(long seed) {
        Player player = player();
        Board board = new Board();
        Changes changes = player.picture.watch();
        Set<String> alerts = new LinkedHashSet<>();
        Projection projection = new Projection(
                new Extract(player.picture, OWN),
                changes::take,
                player.alerts,
                () -> {
                    Set<String> taken = new LinkedHashSet<>(alerts);
                    alerts.clear();
                    return taken;
                },
                board,
                true);
        projection.projectAll();
        Random when = new Random(seed);
        int checked = 0;
        for (Event event : Script.events(seed, COUNT)) {
            player.play(event, tick -> {
                if (when.nextInt(40) == 0) {
                    alerts.addAll(player.alerts.takeChanges());
                    projection.project();
                }
            });
            if (when.nextInt(300) == 0) {
                alerts.addAll(player.alerts.takeChanges());
                projection.project();
                Map<String, Map<String, Object>> expected = seen(player);
                List.of(expected, board.content).forEach(all -> without(all, "dossiers totals", "changedAt"));
                assertThat(board.content.keySet()).isEqualTo(expected.keySet());
                expected.forEach(
                        (key, row) -> assertThat(board.content.get(key)).as(key).isEqualTo(row));
                checked++;
            }
        }
        assertThat(checked).isPositive();
        assertThat(board.content.toString()).doesNotContain(FOREIGN_WORDS);
    }
}
