package ioc.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.Caller;

/** What is asked about devices that nobody mapped. */
public interface StrangeDevices {
    /** All shapes of topics, newest first. */
    Future<?> shapes();

    /** One shape, with its newest messages as the likely family would read them. */
    Future<?> shape(String id);

    /** The same messages as they would be read after this adoption, and the file that it would write. Changes nothing. */
    Future<?> tryAdoption(String id, JsonNode adoption);

    /** Writes the file; the server then begins anew with it and reads what it kept once more. */
    Future<?> adopt(Caller caller, String id, JsonNode adoption);
}
