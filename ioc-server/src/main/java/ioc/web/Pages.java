package ioc.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Pages and their assets. Assets have the build in their path and never change; pages are asked for anew each time.
 * A path that is no file belongs to the router in index.html.
 */
final class Pages {
    private static final String INDEX = "index.html";

    private final Assets assets;

    Pages(Assets assets) {
        this.assets = assets;
    }

    void mount(Router router) {
        String under = "/a/" + assets.build() + "/";
        router.route(under + "*")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> asset(context, context.normalizedPath().substring(under.length())));
        router.route("/api").method(HttpMethod.GET).handler(context -> page(context, "reference/index.html", INDEX));
        router.route("/wall")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> page(context, "wall.html", INDEX));
        router.route("/sign-in")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> page(context, "sign-in.html", INDEX));
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> {
            String path = context.normalizedPath();
            boolean isFile = path.contains(".") && !path.matches("/(dossiers|devices)/.+"); // their codes have dots
            if (isFile || path.matches("/(a|api|live|metrics)(/.*)?|/health/.*")) {
                context.next();
            } else {
                page(context, INDEX, INDEX);
            }
        });
    }

    private void asset(RoutingContext context, String path) {
        Optional<Assets.Asset> asset = assets.asset(path);
        if (asset.isPresent()) {
            context.response().putHeader("Cache-Control", "public, max-age=31536000, immutable");
            Reply.asset(context, asset.get());
        } else {
            context.next();
        }
    }

    private void page(RoutingContext context, String name, String fallback) {
        Optional<Assets.Page> page = assets.page(name, fallback);
        if (page.isEmpty()) {
            context.next();
            return;
        }
        String tag = '"' + assets.build() + '"';
        context.response()
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", tag)
                .putHeader("Content-Security-Policy", Guard.policy(page.get().scriptSources()));
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            context.response().setStatusCode(304).end().onFailure(context::fail);
        } else {
            Reply.asset(context, page.get().asset());
        }
    }
}
