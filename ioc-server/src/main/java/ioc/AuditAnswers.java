package ioc;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import ioc.access.AuditRow;
import ioc.export.Format;
import ioc.follow.StoreAway;
import ioc.records.Audit;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The audit as answers. On the event loop; what blocks goes to a worker. */
final class AuditAnswers {
    private final WorkerExecutor worker;
    private final Audit audit;
    private final Exports exports;
    private final InstantSource clock;
    private @Nullable Future<Map<String, @Nullable Object>> verifying;

    AuditAnswers(WorkerExecutor worker, Audit audit, Exports exports, InstantSource clock) {
        this.worker = worker;
        this.audit = audit;
        this.exports = exports;
        this.clock = clock;
    }

    Future<List<Map<String, Object>>> rows(String who, String operation, long before, int limit) {
        return working(() -> audit.rows(new Audit.Wanted(who, operation, before), limit).stream()
                .map(AuditAnswers::row)
                .toList());
    }

    private static Map<String, Object> row(AuditRow row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("seq", row.seq());
        shown.put("at", row.at());
        shown.put("who", row.deed().who());
        shown.put("name", row.deed().name());
        shown.put("operation", row.deed().operation());
        shown.put("subject", row.deed().subject());
        shown.put("before", row.deed().before());
        shown.put("after", row.deed().after());
        shown.put("address", row.deed().address());
        shown.put("outcome", row.deed().outcome());
        shown.put("hash", row.hash());
        return shown;
    }

    /** Those who ask while the chain is being followed get the same answer. */
    Future<Map<String, @Nullable Object>> verify() {
        Future<Map<String, @Nullable Object>> running = verifying;
        if (running != null) {
            return running;
        }
        Future<Map<String, @Nullable Object>> mine = working(() -> {
            Audit.Verdict verdict = audit.verify();
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("rows", verdict.rows());
            shown.put("lastHash", verdict.lastHash());
            shown.put("broken", verdict.broken().orElse(null));
            shown.put("at", clock.millis());
            return shown;
        });
        verifying = mine;
        return mine.onComplete(done -> verifying = null);
    }

    Future<Answers.Download> export(String who, String operation, String format, String language) {
        Format kind = Format.of(format).orElseThrow(() -> Refusal.unknown("format", format));
        return working(() -> exports.audit(
                audit, new Audit.Wanted(who, operation, Long.MAX_VALUE), clock.instant(), kind, Words.of(language)));
    }

    private <T> Future<T> working(Callable<T> work) {
        return worker.executeBlocking(work, false)
                .recover(e -> Future.failedFuture(
                        e instanceof StoreAway
                                ? new Refusal(503, "store: cannot be asked now, try again: " + e.getMessage())
                                : e));
    }
}
