package ioc.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;

/** Where devices post: any media type, a few bodies at a time. No browser is meant, and none of our cookies counts. */
final class Hooks {
    private static final int MOST_AT_ONCE = 8;
    private static final byte[] NOTHING = {};

    private final PostingDevices devices;
    private int present;

    Hooks(PostingDevices devices) {
        this.devices = devices;
    }

    void mount(Router router, String path, OpenApi.Operation operation) {
        router.post(path).handler(context -> begin(context, operation));
        router.post(path).handler(BodyHandler.create(false).setBodyLimit(operation.bodyLimit()));
        router.post(path).handler(context -> take(context, operation));
    }

    private void begin(RoutingContext context, OpenApi.Operation operation) {
        try {
            operation.checked(context.pathParams(), Map.of());
            if (present >= MOST_AT_ONCE) {
                throw new Refusal(503, "body: comes beside " + present + " others but must wait (send it again)");
            }
            devices.admit(value(context, "hook"), context.request());
        } catch (RuntimeException e) {
            context.response().putHeader("Connection", "close");
            Reply.failure(context, e);
            return;
        }
        present++;
        context.addEndHandler(ended -> present--);
        context.next();
    }

    private void take(RoutingContext context, OpenApi.Operation operation) {
        Buffer body = context.body().buffer();
        try {
            devices.take(
                            value(context, "hook"),
                            value(context, "word"),
                            context.request(),
                            body == null ? NOTHING : body.getBytes())
                    .onSuccess(done -> Reply.json(context, operation.success(), Map.of("received", 1)))
                    .onFailure(e -> Reply.failure(context, e));
        } catch (RuntimeException e) {
            Reply.failure(context, e);
        }
    }

    private static String value(RoutingContext context, String name) {
        return context.pathParams().getOrDefault(name, "");
    }
}
