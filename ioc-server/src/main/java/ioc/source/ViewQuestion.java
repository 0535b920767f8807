package ioc.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads a view of a database, on a worker, over a connection that can only read. A row becomes a JSON object of its columns;
 * times in ISO form. With a change column it goes on from the greatest value so far, that one included: rows of the same
 * instant may come later, and those that are known already are left out. The cursor is saved when all rows are durable.
 */
public final class ViewQuestion implements Question {
    private static final int BATCH = 500;

    private final WorkerExecutor workers;
    private final Source source;
    private final Source.View view;
    private final FileIntake.Durable journal;
    private final Cursors cursors;
    /** Rows with the greatest change value, or all where there is no change column. */
    private final News known = new News();
    /** Rows without a change value, which come every time. */
    private final News undated = new News();

    private volatile boolean closed;
    private @Nullable Object greatest;
    private boolean cursorLoaded;

    /** For a source that has a view. */
    public ViewQuestion(WorkerExecutor workers, Source source, FileIntake.Durable journal, Cursors cursors) {
        Source.View asked = source.ways().view();
        if (asked == null) {
            throw new IllegalArgumentException(source.id() + ": has no jdbc but must have one");
        }
        this.workers = workers;
        this.source = source;
        this.view = asked;
        this.journal = journal;
        this.cursors = cursors;
    }

    @Override
    public Future<Answered> ask() {
        return loaded().compose(ready -> workers.executeBlocking(this::read, false))
                .compose(records -> {
                    Object last = greatest;
                    return last == null || records == 0
                            ? Future.succeededFuture(new Answered(records, false))
                            : cursors.save(source.id(), text(last)).map(saved -> new Answered(records, false));
                });
    }

    @Override
    public void close() {
        closed = true;
    }

    private Future<?> loaded() {
        if (cursorLoaded) {
            return Future.succeededFuture();
        }
        return cursors.load(source.id()).onSuccess(saved -> {
            greatest = saved.map(ViewQuestion::value).orElse(null);
            cursorLoaded = true;
        });
    }

    private long read() throws IOException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql())) {
            statement.setQueryTimeout((int) Math.max(1, view.timeout().toSeconds()));
            statement.setFetchSize(view.fetchSize());
            if (greatest != null) {
                statement.setObject(1, greatest);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return walk(rows);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IOException("jdbc: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", view.user());
        properties.setProperty("password", view.password().reveal());
        if (view.url().startsWith("jdbc:postgresql:")) {
            properties.setProperty("readOnly", "true");
            properties.setProperty("connectTimeout", "10");
            properties.setProperty("socketTimeout", Long.toString(view.timeout().toSeconds() + 10));
        } else if (view.url().startsWith("jdbc:sqlite:")) {
            properties.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY; cannot be set afterwards
        }
        Connection connection = DriverManager.getConnection(view.url(), properties);
        try {
            if (!connection.isReadOnly()) {
                connection.setReadOnly(true);
            }
            connection.setAutoCommit(false); // else PostgreSQL would send all rows at once
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private String sql() {
        String all = "SELECT * FROM " + view.select() + " source_";
        String change = "source_." + view.change();
        return view.change().isEmpty()
                ? all
                : all + (greatest == null ? "" : " WHERE " + change + " >= ? OR " + change + " IS NULL") + " ORDER BY "
                        + change;
    }

    private long walk(ResultSet rows) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        int change = mustHaveItsColumns(columns);
        long taken = 0;
        Object highest = greatest;
        Map<Raw, @Nullable Object> batch = new LinkedHashMap<>();
        while (rows.next()) {
            if (closed) {
                throw new IOException("jdbc: is no longer asked");
            }
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            @Nullable Object changed = null;
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                @Nullable Object value = value(rows, columns, i);
                put(record, columns.getColumnLabel(i), value);
                changed = i == change ? value : changed;
            }
            Raw raw = source.raw(record);
            boolean isUndated = change > 0 && changed == null;
            if (isUndated ? undated.isNew(raw) : known.isNew(raw)) {
                batch.put(raw, changed);
                taken++;
            }
            if (changed != null && !changed.equals(highest)) {
                highest = changed;
                known.forget();
            }
            if (batch.size() == BATCH) {
                store(batch, change, highest);
            }
        }
        store(batch, change, highest);
        greatest = highest;
        return taken;
    }

    /** What is durable is known, as far as it will come again. */
    private void store(Map<Raw, @Nullable Object> batch, int change, @Nullable Object highest) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        journal.append(List.copyOf(batch.keySet()));
        batch.forEach((raw, changed) -> {
            if (change > 0 && changed == null) {
                undated.remember(List.of(raw));
            } else if (change == 0 || changed.equals(highest)) {
                known.remember(List.of(raw));
            }
        });
        batch.clear();
    }

    /** The place of the change column; 0 for none. */
    private int mustHaveItsColumns(ResultSetMetaData columns) throws SQLException, IOException {
        List<String> labels = new ArrayList<>();
        int change = 0;
        String bare = view.change().substring(view.change().lastIndexOf('.') + 1);
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
            change = columns.getColumnLabel(i).equalsIgnoreCase(bare) ? i : change;
        }
        List<String> key = source.mapping().columns(source.kind() == Source.Kind.ASSIGNMENT ? "id" : "code");
        if (!key.isEmpty() && key.stream().noneMatch(labels::contains)) {
            throw new IOException("jdbc: has no column " + String.join(" or ", key) + " but must; it has "
                    + String.join(", ", labels));
        }
        return change;
    }

    private static @Nullable Object value(ResultSet rows, ResultSetMetaData columns, int place)
            throws SQLException, IOException {
        try {
            Object value = rows.getObject(place);
            if (value instanceof Timestamp) {
                boolean hasZone = columns.getColumnType(place) == Types.TIMESTAMP_WITH_TIMEZONE
                        || columns.getColumnTypeName(place)
                                .toLowerCase(Locale.ROOT)
                                .equals("timestamptz");
                return hasZone
                        ? rows.getObject(place, OffsetDateTime.class)
                        : rows.getObject(place, LocalDateTime.class);
            }
            if (value instanceof Date) {
                return rows.getObject(place, LocalDate.class);
            }
            if (value instanceof Number number) {
                return new BigDecimal(number.toString());
            }
            if (value instanceof byte[]) {
                return null; // a file is no part of a record
            }
            return value == null || value instanceof Boolean || value instanceof Temporal
                    ? value
                    : rows.getString(place);
        } catch (SQLException | NumberFormatException e) {
            throw new IOException("jdbc: column " + columns.getColumnLabel(place) + ": " + e.getMessage(), e);
        }
    }

    private static void put(ObjectNode record, String label, @Nullable Object value) {
        if (value == null) {
            record.putNull(label);
        } else if (value instanceof BigDecimal number) {
            record.put(label, number.stripTrailingZeros().toPlainString());
        } else {
            record.put(label, value.toString());
        }
    }

    /** A cursor as it is saved: a letter for its type, and the value. */
    private static String text(Object value) {
        return (value instanceof BigDecimal
                        ? "n"
                        : value instanceof LocalDateTime
                                ? "t"
                                : value instanceof OffsetDateTime ? "o" : value instanceof LocalDate ? "d" : "s")
                + value;
    }

    private static Object value(String cursor) {
        String text = cursor.substring(1);
        return switch (cursor.charAt(0)) {
            case 'n' -> new BigDecimal(text);
            case 't' -> LocalDateTime.parse(text);
            case 'o' -> OffsetDateTime.parse(text);
            case 'd' -> LocalDate.parse(text);
            default -> text;
        };
    }
}
