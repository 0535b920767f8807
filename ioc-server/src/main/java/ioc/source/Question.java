package ioc.source;

import io.vertx.core.Future;

/** A question that is put to a system again and again, never two at a time, on one Vert.x context. */
public interface Question {
    /**
     * What came of it.
     *
     * @param records taken
     * @param isMore there is more to ask for now
     */
    record Answered(long records, boolean isMore) {}

    /** Done when all records of the answer are durable; fails with a text for people. */
    Future<Answered> ask();

    /** Asks no more. */
    void close();
}
