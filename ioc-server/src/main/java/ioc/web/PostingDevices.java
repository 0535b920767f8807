package ioc.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Devices and systems that post what they have to say. */
public interface PostingDevices {
    /** Whether it may; refuses before a body is read where that can be told. */
    void admit(String hook, HttpServerRequest request);

    /** Takes one message; done when it is durable. {@code word}: which of several devices it is of; empty: the body says it. */
    Future<?> take(String hook, String word, HttpServerRequest request, byte[] body);
}
