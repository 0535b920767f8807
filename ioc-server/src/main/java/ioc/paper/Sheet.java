package ioc.paper;

import ioc.paper.Wording.Paragraph;
import ioc.paper.Wording.Run;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A letter as paragraphs in their places: what both kinds of file draw.
 *
 * @param body flows over pages
 * @param closing stays on one page with the foot
 */
record Sheet(
        List<Row> head,
        List<Paragraph> title,
        List<Paragraph> addressee,
        List<Paragraph> body,
        List<Paragraph> closing,
        Row foot) {
    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Two columns side by side. */
    record Row(double leftMm, List<Paragraph> left, List<Paragraph> right) {
        double rightMm() {
            return Look.WIDTH_MM - leftMm;
        }
    }

    static Sheet of(Letter letter) {
        Wording wording = new Wording(values(letter), letter.foot().recipients());
        return new Sheet(
                List.of(
                        new Row(66, wording.section("head left"), wording.section("head right")),
                        new Row(66, wording.section("mark left"), wording.section("mark right"))),
                wording.section(letter.form() + " title"),
                wording.section("addressee"),
                wording.section(letter.form() + " body"),
                wording.section(letter.form() + " closing"),
                new Row(80, wording.section("foot left"), wording.section("foot right")));
    }

    /** The form's name in one line. */
    String name() {
        return title.stream()
                .flatMap(paragraph -> paragraph.runs().stream())
                .map(Run::text)
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> values(Letter letter) {
        Map<String, String> values = new HashMap<>();
        values.put("PARENT", letter.head().parent().toUpperCase(VIETNAMESE));
        values.put("AGENCY", letter.head().agency().toUpperCase(VIETNAMESE));
        values.put("agency", letter.head().agency().replace('\n', ' '));
        values.put("number", letter.head().number());
        values.put("place", letter.head().place());
        putDate(values, letter.head().date());
        values.put("name", letter.to().name());
        values.put("address", letter.to().address());
        values.put("phone", letter.to().phone());
        values.put("code", letter.dossier().code());
        values.put("procedure", letter.dossier().procedure());
        values.put("field", letter.dossier().field());
        values.put("receipt", letter.dossier().receipt());
        values.put("office", letter.dossier().office());
        ZoneId zone = letter.delay().zone();
        putInstant(values, "received", letter.delay().received(), zone);
        putInstant(values, "first", letter.delay().first(), zone);
        putInstant(values, "due", letter.delay().due(), zone);
        putInstant(values, "promised", letter.delay().promised(), zone);
        values.put("reason", letter.delay().reason());
        values.put("AUTHORITY", letter.foot().authority().toUpperCase(VIETNAMESE));
        values.put("TITLE", letter.foot().title().toUpperCase(VIETNAMESE));
        values.put("signer", letter.foot().name());
        return values;
    }

    /** The date of the letter: days below 10 and the months 1 and 2 have a 0 before them (NĐ 30/2020, appendix I). */
    private static void putDate(Map<String, String> values, @Nullable LocalDate date) {
        values.put("day", date == null ? "" : String.format(Locale.ROOT, "%02d", date.getDayOfMonth()));
        values.put(
                "month",
                date == null
                        ? ""
                        : String.format(Locale.ROOT, date.getMonthValue() < 3 ? "%02d" : "%d", date.getMonthValue()));
        values.put("year", date == null ? "" : Integer.toString(date.getYear()));
    }

    private static void putInstant(Map<String, String> values, String name, @Nullable Instant instant, ZoneId zone) {
        values.put(name + "At", instant == null ? "" : TIME.format(instant.atZone(zone)));
        values.put(name + "On", instant == null ? "" : DAY.format(instant.atZone(zone)));
    }
}
