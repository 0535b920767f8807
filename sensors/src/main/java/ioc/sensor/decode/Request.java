package ioc.sensor.decode;

/** A message that somebody at the {@link Door} wants to be published, such as a wish to hear all values again. */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Request(String topic, byte[] payload) {}
