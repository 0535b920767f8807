package ioc.notify;

import java.util.Map;

/** What people read, by language and key of the messages, with values put in. */
public interface Texts {
    String of(String language, String key, Map<String, ?> values);
}
