package ioc.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways a request is answered. All on the event loop. */
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final int WORTH_ZIPPING = 1400;
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(421, "Misdirected request"),
            Map.entry(422, "Unprocessable content"),
            Map.entry(429, "Too many requests"),
            Map.entry(500, "Server error"),
            Map.entry(503, "Unavailable"));

    private Reply() {}

    /** Bytes as they are, zipped on the way where that pays and the caller can take it. */
    static void bytes(RoutingContext context, int status, String type, byte[] bytes) {
        boolean zip = bytes.length > WORTH_ZIPPING && takesZipped(context);
        context.response().setStatusCode(status).putHeader("Content-Type", type);
        if (!context.response().headers().contains("Cache-Control")) {
            context.response().putHeader("Cache-Control", "no-store");
        }
        context.response().putHeader("Vary", "Accept-Encoding");
        if (zip) {
            context.response().putHeader("Content-Encoding", "gzip");
        }
        end(context, zip ? Assets.zipped(bytes) : bytes);
    }

    /** A file that is already zipped, if zipping helps. */
    static void asset(RoutingContext context, Assets.Asset asset) {
        HttpServerResponse response = context.response().putHeader("Content-Type", asset.type());
        response.putHeader("Vary", "Accept-Encoding");
        byte[] zipped = asset.zipped();
        if (zipped != null && takesZipped(context)) {
            response.putHeader("Content-Encoding", "gzip");
            end(context, zipped);
        } else {
            end(context, asset.bytes());
        }
    }

    /** A file that nobody else has; gone when it was sent, or could not be. */
    static void download(RoutingContext context, Answers.Download download) {
        HttpServerResponse response = context.response();
        String path = download.file().toString();
        if (response.ended() || response.closed()) {
            delete(context, path);
            return;
        }
        response.putHeader("Content-Type", download.type())
                .putHeader("Content-Disposition", "attachment; filename=\"" + download.name() + "\"")
                .putHeader("Cache-Control", "no-store");
        response.sendFile(path)
                .onFailure(e -> LOG.debug("not sent: {}", e.getMessage()))
                .onComplete(sent -> delete(context, path));
    }

    static void delete(RoutingContext context, String path) {
        context.vertx().fileSystem().delete(path).onFailure(e -> LOG.debug("not deleted: {}", e.getMessage()));
    }

    private static void end(RoutingContext context, byte[] bytes) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader("Content-Length", Integer.toString(bytes.length));
        boolean head = context.request().method().name().equals("HEAD");
        (head ? response.end() : response.end(Buffer.buffer(bytes)))
                .onFailure(e -> LOG.debug("not answered: {}", e.getMessage()));
    }

    private static boolean takesZipped(RoutingContext context) {
        String takes = context.request().getHeader("Accept-Encoding");
        return takes != null && takes.contains("gzip");
    }

    static void json(RoutingContext context, int status, Object value) {
        bytes(context, status, "application/json", JsonWriter.bytes(value));
    }

    /** Bytes to be kept as a file, held by nobody on the way. */
    static void paper(RoutingContext context, Answers.Paper paper) {
        context.response().putHeader("Content-Disposition", "attachment; filename=\"" + paper.name() + "\"");
        bytes(context, 200, paper.type(), paper.content().getBytes());
    }

    static void problem(RoutingContext context, int status, String detail) {
        problem(context, new Refusal(status, detail));
    }

    private static void problem(RoutingContext context, Refusal refusal) {
        int status = refusal.status();
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", TITLES.getOrDefault(status, "Refused"));
        problem.put("status", status);
        problem.put("detail", refusal.detail());
        if (!refusal.code().isEmpty()) {
            problem.put("code", refusal.code());
            problem.put("values", refusal.values());
        }
        context.response().putHeader("Cache-Control", "no-store");
        bytes(context, status, "application/problem+json", JsonWriter.bytes(problem));
    }

    /** A refusal says what it says; anything else is our defect and stays in our log. */
    static void failure(RoutingContext context, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            problem(context, refusal);
        } else {
            LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), failure);
            problem(context, 500, "server: failed (see its log)");
        }
    }
}
