package ioc.records;

import java.io.IOException;

/** Takes the rows of a list, one by one; an IOException ends the walk. */
public interface Each<R> {
    void take(R row) throws IOException;
}
