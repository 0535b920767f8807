package ioc.push;

/** Why a session ends. 4000..4099 come back at once, 4100..4199 come back later, 4400..4499 do not come back. */
enum Close {
    ACCESS_CHANGED(4000, "access changed"),
    SHUTTING_DOWN(4100, "shutting down"),
    TOO_SLOW(4101, "too slow"),
    TOO_MANY_MESSAGES(4102, "too many messages"),
    TOO_MANY_SESSIONS(4103, "too many sessions"),
    SILENT(4104, "no sign of life"),
    TOO_MANY_SCOPES(4105, "too many scopes"),
    BAD_MESSAGE(4400, "bad message"),
    NOBODY(4401, "must show who it is"),
    REVOKED(4403, "no longer allowed"),
    WRONG_SUBPROTOCOL(4406, "subprotocol must be ioc.v1");

    private final int code;
    private final String text;

    Close(int code, String text) {
        this.code = code;
        this.text = text;
    }

    int code() {
        return code;
    }

    String text() {
        return text;
    }
}
