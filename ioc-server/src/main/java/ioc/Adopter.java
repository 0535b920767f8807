package ioc;

import ioc.config.ConfigException;
import java.io.IOException;

/** Makes devices known to a running server. */
@FunctionalInterface
interface Adopter {
    /** For a server that runs with its configuration to the end. */
    Adopter NONE = (family, yaml, from) -> {
        throw new IOException("devices: cannot be made known to this server while it runs");
    };

    /** No entry of the journal is to be read once more. */
    long NOTHING = Long.MAX_VALUE;

    /**
     * Writes a file of devices and lets the server begin anew with it a moment later. Blocks.
     *
     * @param from position of the first entry of the journal that is to be read once more, or {@link #NOTHING}
     * @return name of the file
     * @throws ConfigException when the configuration would not be usable with it; nothing is changed then
     */
    String adopt(String family, String yaml, long from) throws ConfigException, IOException;
}
