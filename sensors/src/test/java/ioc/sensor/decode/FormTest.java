package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormTest {
    private final Times times = new Times(Samples.ZONE);
    private final Form form = new Form();

    private static Payload payload(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, 0, bytes.length, false, Samples.RECEIVED_AT);
    }

    private Fields read(String json) {
        Fields fields = form.read(payload(json), times);
        assertThat(fields.problem()).as(json).isNull();
        return fields;
    }

    private static String problem(Fields fields) {
        return Said.of(fields.decoded(List::of));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":1}}",
                "{\"b\":2,\"a\":{\"c\":{\"b\":3},\"b\":1,\"d\":[{\"b\":4}]},\"e\":[5]}",
                "{\"A\":{\"B\":\" 1 \"}}",
                "{\"\\u0061\":{\"\\u0062\":1}}",
                "{\"a\":{\"b\":2},\"a\":{\"b\":1}}",
                "{\"a\":{\"b\":1,\"b\":null,\"b\":\"  \"}}",
            })
    void findsAFieldByThoseItIsIn(String json) {
        Field field = form.field("a.b");
        assertThat(read(json).whole(field, 0, 9)).isEqualTo(1);
    }

    @Test
    void hasWhatIsNeitherNullNorBlank() {
        Field field = form.field("a");
        for (String json : List.of("{\"a\":0}", "{\"a\":false}", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":\"x\"}")) {
            assertThat(read(json).has(field)).as(json).isTrue();
        }
        for (String json :
                List.of("{}", "{\"a\":null}", "{\"a\":\" \"}", "{\"aa\":1}", "{\"\":1}", "{\"b\":{\"a\":1}}")) {
            assertThat(read(json).has(field)).as(json).isFalse();
        }
    }

    @Test
    void confusesNoNames() {
        SplittableRandom random = new SplittableRandom(3);
        TreeSet<String> names = new TreeSet<>();
        while (names.size() < 400) {
            names.add(random.ints(random.nextInt(1, 6), 'a', 'f')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        List<String> all = List.copyOf(names);
        List<Field> asked = IntStream.range(0, 200)
                .mapToObj(i -> form.field(all.get(2 * i)))
                .toList();
        for (int i = 0; i < all.size(); i++) {
            String name = i % 3 == 0 ? all.get(i).toUpperCase(Locale.ROOT) : all.get(i);
            Fields fields = read("{\"" + name + "\":1}");
            for (int j = 0; j < asked.size(); j++) {
                assertThat(fields.has(asked.get(j)))
                        .as("%s in %s", asked.get(j).path(), name)
                        .isEqualTo(i == 2 * j);
            }
        }
    }

    @Test
    void passesOverAnObjectButNotWhatIsInIt() {
        form.passingOver("whole");
        Field a = form.field("a");
        Field b = form.field("b.c");
        Fields fields = read("{\"whole\":{\"a\":1,\"b\":{\"c\":2}},\"x\":{\"whole\":{\"a\":3}}}");
        assertThat(fields.whole(a, 0, 9)).isEqualTo(1);
        assertThat(fields.whole(b, 0, 9)).isEqualTo(2);
        assertThat(read("{\"a\":1,\"b\":{\"c\":2}}").whole(b, 0, 9)).isEqualTo(2);
    }

    @Test
    void knowsWhatOnlyBeginsAsAsked() {
        Field data = form.field("data");
        Field any = form.beginning(data, "total");
        Field total = form.field("data.total");
        Field people = form.field("data.totalPeople");
        assertThat(read("{\"data\":{\"totalDogs\":1}}").has(any)).isTrue();
        assertThat(read("{\"data\":{\"TOTALDOGS\":1}}").has(any)).isTrue();
        assertThat(read("{\"data\":{\"total\":1}}").has(any)).isFalse();
        assertThat(read("{\"data\":{\"total\":1}}").has(total)).isTrue();
        assertThat(read("{\"data\":{\"totalPeople\":1}}").has(any)).isFalse();
        assertThat(read("{\"data\":{\"totalPeople\":1}}").has(people)).isTrue();
        assertThat(read("{\"data\":{\"subtotal\":1},\"totalDogs\":1}").has(any)).isFalse();
    }

    @Test
    void namesAnItemByItsPlace() {
        Form line = form.ofItems();
        Field count = line.field("n.count");
        Form part = line.ofItems();
        Field share = part.field("share");
        Field parts = line.list("parts", part);
        Field lines = form.list("all.lines", line);
        Fields fields = read("{\"all\":{\"lines\":[{\"n\":{\"count\":1}},{\"parts\":[{},{\"share\":\"x\"}]}]}}");
        assertThat(fields.items(lines)).hasSize(2);
        assertThat(fields.items(lines).get(0).whole(count, 0, 9)).isEqualTo(1);
        Fields second = fields.items(lines).get(1);
        Fields item = second.items(parts).get(1);
        item.whole(share, 0, 9);
        assertThat(problem(item))
                .isEqualTo("refused wrong-type: all.lines.1.parts.1.share: was \"x\" but must be a number");
        second.whole(count, 0, 9);
        assertThat(problem(second))
                .isEqualTo("refused wrong-type: all.lines.1.n.count: was missing but must be a number");
        fields.refuseAs(second);
        assertThat(problem(fields)).isEqualTo(problem(second));
    }

    @Test
    void aListOfObjectsHasNothingElseInIt() {
        Field list = form.list("list", form.ofItems());
        for (String json : List.of("{\"list\":[1]}", "{\"list\":[{},null]}", "{\"list\":[[]]}")) {
            assertThat(problem(form.read(payload(json), times)))
                    .as(json)
                    .isEqualTo("refused malformed: payload: must have objects in its list");
        }
        assertThat(read("{\"list\":7}").items(list)).isEmpty();
        assertThat(read("{\"list\":[]}").items(list)).isEmpty();
        assertThat(read("{\"list\":[]}").has(list)).isTrue();
    }

    @Test
    void readsOneOrMany() {
        Field a = form.field("a");
        for (String json : List.of("{\"a\":1}", "[{\"a\":1}]", "\uFEFF[{\"a\":1}]")) {
            List<Fields> all = form.readEach(payload(json), times);
            assertThat(all).as(json).hasSize(1);
            assertThat(all.get(0).whole(a, 0, 9)).isEqualTo(1);
        }
        assertThat(form.readEach(payload("[]"), times)).isEmpty();
        for (String json : List.of("[{\"a\":1},2]", "[{\"a\":1}", "7", "[{\"a\":1}] 2")) {
            List<Fields> all = form.readEach(payload(json), times);
            assertThat(all).as(json).hasSize(1);
            assertThat(all.get(0).problem()).as(json).isNotNull();
        }
    }

    @Test
    void readsAWordAloneAndWhatIsInAField() {
        Field a = form.field("a");
        Field b = form.field("c.b");
        assertThat(form.read(payload("12"), times, a).whole(a, 0, 99)).isEqualTo(12);
        assertThat(form.read(payload("{\"a\":12}"), times, a).whole(a, 0, 99)).isEqualTo(12);
        assertThat(form.readIn(form.field("c"), payload("{\"b\":3,\"a\":4}"), times)
                        .whole(b, 0, 9))
                .isEqualTo(3);
        assertThat(problem(form.read(payload("[]"), times, a)))
                .isEqualTo("refused wrong-type: payload: was something else but must be a JSON object");
    }

    @Test
    void namesWhichNumberOfAListIsWrong() {
        Field counts = form.field("counts");
        assertThat(read("{\"counts\":[1,\"2\"]}").wholes(counts, Quantity.PEOPLE))
                .containsExactly(1, 2);
        Fields fraction = read("{\"counts\":[1,1.5]}");
        fraction.wholes(counts, Quantity.PEOPLE);
        assertThat(problem(fraction)).isEqualTo("refused wrong-type: counts.1: was 1.5 but must be a whole number");
        Fields negative = read("{\"counts\":[-1,1.5]}");
        negative.wholes(counts, Quantity.PEOPLE);
        assertThat(problem(negative)).startsWith("refused out-of-range: counts.0: was -1 but must be 0 to ");
    }

    /** What is asked for in one place is kept in any: a form does not know where a family of another make puts it. */
    @Test
    void theDoorKeepsWhatIsAskedFor() {
        Form line = form.ofItems();
        form.keeping("raw");
        form.field("a.b");
        form.list("lines", line);
        line.field("in");
        form.beginning(form.field("a"), "total");
        String kept = "{\"A\":{\"b\":{\"in\":1},\"totalDogs\":2},\"lines\":[{\"in\":3}],\"raw\":4}";
        String sent = "{\"name\":\"Lê\",\"A\":{\"b\":{\"in\":1,\"mac\":\"x\"},\"totalDogs\":2},"
                + "\"lines\":[{\"in\":3,\"who\":{\"in\":9}}],\"raw\":4,\"dogs\":[{\"in\":1}]}";
        byte[] door = Scrub.kept(sent.getBytes(StandardCharsets.UTF_8), form);
        assertThat(new String(door, StandardCharsets.UTF_8)).isEqualTo(kept);
    }
}
