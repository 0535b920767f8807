package ioc.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Files that are sent to us: written to disk as they come, at most a few at a time, and gone when they were answered. All on
 * the event loop.
 */
final class Uploads {
    private static final int MOST_AT_ONCE = 4;
    private static final long GRACE_MS = 1_000;

    private final Path folder;
    private int present;

    Uploads(Path folder) {
        this.folder = folder;
    }

    /** Hands the whole body to {@code use} as a file, which is deleted when its future is done. */
    <T> Future<T> receive(RoutingContext context, long limit, Function<Path, Future<T>> use) {
        HttpServerRequest request = context.request();
        if (present >= MOST_AT_ONCE) {
            return refuse(
                    context,
                    new Refusal(503, "body: comes beside " + present + " other files but must wait (send it again)"));
        }
        if (length(request) > limit) {
            return refuse(context, tooLarge(limit));
        }
        present++;
        request.pause();
        FileSystem files = context.vertx().fileSystem();
        return files.createTempFile(folder.toString(), "upload", ".tmp", (String) null)
                .compose(path -> files.open(path, new OpenOptions().setRead(false))
                        .compose(file -> write(context, file, limit).eventually(file::close))
                        .compose(written -> use.apply(Path.of(path)))
                        .onComplete(done -> Reply.delete(context, path)))
                .onComplete(done -> present--);
    }

    private static <T> Future<T> refuse(RoutingContext context, Refusal refusal) {
        closeSoon(context);
        return Future.failedFuture(refusal);
    }

    /** What still comes is thrown away for a moment: who is cut off while sending does not read the answer. */
    private static void closeSoon(RoutingContext context) {
        context.response().putHeader("Connection", "close");
        context.addEndHandler(ended -> context.vertx()
                .setTimer(GRACE_MS, late -> context.request().connection().close()));
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }

    private static Refusal tooLarge(long limit) {
        return new Refusal(413, "body: was too large but must be at most " + (limit >> 20) + " MB (split the file)");
    }

    /** As fast as the disk takes it. */
    private static Future<Void> write(RoutingContext context, AsyncFile file, long limit) {
        HttpServerRequest request = context.request();
        Promise<Void> done = Promise.promise();
        long[] size = {0};
        request.exceptionHandler(done::tryFail);
        request.endHandler(end -> done.tryComplete());
        request.handler(bytes -> {
            size[0] += bytes.length();
            if (size[0] > limit) {
                if (done.tryFail(tooLarge(limit))) {
                    closeSoon(context);
                }
                return;
            }
            file.write(bytes).onFailure(done::tryFail);
            if (file.writeQueueFull()) {
                request.pause();
                file.drainHandler(room -> request.resume());
            }
        });
        request.resume();
        return done.future();
    }
}
