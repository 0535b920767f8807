package ioc.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells paired walls from people. Called on the event loop. */
public interface Walls {
    /** None is paired. */
    Walls NONE = (request, people) -> people.get();

    /** The pass of a wall by what it shows of itself, of everybody else that of {@code people}; empty for nobody. */
    Optional<Accounts.Pass> pass(HttpServerRequest request, Supplier<Optional<Accounts.Pass>> people);
}
