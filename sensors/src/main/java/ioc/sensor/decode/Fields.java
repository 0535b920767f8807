package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, asked for by name and wanted type. What is wrong is not thrown: the first problem is kept in
 * {@link #problem}, and from then on the answers are of no use. A field that is null or empty text is not there. For one thread.
 */
final class Fields {
    /** Stands for an object, or a list that has one in it. */
    private static final Object STRUCTURE = new Object();

    /** Stands for nothing as yet. */
    private static final Object NOTHING = new Object();

    /** A power of two. */
    private static final int PLACES = 8;

    /** Names of the items of a list. */
    private static final String[] ITEMS =
            IntStream.range(0, 32).mapToObj(Integer::toString).toArray(String[]::new);

    /** One field. Its whole name, with those it is in, is never put together: only how long that is. */
    static final class Field {
        private static final int LETTER_BITS = 5;

        private final @Nullable Field within;
        private final String name;
        private final int key; // the length of its whole name, and a letter of it
        private @Nullable Field before; // in the same place
        private Object value; // String, Double, Boolean, List or STRUCTURE

        private Field(@Nullable Field within, String name, Object value) {
            this.within = within;
            this.name = name;
            this.key = key(name, within == null ? name.length() : within.length() + 1 + name.length());
            this.value = value;
        }

        /** The length of a whole name, and its last letter in any case: most names differ in it. */
        private static int key(String name, int length) {
            return length << LETTER_BITS | (name.isEmpty() ? 0 : name.charAt(name.length() - 1) & 31);
        }

        /** Whether its own name goes on after {@code beginning}. */
        private boolean isLonger(String beginning, boolean anyCase) {
            int own = within == null ? 0 : within.length() + 1;
            return length() > beginning.length()
                    && own < beginning.length()
                    && beginning.regionMatches(own, name, 0, beginning.length() - own)
                    && (within == null || (beginning.charAt(own - 1) == '.' && within.ends(beginning, anyCase)));
        }

        /** The list this is while it is read. */
        @SuppressWarnings("unchecked")
        private @Nullable List<Object> list() {
            return value instanceof ArrayList<?> list ? (List<Object>) list : null;
        }

        private int length() {
            return key >>> LETTER_BITS;
        }

        /** Whether the first letters of a path are its whole name. */
        private boolean ends(String path, boolean anyCase) {
            if (within == null && path.equals(name)) {
                return true; // much quicker
            }
            int from = length() - name.length();
            boolean ends =
                    path.startsWith(name, from) || (anyCase && path.regionMatches(true, from, name, 0, name.length()));
            return ends && (within == null || (path.charAt(from - 1) == '.' && within.ends(path, anyCase)));
        }
    }

    private final Payload payload;
    private final Times times;
    private final boolean anyCase;
    private final @Nullable String root; // the object that is as if it were not there
    private final @Nullable Field[] last = new @Nullable Field[PLACES];
    private @Nullable String asked; // the last name, for many are asked for twice: whether it is there, and what it is
    private @Nullable Object answer;
    private @Nullable Rejected problem;

    private Fields(Payload payload, Times times, boolean anyCase, @Nullable String root) {
        this.payload = payload;
        this.times = times;
        this.anyCase = anyCase;
        this.root = root;
    }

    /** No fields yet: another format than JSON {@link #put}s them in. */
    static Fields none(Payload payload, Times times) {
        return new Fields(payload, times, true, null);
    }

    /** Where a payload is no JSON. What stands there is not shown: it may be anything. */
    static Rejected broken(Json.Broken e) {
        return Refusal.malformed("payload: " + e.getMessage());
    }

    /**
     * Reads a payload that is one object, or, when {@code bare} is not empty, a lone word or number, which then is the value of the
     * field {@code bare}.
     */
    static Fields of(Payload payload, Times times, String bare) {
        Fields fields = new Fields(payload, times, false, null);
        if (!bare.isEmpty() && payload.isBare()) {
            fields.add(null, bare, payload.text());
            return fields;
        }
        return fields.read();
    }

    /**
     * Reads a payload that is one object with others in it: {@code {"a":{"b":1},"c":[{"d":2}]}} has the fields {@code a.b} and
     * {@code c.0.d}. Names are found in upper and lower case.
     */
    static Fields deep(Payload payload, Times times) {
        return none(payload, times).read();
    }

    /** As {@link #deep(Payload, Times)}, but what is in the field {@code root}, an object, is as if it stood beside it. */
    static Fields deep(Payload payload, Times times, String root) {
        return new Fields(payload, times, true, root).read();
    }

    private Fields read() {
        Json json = new Json(payload);
        try {
            JsonToken first = json.nextToken();
            if (first != JsonToken.START_OBJECT) {
                json.skipChildren();
                refuse(Refusal.wrongType("payload", "something else", "a JSON object"));
            } else if (anyCase) {
                deepen(json, null);
            } else {
                fill(json);
            }
            json.end();
        } catch (Json.Broken e) {
            problem = broken(e);
        }
        return this;
    }

    /** Reads the object a parser stands at the beginning of. */
    static Fields at(Json json, Payload payload, Times times) throws Json.Broken {
        Fields fields = new Fields(payload, times, false, null);
        fields.fill(json);
        return fields;
    }

    private void fill(Json json) throws Json.Broken {
        for (JsonToken token = json.nextField(); token != JsonToken.END_OBJECT; token = json.nextField()) {
            String name = json.currentName();
            Object value = value(json, token);
            if (value != null) {
                add(null, name, value);
            }
        }
    }

    /**
     * The object of a payload, read as in {@link #deep}, and after it those of its list {@code list}. Where that is empty the payload
     * may be the list itself. Where the whole has a problem, only the object that knows it.
     */
    static List<Fields> each(Payload payload, Times times, String list) {
        Fields whole = none(payload, times);
        List<Fields> all = new ArrayList<>(2);
        Json json = new Json(payload);
        try {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY && list.isEmpty()) {
                whole.items(json, all);
            } else if (first == JsonToken.START_OBJECT) {
                all.add(whole);
                for (JsonToken token = json.nextField(); token != JsonToken.END_OBJECT; token = json.nextField()) {
                    String name = json.currentName();
                    if (token == JsonToken.START_ARRAY && name.equals(list)) {
                        whole.items(json, all);
                    } else {
                        whole.deep(json, name, token);
                    }
                }
            } else {
                json.skipChildren();
                whole.refuse(Refusal.wrongType("payload", "something else", "a JSON object"));
            }
            json.end();
        } catch (Json.Broken e) {
            whole.problem = broken(e);
        }
        return whole.problem == null ? all : List.of(whole);
    }

    private void items(Json json, List<Fields> all) throws Json.Broken {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                Fields item = all.isEmpty() ? this : none(payload, times);
                item.deepen(json, null);
                all.add(item);
            } else {
                json.skipChildren();
                refuse(Refusal.malformed("payload: must have objects in its list"));
            }
        }
    }

    private void deep(Json json, String name, JsonToken token) throws Json.Broken {
        Field field = add(json, null, name, token);
        if (field != null && token.isStructStart()) {
            deepen(json, field);
        }
    }

    /**
     * Reads what is in an object or list that has begun, and in those in it. One loop is quicker than a recursion.
     *
     * @param outer null for the whole
     */
    private void deepen(Json json, @Nullable Field outer) throws Json.Broken {
        Field within = outer;
        while (true) {
            List<Object> list = within == null ? null : within.list();
            JsonToken token = list == null ? json.nextField() : json.nextToken();
            if (token.isStructEnd()) {
                if (within != null && list != null && list.contains(STRUCTURE)) {
                    within.value = STRUCTURE;
                }
                if (within == null || within == outer) {
                    return;
                }
                within = within.within;
            } else if (within == null
                    && token == JsonToken.START_OBJECT
                    && json.currentName().equals(root)) {
                deepen(json, null);
            } else if (list == null) {
                Field field = add(json, within, json.currentName(), token);
                within = token.isStructStart() ? field : within;
            } else if (token.isStructStart()) {
                String name = list.size() < ITEMS.length ? ITEMS[list.size()] : "";
                list.add(STRUCTURE);
                within = add(json, within, name, token);
            } else {
                Object value = value(json, token);
                list.add(value == null ? Double.NaN : value);
            }
        }
    }

    /** Adds a value, or the beginning of a structure; null when it says nothing. */
    private @Nullable Field add(Json json, @Nullable Field within, String name, JsonToken token) throws Json.Broken {
        Object value =
                switch (token) {
                    case START_OBJECT -> STRUCTURE;
                    case START_ARRAY -> new ArrayList<>(4);
                    default -> value(json, token);
                };
        return value == null ? null : add(within, name, value);
    }

    /** A text, number, yes or no, or flat list; something else for what is nested; null for nothing and for blank text. */
    static @Nullable Object value(Json json, JsonToken token) throws Json.Broken {
        return switch (token) {
            case VALUE_STRING -> {
                String text = json.getText();
                yield text.isBlank() ? null : text;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> list(json);
            case START_OBJECT -> {
                json.skipChildren();
                yield STRUCTURE;
            }
            default -> null;
        };
    }

    private static Object list(Json json) throws Json.Broken {
        List<Object> list = new ArrayList<>(4);
        boolean flat = true;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            Object value = token.isScalarValue() ? value(json, token) : STRUCTURE;
            json.skipChildren();
            flat &= value != STRUCTURE;
            list.add(value == null ? Double.NaN : value);
        }
        return flat ? list : STRUCTURE;
    }

    /** Adds a field of another format; blank text is not there. */
    void put(String name, String text) {
        if (!text.isBlank()) {
            add(null, name, text);
        }
    }

    /** A field of another format that may have others in it; {@link #shut} says what is in it. */
    Field open(@Nullable Field within, String name) {
        return new Field(within, name, NOTHING);
    }

    /** What a field that was opened says, for it is not there when that and all in it is blank. Returns the one it is in. */
    @Nullable
    Field shut(Field field, String text) {
        field.value = text.isBlank() ? field.value : text;
        if (field.value != NOTHING) {
            add(field);
            if (field.within != null && field.within.value == NOTHING) {
                field.within.value = STRUCTURE;
            }
        }
        return field.within;
    }

    private Field add(@Nullable Field within, String name, Object value) {
        Field field = new Field(within, name, value);
        add(field);
        return field;
    }

    private void add(Field field) {
        int place = place(field.key);
        field.before = last[place];
        last[place] = field;
        asked = null;
    }

    /** Fields of one name have one place. */
    private static int place(int key) {
        return (key ^ key >>> Field.LETTER_BITS) & PLACES - 1;
    }

    /** The last value of a name, as other readers of JSON do; null when it is not there. */
    @Nullable
    Object find(String name) {
        if (!name.equals(asked)) {
            asked = name;
            answer = null;
            int key = Field.key(name, name.length());
            for (Field field = last[place(key)]; field != null && answer == null; field = field.before) {
                answer = field.key == key && field.ends(name, anyCase) ? field.value : null;
            }
        }
        return answer;
    }

    /** What was wrong first; null when all was well so far. */
    @Nullable
    Rejected problem() {
        return problem;
    }

    void refuse(Rejected rejected) {
        if (problem == null) {
            problem = rejected;
        }
    }

    /** The outcome: what was wrong, or the readings, which are made only when nothing was. */
    Decoded decoded(Supplier<List<? extends Reading>> readings) {
        return problem != null ? problem : new Decoded.Readings(List.copyOf(readings.get()));
    }

    /** Says that a field must be something else than it is. */
    private void refuse(String name, String must) {
        if (problem == null) {
            problem = Refusal.wrongType(name, shown(find(name)), must);
        }
    }

    static String shown(@Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        if (value instanceof Double number) {
            return Numbers.text(number);
        }
        if (value instanceof String text) {
            return Refusal.quoted(text);
        }
        return value instanceof Boolean ? value.toString() : value instanceof List ? "a list" : "an object";
    }

    /** Whether the broker had kept the message, so that nobody knows how old it is. */
    boolean isRetained() {
        return payload.retained();
    }

    boolean has(String name) {
        return find(name) != null;
    }

    /** The first of some names that is there; the very first when none is. */
    String first(String... some) {
        for (String name : some) {
            if (has(name)) {
                return name;
            }
        }
        return some[0];
    }

    /** Whether a field is there whose own name goes on after {@code beginning}. */
    boolean hasLonger(String beginning) {
        for (Field place : last) {
            for (Field field = place; field != null; field = field.before) {
                if (field.isLonger(beginning, anyCase)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A moment of the device's clock; null when it says none. Must be near ours. */
    @Nullable
    Instant time(String name) {
        return time(name, times);
    }

    /** As {@link #time(String)}, where the payload says its zone elsewhere. */
    @Nullable
    Instant time(String name, Times at) {
        Instant time = moment(name, at);
        if (time != null && Times.isOff(time, payload)) {
            refuse(Refusal.clockOff(name, time, payload.receivedAt()));
        }
        return time;
    }

    /** As {@link #time(String)}, where what could not be delivered is kept for longer. */
    @Nullable
    Instant time(String name, Duration oldest) {
        Instant time = moment(name);
        if (time != null && Times.isOff(time, payload, oldest)) {
            refuse(Refusal.clockOff(name, time, payload.receivedAt(), oldest));
        }
        return time;
    }

    /** A moment that may be long ago, such as the start of the device. */
    @Nullable
    Instant moment(String name) {
        return moment(name, times);
    }

    private @Nullable Instant moment(String name, Times at) {
        Object value = find(name);
        if (value == null) {
            return null;
        }
        Instant time =
                value instanceof Double number ? Times.of(number) : value instanceof String text ? at.of(text) : null;
        if (time == null) {
            refuse(name, "epoch seconds, epoch ms or ISO 8601");
        }
        return time;
    }

    /** A number within limits that must be there; NaN when there is a problem. */
    double number(String name, double least, double most) {
        Object value = find(name);
        double number =
                value instanceof Double given ? given : value instanceof String text ? Numbers.of(text) : Double.NaN;
        if (Double.isNaN(number)) {
            refuse(name, "a number");
        } else if (number < least || number > most) {
            refuse(Refusal.outOfRange(name, number, least, most));
        } else {
            return number;
        }
        return Double.NaN;
    }

    double number(String name, Quantity quantity) {
        return number(name, quantity.least(), quantity.most());
    }

    /** A whole number that must be there; {@code 12.0} and {@code "12"} are whole. */
    long whole(String name, double least, double most) {
        double number = number(name, least, most);
        if (!Double.isNaN(number) && !Numbers.isWhole(number)) {
            refuse(name, "a whole number");
        }
        return (long) number;
    }

    /** A number that may be missing, without its fraction. */
    @Nullable
    Long rounded(String name, double least, double most) {
        if (!has(name)) {
            return null;
        }
        double number = number(name, least, most);
        return Double.isNaN(number) ? null : Math.round(number);
    }

    /** A text that may be missing; a number or a boolean is taken as it reads. */
    @Nullable
    String text(String name, int longest) {
        Object value = find(name);
        if (value == null) {
            return null;
        }
        String text = value instanceof String given
                ? given.strip()
                : value instanceof Double number
                        ? Numbers.text(number)
                        : value instanceof Boolean yes ? yes.toString() : null;
        if (text == null || text.length() > longest) {
            refuse(name, "a text of at most " + longest + " characters");
            return null;
        }
        return text;
    }

    /** A text that must be there. */
    String required(String name, int longest) {
        String text = text(name, longest);
        if (text == null) {
            refuse(name, "a text of at most " + longest + " characters");
        }
        return text == null ? "" : text;
    }

    /** A word out of a closed set that must be there; {@code otherwise} only when there is a problem. */
    <T> T choice(String name, Vocabulary<T> vocabulary, T otherwise, String must) {
        String text = text(name, 32);
        T found = text == null ? null : vocabulary.meaning(text);
        if (found == null) {
            refuse(name, must);
        }
        return found == null ? otherwise : found;
    }

    /** Yes or no that must be there; no when there is a problem. */
    boolean truth(String name) {
        return find(name) instanceof Boolean yes ? yes : choice(name, Words::truth, false, "true or false");
    }

    /** Yes or no that may be missing. */
    boolean truth(String name, boolean otherwise) {
        return has(name) ? truth(name) : otherwise;
    }

    /** What words mean; null when they mean nothing. */
    interface Vocabulary<T> {
        @Nullable
        T meaning(String word);
    }

    /** A word that names something of ours, such as a service or a counter; it may be missing. */
    @Nullable
    String word(String name) {
        String text = text(name, 64);
        if (text != null && !DeviceId.isWord(text)) {
            refuse(name, "a word of a-z, 0-9 and -");
            return null;
        }
        return text;
    }

    /** A name of the device's own, such as a zone, made fit for a key; {@code otherwise} when it is missing. */
    String part(String name, String otherwise) {
        String text = text(name, 64);
        return text == null ? otherwise : Words.plain(text);
    }

    /** A list of words that name something of ours; empty when it is missing. */
    List<String> words(String name) {
        Object value = find(name);
        if (value == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of(value)) {
            if (item instanceof String word && DeviceId.isWord(word)) {
                words.add(word);
            } else {
                refuse(name, "a list of words of a-z, 0-9 and -");
            }
        }
        return words;
    }

    /** Whether a field is there and is neither a list nor an object. */
    boolean isScalar(String name) {
        Object value = find(name);
        return value != null && value != STRUCTURE && !(value instanceof List);
    }

    /** A list of texts and numbers, as they read; empty when it is missing or something else. */
    List<String> texts(String name) {
        if (!(find(name) instanceof List<?> list)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object item : list) {
            texts.add(item instanceof Double number ? Numbers.text(number) : item.toString());
        }
        return texts;
    }

    /** A list of numbers, NaN where there is none; empty when it is missing. */
    double[] numbers(String name) {
        if (!(find(name) instanceof List<?> list)) {
            refuse(name, "a list of numbers");
            return new double[0];
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            Object item = list.get(i);
            numbers[i] = item instanceof Double number
                    ? number
                    : item instanceof String text ? Numbers.of(text) : Double.NaN;
        }
        return numbers;
    }
}
