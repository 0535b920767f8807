package ioc;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ioc.alert.Alerts;
import ioc.inbox.Strangers;
import ioc.picture.State;
import java.io.IOException;

/** Picture, alerts and strange devices as they were at one position of the journal: what a restart begins with. */
record SavedPicture(State picture, Alerts.Frozen alerts, Strangers.Frozen strangers) {
    static final SavedPicture NONE = new SavedPicture(State.EMPTY, Alerts.Frozen.EMPTY, Strangers.Frozen.EMPTY);

    /** Components only: what a record derives, such as {@code isOpen()}, could not be read back. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private static final ObjectReader READER = JSON.readerFor(SavedPicture.class);
    private static final ObjectWriter WRITER = JSON.writerFor(SavedPicture.class);

    byte[] toJson() throws IOException {
        return WRITER.writeValueAsBytes(this);
    }

    /** Fails when it was written by another version that knew other things. */
    static SavedPicture fromJson(byte[] json) throws IOException {
        return READER.readValue(json);
    }
}
