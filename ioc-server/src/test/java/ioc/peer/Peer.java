package ioc.peer;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What all peers need: their program, a free port, and patience until they are ready. */
public final class Peer {
    /** Of each process with tests, numbered from 1: below the ports that a system gives to connections going out. */
    private static final int PORTS = 7_000;

    private static final int FIRST_PORT = 10_000 + (Integer.getInteger("fork", 1) - 1) * PORTS;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    /** How long tests wait for what comes soon: long, since a slow machine is no fault. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private Peer() {}

    /** The first program that is there; without one the test is skipped with one line, or fails when CI=true. */
    public static Path program(String debianPackage, List<Path> places) {
        return places.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() ->
                        missing(places.get(0).getFileName() + ": not found (apt-get install " + debianPackage + ")"));
    }

    /** Sends a signal such as {@code STOP}; Java itself knows only two of them. */
    public static void signal(String name, long pid) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .onExit()
                .join();
    }

    public static int freePort() {
        int port;
        do {
            port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something listens on this port of this machine. */
    public static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Looks every few milliseconds until it is so; fails after {@link #PATIENCE}. */
    public static void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    public static void await(Supplier<String> what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    public static void await(String what, Duration atMost, BooleanSupplier condition) {
        await(() -> what, atMost, condition);
    }

    /** {@code what} is asked when time is up, so it may tell how far it came. */
    public static void await(Supplier<String> what, Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("not within " + atMost.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(PAUSE_NS); // a page that is looked at all the time has no time for itself
        }
    }

    private static Path missing(String line) {
        if ("true".equals(System.getenv("CI"))) {
            return fail(line);
        }
        return abort(line);
    }
}
