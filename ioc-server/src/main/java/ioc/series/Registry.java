package ioc.series;

import ioc.follow.Dead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The numbers under which {@link DuckSeries} keeps series and fields. Thread-safe; the files are the truth. */
final class Registry {
    /** One value's place. */
    record Cell(int series, int field, long time) {}

    /** Numbers that answer a query; {@code field} is -1 and {@code series} empty when there are none. */
    record Found(int field, List<Integer> series) {}

    private record Key(String measurement, SortedMap<String, String> tags) {}

    private record FieldKey(String measurement, String name) {}

    private record Field(int id, Point.Type type) {}

    private final Map<Key, Integer> series = new HashMap<>();
    private final Map<FieldKey, Field> fields = new HashMap<>();
    /** What is known and not yet in the files: rows by table. One at a time they cost a millisecond each. */
    private final Map<String, List<Row>> unsaved = new LinkedHashMap<>();

    private record Row(int id, List<String> words) {}

    synchronized void load(Statement statement) throws SQLException {
        series.clear();
        fields.clear();
        unsaved.clear();
        Map<Integer, SortedMap<String, String>> tags = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT series, name, value FROM tag")) {
            while (rows.next()) {
                tags.computeIfAbsent(rows.getInt(1), id -> new TreeMap<>()).put(rows.getString(2), rows.getString(3));
            }
        }
        try (ResultSet rows = statement.executeQuery("SELECT id, measurement FROM series")) {
            while (rows.next()) {
                series.put(
                        new Key(rows.getString(2), tags.getOrDefault(rows.getInt(1), new TreeMap<>())), rows.getInt(1));
            }
        }
        try (ResultSet rows = statement.executeQuery("SELECT id, measurement, name, type FROM field")) {
            while (rows.next()) {
                fields.put(
                        new FieldKey(rows.getString(2), rows.getString(3)),
                        new Field(rows.getInt(1), Point.Type.valueOf(rows.getString(4))));
            }
        }
    }

    /**
     * Adds the values of a point, or a dead letter when one of them is of another type than before. What is new must be
     * saved in the same transaction.
     */
    synchronized void cells(Point point, Map<Cell, Object> cells, List<Dead> dead) {
        for (Map.Entry<String, Object> entry : point.fields().entrySet()) {
            Field known = fields.get(new FieldKey(point.measurement(), entry.getKey()));
            Point.Type type = Point.Type.of(entry.getValue());
            if (known != null && known.type() != type) {
                String reason =
                        "field " + entry.getKey() + ": was " + type + " but must be " + known.type() + " as before";
                dead.add(new Dead(reason, LineProtocol.line(point)));
                return;
            }
        }
        int id = number(point);
        for (Map.Entry<String, Object> entry : point.fields().entrySet()) {
            FieldKey key = new FieldKey(point.measurement(), entry.getKey());
            Field field = fields.get(key);
            if (field == null) {
                field = new Field(fields.size() + 1, Point.Type.of(entry.getValue()));
                add(
                        "field",
                        field.id(),
                        key.measurement(),
                        key.name(),
                        field.type().name());
                fields.put(key, field);
            }
            cells.put(new Cell(id, field.id(), point.time()), entry.getValue());
        }
    }

    private int number(Point point) {
        Key key = new Key(point.measurement(), point.tags());
        Integer known = series.get(key);
        if (known != null) {
            return known;
        }
        int id = series.size() + 1;
        add("series", id, point.measurement());
        point.tags().forEach((name, value) -> add("tag", id, name, value));
        series.put(key, id);
        return id;
    }

    private void add(String table, int id, String... words) {
        unsaved.computeIfAbsent(table, name -> new ArrayList<>()).add(new Row(id, List.of(words)));
    }

    /** Writes what is new. */
    synchronized void save(DuckDBConnection connection) throws SQLException {
        for (Map.Entry<String, List<Row>> table : unsaved.entrySet()) {
            try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table.getKey())) {
                for (Row row : table.getValue()) {
                    appender.beginRow().append(row.id());
                    for (String word : row.words()) {
                        appender.append(word);
                    }
                    appender.endRow();
                }
            }
        }
        unsaved.clear();
    }

    synchronized Found find(Query query) {
        Field field = fields.get(new FieldKey(query.measurement(), query.field()));
        if (field == null) {
            return new Found(-1, List.of());
        }
        List<Integer> numbers = new ArrayList<>();
        series.forEach((key, id) -> {
            if (key.measurement().equals(query.measurement())
                    && key.tags().entrySet().containsAll(query.tags().entrySet())) {
                numbers.add(id);
            }
        });
        return new Found(field.id(), numbers);
    }
}
