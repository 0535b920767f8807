package ioc.sensor.decode;

/** What a system posts as JSON on one topic for all its devices: the payload names them. Only the fields of its form are let in. */
abstract class Webhook implements Decoder {
    private final Form form;

    Webhook(Form form) {
        this.form = form;
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
        return Scrub.keeping(form);
    }
}
