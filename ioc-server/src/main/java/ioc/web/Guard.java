package ioc.web;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** What every answer carries, and who is not answered at all. */
final class Guard {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    private final Bind bind;

    Guard(Bind bind) {
        this.bind = bind;
    }

    void check(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("Content-Security-Policy", NOTHING);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (bind.secure()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        String host = context.request().getHeader("Host");
        if (host == null || !bind.answersTo(host)) {
            Reply.problem(context, 421, "host: was \"" + host + "\" but must be one of server.names");
        } else {
            context.next();
        }
    }

    /** Policy of a page whose inline scripts have these sources. */
    static String policy(String scriptSources) {
        return "default-src 'none'; script-src 'self'" + scriptSources
                + "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'"
                + "; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
    }
}
