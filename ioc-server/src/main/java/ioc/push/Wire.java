package ioc.push;

/** What carries text to one dashboard. Everything on the hub's event loop. */
interface Wire {
    /** True while more must not be written; {@link Session#drained} follows. */
    boolean full();

    /** True when the other side says what it has drawn. */
    boolean answers();

    /** {@code resumeAt} is a number to resume from when the text is a frame, else -1. */
    void send(String text, long resumeAt);

    /** Asks the other side for a sign of life, which comes as {@link Session#alive}; nothing where the wire cannot. */
    void probe();

    /** Says the code, then ends the connection, in the end also when the other side does not read. */
    void close(Close why);
}
