package ioc;

import ioc.peer.Publisher;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * People who come, are called and are served, at ten points in turn, each message once with QoS 1; between them the queue
 * camera of one point. In the background at an even rate until it is stopped.
 */
final class Load implements AutoCloseable {
    private static final List<String> POINTS = List.of("gd", "tp", "pd", "bd", "ht", "pt", "ph", "td", "cg", "ch");
    private static final List<String> SITES = List.of(
            "tt-go-dau",
            "thanh-phuoc",
            "phuoc-dong",
            "bau-don",
            "hiep-thanh",
            "phuoc-trach",
            "phuoc-thanh",
            "thanh-duc",
            "cam-giang",
            "cap-huyen");
    private static final List<String> STEPS = List.of("issued", "called", "served");

    private final Clock clock = Clock.systemUTC();
    private final Publisher publisher;
    private final Thread thread;
    private final AtomicLong people = new AtomicLong();
    private final AtomicLong readings = new AtomicLong();
    private final AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
    private volatile boolean over;

    /** @param rate messages a second, about */
    Load(String url, int rate) throws MqttException {
        publisher = new Publisher(url);
        thread = new Thread(() -> run(TimeUnit.SECONDS.toNanos(4) / rate), "load");
        thread.start();
    }

    private void run(long pause) {
        try {
            for (int person = 0; !over; person++) {
                int point = person % POINTS.size();
                for (String step : STEPS) {
                    String counter = POINTS.get(point) + "-q1";
                    publisher.publish(
                            "ioc/1/" + SITES.get(point) + "/counter/" + counter + "/ticket/" + step,
                            "{\"id\":\"" + UUID.randomUUID() + "\",\"ts\":" + clock.millis() + ",\"ticket\":\"L"
                                    + person + "\",\"service\":\"land\",\"counter\":\"" + counter + "\"}");
                }
                people.incrementAndGet();
                publisher.publish(
                        "ioc/1/bau-don/camera/bd-c3/people",
                        "{\"ts\":" + clock.millis() + ",\"count\":" + person % 200 + "}");
                readings.incrementAndGet();
                LockSupport.parkNanos(pause);
            }
        } catch (Exception e) {
            problem.set(e);
        }
    }

    /** Ends it and waits until the broker has everything; how many messages it acknowledged. */
    long stop() throws Exception {
        over = true;
        thread.join();
        if (problem.get() != null) {
            throw new IllegalStateException("the load stopped by itself", problem.get());
        }
        return publisher.settle();
    }

    long acknowledged() {
        return publisher.acknowledged();
    }

    /** Who came and was served. */
    long people() {
        return people.get();
    }

    /** Of the camera. */
    long readings() {
        return readings.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
            publisher.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MqttException e) {
            problem.compareAndSet(null, e);
        }
    }
}
