package ioc.source;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.parsetools.RecordParser;
import ioc.config.HttpIntake;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears an answer that never ends: parts of {@code multipart/mixed} or {@code multipart/x-mixed-replace}, each a message, as cameras
 * tell their events. Pictures are left out. A question ends with what has come since the last one; the next goes on with the same
 * answer. It fails when the answer ends or has been silent for too long, and then asks anew.
 */
public final class DeviceStream implements Question {
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_WAITING = 64;
    private static final int LOOKS = 4;
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?(?:--)?([^\";]+)");
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length:\\s*(\\d{1,8})\\s*$");
    private static final Pattern PICTURE = Pattern.compile("(?im)^Content-Type:\\s*(?:image|video|audio)/");

    private final Vertx vertx;
    private final HttpIntake.Fetch fetch;
    private final DeviceClient client;
    private final Inbox inbox;
    private final List<Raw> waiting = new ArrayList<>();
    private @Nullable HttpClientResponse answer;
    private @Nullable String trouble;
    private @Nullable Promise<Void> awaited;
    private long heardAt;
    private long watch;

    /** Where in a part the answer is. */
    private enum Place {
        HEAD,
        BODY,
        BODY_OF_UNKNOWN_LENGTH
    }

    public DeviceStream(Vertx vertx, HttpIntake.Fetch fetch, Inbox inbox) {
        this.vertx = vertx;
        this.fetch = fetch;
        this.client = new DeviceClient(vertx, fetch);
        this.inbox = inbox;
    }

    @Override
    public Future<Answered> ask() {
        return ready().compose(begun -> more()).compose(come -> {
            List<Raw> all = List.copyOf(waiting);
            return inbox.append(all).map(done -> {
                waiting.subList(0, all.size()).clear();
                HttpClientResponse present = answer;
                if (present != null) {
                    present.resume();
                }
                return new Answered(all.size(), true);
            });
        });
    }

    private Future<Void> ready() {
        String why = trouble;
        if (!waiting.isEmpty() || answer != null) {
            return Future.succeededFuture();
        }
        if (why == null) {
            return begin();
        }
        trouble = null;
        return Future.failedFuture(why);
    }

    private Future<Void> begin() {
        return client.get(fetch.url()).compose(response -> {
            Matcher boundary = BOUNDARY.matcher(String.valueOf(response.getHeader("Content-Type")));
            if (!boundary.find()) {
                DeviceClient.drop(response);
                return Future.failedFuture(fetch.url() + ": answered " + response.getHeader("Content-Type")
                        + " but must answer multipart with a boundary");
            }
            answer = response;
            heardAt = now();
            watch = vertx.setPeriodic(Math.max(1, fetch.timeout().toMillis() / LOOKS), look -> {
                if (waiting.isEmpty() && now() - heardAt > fetch.timeout().toMillis()) {
                    end(response, "was silent for " + fetch.timeout().toSeconds() + " s");
                }
            });
            hear(response, boundary.group(1).strip());
            return Future.succeededFuture();
        });
    }

    private void hear(HttpClientResponse response, String boundary) {
        Place[] place = {Place.HEAD};
        boolean[] isPicture = {false};
        RecordParser parser = RecordParser.newDelimited("\r\n\r\n");
        parser.maxRecordSize(MOST_BYTES);
        parser.exceptionHandler(e -> end(response, "told a part of more than " + (MOST_BYTES >> 20) + " MB"));
        parser.handler(record -> {
            if (place[0] == Place.HEAD) {
                String head = record.toString(StandardCharsets.ISO_8859_1);
                isPicture[0] = PICTURE.matcher(head).find();
                Matcher length = LENGTH.matcher(head);
                int bytes = length.find() ? Integer.parseInt(length.group(1)) : -1;
                if (bytes > 0) {
                    place[0] = Place.BODY;
                    parser.fixedSizeMode(bytes);
                } else if (bytes < 0) {
                    place[0] = Place.BODY_OF_UNKNOWN_LENGTH;
                    parser.delimitedMode("\r\n--" + boundary);
                }
                return;
            }
            place[0] = Place.HEAD;
            parser.delimitedMode("\r\n\r\n");
            if (!isPicture[0] && !record.toString(StandardCharsets.ISO_8859_1).isBlank()) {
                take(response, record);
            }
        });
        response.exceptionHandler(
                e -> end(response, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)));
        response.endHandler(end -> end(response, "ended its answer"));
        response.handler(bytes -> {
            heardAt = now();
            parser.handle(bytes);
        });
        response.resume();
    }

    private void take(HttpClientResponse response, Buffer part) {
        waiting.add(DeviceQuestion.message(fetch, part));
        if (waiting.size() >= MOST_WAITING) {
            response.pause();
        }
        wake();
    }

    /** When something waits, or never will. */
    private Future<Void> more() {
        if (!waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        if (answer == null) {
            return ready(); // which says why
        }
        Promise<Void> promise = Promise.promise();
        awaited = promise;
        return promise.future().compose(woken -> more());
    }

    private void wake() {
        Promise<Void> promise = awaited;
        awaited = null;
        if (promise != null) {
            promise.complete();
        }
    }

    private void end(HttpClientResponse response, String why) {
        if (answer == response) {
            answer = null;
            vertx.cancelTimer(watch);
            response.request().reset();
            trouble = fetch.url() + ": " + why;
            wake();
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        client.close();
    }
}
