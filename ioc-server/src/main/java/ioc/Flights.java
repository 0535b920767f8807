package ioc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Work that many ask for and one does: an answer that is being made, or was made a moment ago, is everybody's. On the event loop;
 * the work itself is on a worker.
 */
final class Flights {
    private static final long FRESH = Duration.ofSeconds(3).toNanos();
    private static final int MOST = 8;

    private final Vertx vertx;
    private final Map<String, Flight> flights = new LinkedHashMap<>();

    private record Flight(Future<?> answer, long begunAt) {
        boolean isFresh() {
            return !answer.isComplete() || (answer.succeeded() && System.nanoTime() - begunAt < FRESH);
        }
    }

    Flights(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The answer of a key, which must always be of one type. */
    @SuppressWarnings("unchecked")
    <T> Future<T> of(String key, Callable<T> work) {
        Flight flight = flights.get(key);
        if (flight == null || !flight.isFresh()) {
            flights.values().removeIf(other -> !other.isFresh());
            flight = new Flight(vertx.executeBlocking(work, false), System.nanoTime());
            if (flights.size() < MOST) {
                flights.put(key, flight);
            }
        }
        return (Future<T>) flight.answer();
    }
}
