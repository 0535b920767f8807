package ioc.sensor.decode;

import ioc.sensor.Reading.Presence.Link;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the values of a sender stand for: all options of a mapping but a few, from the sender's name of a value to a {@link Meaning}. */
final class Meanings {
    private static final Set<String> OTHERS = Set.of("zone", "online", "offline", "scale", "rebirth");

    private static final int LARGEST_SCALE = 100;

    /** Of families that know themselves what is what. */
    static final Meanings NONE = new Meanings(new Setup(new Mapping("", ""), ZoneOffset.UTC));

    private final Map<String, Meaning> all = new TreeMap<>();
    private final WordMap<Meaning> byName;
    private final @Nullable String online;
    private final @Nullable String offline;
    private final int scale;

    Meanings(Setup setup) {
        setup.besides(OTHERS).forEach((name, text) -> {
            Meaning meaning = Meaning.of(text);
            if (meaning == null) {
                setup.problem(name, Meaning.MUST);
            } else {
                all.put(name, meaning);
            }
        });
        all.forEach((name, meaning) -> mixed(meaning)
                .ifPresent(total -> setup.problem(
                        name, "of another part than \"" + total + "\", a running total of the same people")));
        byName = new WordMap<>(all);
        online = setup.text("online");
        offline = setup.text("offline");
        boolean rates = all.values().stream().anyMatch(meaning -> meaning.kind() == Meaning.Kind.SCORE);
        scale = rates ? setup.whole("scale", 2, LARGEST_SCALE, 0) : 0;
    }

    /** The name of a running total of those whom a number of each period counts too. */
    private Optional<String> mixed(Meaning period) {
        Meaning.@Nullable Kind total =
                switch (period.kind()) {
                    case IN_PERIOD -> Meaning.Kind.IN;
                    case OUT_PERIOD -> Meaning.Kind.OUT;
                    default -> null;
                };
        return all.entrySet().stream()
                .filter(one ->
                        one.getValue().kind() == total && one.getValue().part().equals(period.part()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** By the sender's names, in their order. */
    Map<String, Meaning> all() {
        return all;
    }

    @Nullable
    Meaning find(String name) {
        return byName.find(name);
    }

    /** Best of all scores. */
    int scale() {
        return scale;
    }

    /** Here or gone, in the words of the options, else in the usual ones; null when it says something else. */
    @Nullable
    Link link(String text) {
        return text.equals(online) ? Link.ONLINE : text.equals(offline) ? Link.OFFLINE : Words.link(text);
    }
}
