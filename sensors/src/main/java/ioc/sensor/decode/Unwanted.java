package ioc.sensor.decode;

import ioc.sensor.decode.Decoded.Ignored;

/** What is on the broker and of no use here, so that it is not asked about again: its payload is never looked at. */
final class Unwanted implements Decoder {
    private static final String WHY = "ignored by configuration";

    @Override
    public String unused(Address address) {
        return WHY;
    }

    @Override
    public boolean single(Address address) {
        return false;
    }

    @Override
    public boolean ofNoDevice() {
        return true;
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        return new Ignored(WHY);
    }
}
