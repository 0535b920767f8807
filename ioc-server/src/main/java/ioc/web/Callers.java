package ioc.web;

import io.vertx.core.http.HttpServerRequest;
import ioc.access.Caller;
import ioc.access.Role;
import ioc.access.Scope;
import java.util.Optional;
import java.util.Set;

/** Who asks: the one place where the REST interface and the live doors learn it. Called on the event loop. */
public interface Callers {
    /** Everybody may do everything: as long as nobody has to show who he is. */
    Caller EVERYBODY = new Caller("open", "Trực ban", Role.ADMINISTRATOR, Scope.WHOLE);

    /** Somebody who has not shown who he is: sees nothing of any unit. */
    Caller NOBODY = new Caller("", "", Role.VIEWER, new Scope(Set.of("")));

    /** Nobody has to show who he is. */
    Callers OPEN = request -> Optional.of(EVERYBODY);

    /** Empty for somebody who has to show who he is and has not. */
    Optional<Caller> of(HttpServerRequest request);
}
