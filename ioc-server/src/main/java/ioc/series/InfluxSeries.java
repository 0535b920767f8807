package ioc.series;

import static java.nio.charset.StandardCharsets.UTF_8;

import ioc.follow.Dead;
import ioc.follow.StoreAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * InfluxDB through {@code /write} and {@code /query}, which 1.x, 2.x and 3.x all speak.
 *
 * <p>Batches are written synchronously; the journal is the buffer, so the client's own one stays off. The position is in
 * a small file, written after the batch: after a crash the last batch comes again and overwrites itself. The file names
 * its store, so that another URL or database is filled from the beginning of the journal.
 *
 * <p>Refusals: no answer, 5xx and 429 pass; 401, 403 and 404 need a person; 400 and 413 are narrowed down by halves to
 * the lines that are to blame, which are dead, while all others are stored.
 */
public final class InfluxSeries implements Series {
    /**
     * Where the points go.
     *
     * @param url such as {@code http://127.0.0.1:8086}
     * @param user empty for none
     * @param password of the user; on 2.x and 3.x a token
     * @param retention name of the retention policy; empty for the default one
     */
    public record Target(String url, String database, String user, String password, String retention) {
        @Override
        public String toString() {
            return url + " " + database;
        }
    }

    private final Target target;
    private final Path positionFile;
    private volatile @Nullable InfluxDB client;
    private volatile String version = "";

    /** Touches nothing yet; {@code positionFile} is made when first needed. */
    public InfluxSeries(Target target, Path positionFile) {
        this.target = target;
        this.positionFile = positionFile;
    }

    @Override
    public String engine() {
        return version.isEmpty() ? "InfluxDB" : "InfluxDB " + version;
    }

    @Override
    public long position() throws StoreAway {
        connected();
        try {
            if (!Files.exists(positionFile)) {
                return 0;
            }
            String[] words = Files.readString(positionFile, UTF_8).strip().split(" ", 2);
            return words.length == 2 && words[1].equals(target.toString()) ? Long.parseLong(words[0]) : 0;
        } catch (IOException e) {
            throw StoreAway.untilRepaired("position file " + positionFile + ": cannot be read: " + e, e);
        } catch (NumberFormatException e) {
            return 0; // torn by a power cut: everything comes again and overwrites itself
        }
    }

    @Override
    public void rewind(long position) throws StoreAway {
        save(Math.min(position(), position));
    }

    @Override
    public List<Dead> write(List<Point> points, long position) throws StoreAway {
        List<Dead> dead = new ArrayList<>();
        if (!points.isEmpty()) {
            List<String> lines = points.stream().map(LineProtocol::line).toList();
            write(lines, dead);
        }
        save(position);
        return dead;
    }

    private void write(List<String> lines, List<Dead> dead) throws StoreAway {
        Refusal refusal = post(String.join("\n", lines));
        if (refusal == null) {
            return;
        }
        if (lines.size() == 1 || refusal.dropped() == lines.size()) {
            lines.forEach(line -> dead.add(new Dead(refusal.reason(), line)));
            return;
        }
        int half = lines.size() / 2;
        write(lines.subList(0, half), dead);
        write(lines.subList(half, lines.size()), dead);
    }

    /** Null when all lines are stored; else why some are not. */
    private @Nullable Refusal post(String lines) throws StoreAway {
        InfluxDB influx = connected();
        boolean again = true;
        while (true) {
            try {
                influx.write(
                        target.database(),
                        target.retention().isEmpty() ? null : target.retention(),
                        InfluxDB.ConsistencyLevel.ONE,
                        TimeUnit.NANOSECONDS,
                        lines);
                return null;
            } catch (InfluxDBException e) {
                Refusal refusal = refusal(e);
                if (refusal != null && refusal.isOfLines()) {
                    return refusal;
                }
                if (refusal != null && refusal.status() == 404 && again && isVersion1()) {
                    again = false;
                    createDatabase(influx); // the store was emptied under us
                    continue;
                }
                throw away(e);
            }
        }
    }

    private static @Nullable Refusal refusal(InfluxDBException e) {
        return e.getCause() instanceof RefusalTap.Refused refused ? refused.refusal() : null;
    }

    private StoreAway away(InfluxDBException e) {
        Refusal refusal = refusal(e);
        if (refusal == null) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return StoreAway.forNow(target + ": does not answer (" + cause + ")", e);
        }
        String what = target + ": " + refusal.status() + " " + refusal.reason();
        return refusal.needsPerson() ? StoreAway.untilRepaired(what, e) : StoreAway.forNow(what, e);
    }

    private void save(long position) throws StoreAway {
        try {
            Path folder = positionFile.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path fresh = positionFile.resolveSibling(positionFile.getFileName() + ".new");
            Files.writeString(fresh, position + " " + target + "\n", UTF_8);
            Files.move(fresh, positionFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StoreAway.forNow("position file " + positionFile + ": cannot be written: " + e, e);
        }
    }

    @Override
    public List<Sample> query(Query query) throws StoreAway {
        QueryResult.Series series = only(run(connected(), InfluxQuery.text(query, target.retention())));
        List<Sample> samples = new ArrayList<>();
        if (series != null) {
            for (List<Object> row : series.getValues()) {
                if (row.get(0) instanceof Number at && row.get(1) instanceof Number value) {
                    samples.add(new Sample(at.longValue(), value.doubleValue()));
                }
            }
        }
        return samples;
    }

    private static QueryResult.@Nullable Series only(QueryResult answer) {
        for (QueryResult.Result result : answer.getResults()) {
            if (result.getSeries() != null && !result.getSeries().isEmpty()) {
                return result.getSeries().get(0);
            }
        }
        return null;
    }

    private QueryResult run(InfluxDB influx, String text) throws StoreAway {
        QueryResult answer;
        try {
            answer = influx.query(new org.influxdb.dto.Query(text, target.database()), TimeUnit.MILLISECONDS);
        } catch (InfluxDBException e) {
            throw away(e);
        }
        if (answer.hasError()) {
            throw StoreAway.untilRepaired(target + ": " + answer.getError(), null);
        }
        for (QueryResult.Result result : answer.getResults()) {
            if (result.hasError()) {
                throw StoreAway.untilRepaired(target + ": " + result.getError(), null);
            }
        }
        return answer;
    }

    private InfluxDB connected() throws StoreAway {
        InfluxDB present = client;
        return present != null ? present : connect();
    }

    private synchronized InfluxDB connect() throws StoreAway {
        if (client != null) {
            return client;
        }
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .connectTimeout(3, TimeUnit.SECONDS)
                .readTimeout(10, TimeUnit.SECONDS)
                .writeTimeout(10, TimeUnit.SECONDS)
                .socketFactory(new PromptSockets())
                .addInterceptor(new RefusalTap());
        InfluxDB fresh = null;
        try {
            fresh = target.user().isEmpty() && target.password().isEmpty()
                    ? InfluxDBFactory.connect(target.url(), http)
                    : InfluxDBFactory.connect(
                            target.url(), target.user().isEmpty() ? "token" : target.user(), target.password(), http);
            version = fresh.ping().getVersion();
            if (isVersion1()) {
                createDatabase(fresh);
            }
            client = fresh;
            return fresh;
        } catch (InfluxDBException e) {
            if (fresh != null) {
                fresh.close();
            }
            throw away(e);
        } catch (IllegalArgumentException e) {
            throw StoreAway.untilRepaired("series.url: was \"" + target.url() + "\": " + e.getMessage(), e);
        }
    }

    private boolean isVersion1() {
        return version.startsWith("1.");
    }

    private void createDatabase(InfluxDB influx) throws StoreAway {
        run(influx, "CREATE DATABASE " + InfluxQuery.name(target.database()));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** For the log and the health page: never the password. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s at %s", engine(), target);
    }

    /** InfluxQL of a chart's question. */
    static final class InfluxQuery {
        private InfluxQuery() {}

        static String text(Query query, String retention) {
            String from = (retention.isEmpty() ? "" : name(retention) + ".") + name(query.measurement());
            StringBuilder where = new StringBuilder(" WHERE time >= ")
                    .append(query.from().toEpochMilli())
                    .append("ms AND time < ")
                    .append(query.to().toEpochMilli())
                    .append("ms");
            for (Map.Entry<String, String> tag : new TreeMap<>(query.tags()).entrySet()) {
                where.append(" AND ").append(name(tag.getKey())).append(" = ").append(text(tag.getValue()));
            }
            String field = name(query.field());
            String group = " GROUP BY time(" + query.stepMillis() + "ms) fill(none)";
            if (query.aggregate() == Query.Aggregate.INCREASE) {
                return "SELECT SUM(d) FROM (SELECT NON_NEGATIVE_DIFFERENCE(" + field + ") AS d FROM " + from + where
                        + " GROUP BY *)" + where + group;
            }
            return "SELECT " + query.aggregate().name() + "(" + field + ") FROM " + from + where + group;
        }

        static String name(String name) {
            return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }

        private static String text(String text) {
            return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
        }
    }
}
