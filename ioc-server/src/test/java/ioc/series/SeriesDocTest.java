package ioc.series;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/series.md says exactly what is written. */
class SeriesDocTest {
    private static final Path DOC = Path.of("..", "docs", "series.md");
    private static final Pattern WORD = Pattern.compile("`([a-z0-9_]+)`");
    private static final List<String> OF_DEVICES = List.of("site", "kind", "device");

    /** Tags and types of fields of one measurement. */
    private record Shape(Set<String> tags, Map<String, String> fields) {
        Shape() {
            this(new TreeSet<>(), new TreeMap<>());
        }
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(DOC).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static List<String> words(String cell) {
        return WORD.matcher(cell.replaceAll("\\([^)]*\\)", ""))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Map<String, Shape> documented() throws IOException {
        Map<String, Shape> shapes = new TreeMap<>();
        String measurement = "";
        for (List<String> row : rows()) {
            boolean isField =
                    row.size() == 5 && List.of("integer", "float", "text").contains(row.get(3));
            if (isField) {
                measurement =
                        row.get(0).isEmpty() ? measurement : words(row.get(0)).get(0);
                Shape shape = shapes.computeIfAbsent(measurement, name -> new Shape());
                shape.tags().addAll(words(row.get(1)));
                words(row.get(2)).forEach(field -> shape.fields().put(field, row.get(3)));
            }
        }
        shapes.forEach((name, shape) -> {
            if (!name.endsWith("_minute")) {
                shape.tags().addAll(OF_DEVICES);
            }
        });
        return shapes;
    }

    private static Map<String, Shape> written() {
        List<Point> points = new ArrayList<>(Points.of(PointsTest.minute()));
        PointsTest.oneOfEachKind().forEach(reading -> points.addAll(Points.of(reading, PointsTest.NOW, false)));
        Map<String, Shape> shapes = new TreeMap<>();
        for (Point point : points) {
            Shape shape = shapes.computeIfAbsent(point.measurement(), name -> new Shape());
            shape.tags().addAll(point.tags().keySet());
            point.fields().forEach((field, value) -> shape.fields()
                    .put(field, Point.Type.of(value).name().toLowerCase(Locale.ROOT)));
        }
        return shapes;
    }

    @Test
    void namesEveryMeasurementTagFieldAndTypeAndNoOther() throws IOException {
        assertThat(documented()).isEqualTo(written());
    }

    @Test
    void givesEveryQuantityAUnit() throws IOException {
        Set<String> named = new TreeSet<>();
        for (List<String> row : rows()) {
            if (row.size() == 5 && row.get(2).isEmpty()) {
                named.addAll(words(row.get(0)));
                named.addAll(words(row.get(3)));
            }
        }
        assertThat(named)
                .isEqualTo(new TreeSet<>(
                        Arrays.stream(Quantity.values()).map(Quantity::word).toList()));
    }
}
