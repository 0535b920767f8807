package ioc.dossier;

import ioc.calendar.ClockRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalogue of procedures, found by code or, where a source gives none, by name; each holds for a time. */
public final class Procedures {
    /** {@code 1.005129.000.00.00.H22} is the variant of a province of {@code 1.005129}. */
    private static final Pattern CODE = Pattern.compile("(\\d\\.\\d{6})(\\..*)?");

    /** None, with the usual rules: every dossier counts by what its source appoints. */
    public static final Procedures NONE = new Procedures(List.of(), ClockRules.USUAL, List.of());

    private final List<Procedure> all;
    private final ClockRules rules;
    private final List<String> sources;
    private final Map<String, List<Procedure>> byWord = new HashMap<>();

    /**
     * @param rules of dossiers whose procedure is not in the catalogue
     * @param sources the usual order of precedence, best first; sources not in it come last
     */
    public Procedures(List<Procedure> all, ClockRules rules, List<String> sources) {
        this.all = List.copyOf(all);
        this.rules = rules;
        this.sources = List.copyOf(sources);
        for (Procedure procedure : all) {
            byWord.computeIfAbsent(procedure.code(), word -> new ArrayList<>()).add(procedure);
            byWord.computeIfAbsent(folded(procedure.name().vi()), word -> new ArrayList<>())
                    .add(procedure);
        }
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The first two parts of a code; any other text as it is. */
    public static String plain(String code) {
        Matcher matcher = CODE.matcher(code.strip());
        return matcher.matches() ? matcher.group(1) : code.strip();
    }

    public List<Procedure> all() {
        return all;
    }

    public ClockRules usualRules() {
        return rules;
    }

    /** The procedure of a code or name as it was decided on a day. */
    public Optional<Procedure> find(String code, String name, LocalDate day) {
        return held(plain(code), day).or(() -> held(folded(name), day));
    }

    @Override
    public String toString() {
        return all + " " + rules + " " + sources;
    }

    private Optional<Procedure> held(String word, LocalDate day) {
        return byWord.getOrDefault(word, List.of()).stream()
                .filter(procedure -> procedure.validity().holds(day))
                .findFirst();
    }

    /** How much a source is worth for a procedure: 0 is best. */
    public int rank(Optional<Procedure> procedure, String source) {
        List<String> order = procedure
                .map(one -> one.handling().sources())
                .filter(own -> !own.isEmpty())
                .orElse(sources);
        int place = order.indexOf(source);
        return place < 0 ? order.size() : place;
    }
}
