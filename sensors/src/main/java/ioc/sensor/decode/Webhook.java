package ioc.sensor.decode;

import java.util.Set;

/** What a system posts as JSON on one topic for all its devices: the payload names them. Only known fields are let in. */
abstract class Webhook implements Decoder {
    private final Set<String> kept;

    /** @param kept names of the fields that are read, at any depth */
    Webhook(Set<String> kept) {
        this.kept = kept;
    }

    @Override
    public boolean single(Address address) {
        return false;
    }

    @Override
    public boolean clearable(Address address) {
        return false;
    }

    @Override
    public boolean namesDevices() {
        return true;
    }

    @Override
    public Porter porter() {
        return Scrub.keeping(kept::contains);
    }
}
