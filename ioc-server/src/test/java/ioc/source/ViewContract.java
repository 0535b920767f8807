package ioc.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A view of a database as a source, whatever the database. */
abstract class ViewContract {
    private final Vertx vertx = Vertx.vertx();
    private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("views", 1);
    private final List<String> taken = new ArrayList<>();
    private @Nullable String saved;
    private boolean isFull;

    abstract String url();

    abstract String user();

    /** The type of an instant without a zone. */
    abstract String timestamp();

    @BeforeEach
    void fill() throws Exception {
        run("DROP TABLE IF EXISTS ho_so");
        run("CREATE TABLE ho_so(ma TEXT, tt INTEGER, ten TEXT, so NUMERIC, sua " + timestamp() + ")");
        insert("H1", 4, "2026-11-20 08:00:00");
        insert("H2", 4, "2026-11-20 09:00:00");
        insert("H3", 4, "2026-11-20 09:00:00");
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(String code, int status, @Nullable String changed) throws SQLException {
        run("INSERT INTO ho_so VALUES ('" + code + "', " + status + ", 'Lan', 1200000.50, "
                + (changed == null ? "NULL" : "'" + changed + "'") + ")");
    }

    private ViewQuestion question(String more) throws IOException {
        Source source = Yaml.source("""
                id: view
                kind: dossier
                zone: Asia/Ho_Chi_Minh
                drop: [/ten]
                jdbc: { url: "%s", user: %s, every: 1m, fetchSize: 2, %s }
                mapping: { code: /ma, status: /tt, receivedAt: /sua }
                """.formatted(url(), user(), more));
        return new ViewQuestion(
                workers,
                source,
                records -> {
                    if (isFull) {
                        throw new IOException("full");
                    }
                    records.forEach(record -> taken.add(new String(record.body(), UTF_8)));
                },
                new Cursors() {
                    @Override
                    public Future<Optional<String>> load(String id) {
                        return Future.succeededFuture(Optional.ofNullable(saved));
                    }

                    @Override
                    public Future<?> save(String id, String cursor) {
                        saved = cursor;
                        return Future.succeededFuture();
                    }
                });
    }

    /** Codes that one round took. */
    private List<String> round(ViewQuestion question) throws Exception {
        taken.clear();
        Question.Answered answered = question.ask().await(20, TimeUnit.SECONDS);
        assertThat(answered.records()).isEqualTo(taken.size());
        assertThat(answered.isMore()).isFalse();
        List<String> codes = new ArrayList<>();
        for (String body : taken) {
            codes.add(JsonMapper.builder().build().readTree(body).path("ma").asText());
        }
        return codes;
    }

    @Test
    void aRowIsARecordWithoutWhatIsDropped() throws Exception {
        ViewQuestion question = question("view: ho_so, change: sua");
        assertThat(round(question)).containsExactlyInAnyOrder("H1", "H2", "H3");
        assertThat(taken.get(0))
                .contains("\"tt\":\"4\"", "\"so\":\"1200000.5\"")
                .doesNotContain("Lan", "\"ten\"");
        assertThat(Yaml.source("""
                                id: view
                                kind: dossier
                                zone: Asia/Ho_Chi_Minh
                                mapping: { code: /ma, receivedAt: /sua }
                                """).mapping().map(taken.get(0).getBytes(UTF_8)).toString())
                .contains("receivedAt=2026-11-20T01:00:00Z");
    }

    @Test
    void goesOnWithWhatChangedAlsoAtTheSameInstantAndAfterARestart() throws Exception {
        ViewQuestion question = question("view: ho_so, change: sua");
        assertThat(round(question)).hasSize(3);
        assertThat(round(question)).isEmpty();
        insert("H4", 4, "2026-11-20 09:00:00");
        assertThat(round(question)).containsExactly("H4");
        run("UPDATE ho_so SET tt = 9, sua = '2026-11-20 10:00:00' WHERE ma = 'H1'");
        assertThat(round(question)).containsExactly("H1");
        insert("H5", 4, null);
        assertThat(round(question)).as("without a change value it is told once").containsExactly("H5");
        assertThat(round(question)).isEmpty();
        assertThat(round(question("view: ho_so, change: sua")))
                .as("another process, the same cursor")
                .containsExactlyInAnyOrder("H1", "H5");
    }

    @Test
    void withoutAChangeColumnUnchangedRowsAreLeftOut() throws Exception {
        ViewQuestion question = question("query: \"SELECT * FROM ho_so WHERE tt < 9;\"");
        assertThat(round(question)).hasSize(3);
        assertThat(round(question)).isEmpty();
        run("UPDATE ho_so SET tt = 5 WHERE ma = 'H2'");
        assertThat(round(question)).containsExactly("H2");
    }

    @Test
    void whatTheJournalDoesNotTakeIsAskedAgain() throws Exception {
        ViewQuestion question = question("view: ho_so, change: sua");
        isFull = true;
        assertThatThrownBy(() -> round(question)).hasMessageContaining("full");
        assertThat(saved).isNull();
        isFull = false;
        assertThat(round(question)).hasSize(3);
    }

    @Test
    void nothingCanBeWrittenThroughIt() throws Exception {
        assertThatThrownBy(() -> round(question("query: \"DELETE FROM ho_so RETURNING *\"")))
                .hasMessageContaining("jdbc: ");
        assertThat(round(question("view: ho_so"))).hasSize(3);
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        assertThatThrownBy(() -> round(question("view: ho_so, change: ngay_sua")))
                .hasMessageContaining("ngay_sua");
        assertThatThrownBy(() -> round(question("query: \"SELECT tt AS x FROM ho_so\"")))
                .hasMessage("jdbc: has no column ma but must; it has x");
        assertThatThrownBy(() -> round(question("view: nowhere"))).hasMessageContaining("nowhere");
    }

    @Test
    void manyRowsGoThroughInPortions() throws Exception {
        run("INSERT INTO ho_so WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                + " SELECT 'N' || i, 4, '', 0, '2026-11-21 00:00:00' FROM n");
        ViewQuestion question = question("view: ho_so, change: sua");
        assertThat(round(question)).hasSize(2003).doesNotHaveDuplicates();
        assertThat(round(question)).isEmpty();
    }
}
