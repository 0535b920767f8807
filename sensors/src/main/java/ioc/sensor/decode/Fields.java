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
import org.jspecify.annotations.Nullable;

/**
 * What one JSON object says in the fields of a {@link Form}, asked for by wanted type. What is wrong is not thrown: the first problem is
 * kept in {@link #problem}, and from then on the answers are of no use. A field that is null or empty text is not there. For one thread.
 */
final class Fields {
    /** Stands for an object, or a list that has one in it. */
    private static final Object STRUCTURE = new Object();

    /** A list of objects that have a form. */
    private record Items(List<Fields> all) {}

    private final Payload payload;
    private final Times times;
    private final @Nullable Object[] values; // by place: String, Double, Boolean, List, Items or STRUCTURE
    private final @Nullable Fields outer; // these are in its list
    private final @Nullable Field list;
    private final int index;
    private @Nullable Rejected problem;

    /** With nothing in them. */
    Fields(Form form, Payload payload, Times times) {
        this(form, payload, times, null, null, 0);
    }

    private Fields(Form form, Payload payload, Times times, @Nullable Fields outer, @Nullable Field list, int index) {
        this.payload = payload;
        this.times = times;
        this.outer = outer;
        this.list = list;
        this.index = index;
        values = new @Nullable Object[form.size()];
    }

    /** Where a payload is no JSON. What stands there is not shown: it may be anything. */
    static Rejected broken(Json.Broken e) {
        return Refusal.malformed("payload: " + e.getMessage());
    }

    /** Reads what a parser stands at the beginning of, which must be an object. */
    void payload(Json json, Field within) throws Json.Broken {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            object(json, within);
        } else {
            json.skipChildren();
            refuse(Refusal.wrongType("payload", "something else", "a JSON object"));
        }
    }

    /** Reads the object a parser stands at the beginning of. Of two fields with one name the last counts, as with other readers of JSON. */
    void object(Json json, Field within) throws Json.Broken {
        for (JsonToken token = json.nextField(); token != JsonToken.END_OBJECT; token = json.nextField()) {
            Field field = json.currentField(within);
            if (field == null) {
                json.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                values[field.place()] = STRUCTURE;
                object(json, field.isPassedOver() ? within : field);
            } else if (token == JsonToken.START_ARRAY && field.items() != null) {
                values[field.place()] = new Items(items(json, field.items(), field));
            } else {
                Object value = value(json, token);
                values[field.place()] = value == null ? values[field.place()] : value;
            }
        }
    }

    /** Reads the list a parser stands at the beginning of. */
    List<Fields> items(Json json, Form form, @Nullable Field list) throws Json.Broken {
        List<Fields> all = new ArrayList<>(4);
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                Fields item = new Fields(form, payload, times, this, list, all.size());
                item.object(json, form.whole());
                all.add(item);
            } else {
                json.skipChildren();
                refuse(Refusal.malformed("payload: must have objects in its list"));
            }
        }
        return all;
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

    /** Puts in what another format than JSON says. */
    void put(Field field, String text) {
        if (!text.isBlank()) {
            values[field.place()] = text;
        }
    }

    /** As {@link #put}, for an object that says nothing itself. */
    void putObject(Field field) {
        if (value(field) == null) {
            values[field.place()] = STRUCTURE;
        }
    }

    /** Null when it is not there. */
    @Nullable
    Object value(Field field) {
        return values[field.place()];
    }

    /** Its name for people, with those of all that it is in. */
    private String name(Field field) {
        return outer == null || list == null ? field.path() : outer.name(list) + '.' + index + '.' + field.path();
    }

    /** The objects of a list that is one in the form; none when it is missing or something else. */
    List<Fields> items(Field field) {
        return value(field) instanceof Items items ? items.all() : List.of();
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

    /** Takes over what was wrong with others. */
    void refuseAs(Fields others) {
        problem = problem == null ? others.problem : problem;
    }

    /** The outcome: what was wrong, or the readings, which are made only when nothing was. */
    Decoded decoded(Supplier<List<? extends Reading>> readings) {
        return problem != null ? problem : new Decoded.Readings(List.copyOf(readings.get()));
    }

    /** Says that a field must be something else than it is. */
    private void refuse(Field field, String must) {
        if (problem == null) {
            problem = Refusal.wrongType(name(field), shown(value(field)), must);
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
        return value instanceof Boolean
                ? value.toString()
                : value instanceof List || value instanceof Items ? "a list" : "an object";
    }

    /** Whether the broker had kept the message, so that nobody knows how old it is. */
    boolean isRetained() {
        return payload.retained();
    }

    boolean has(Field field) {
        return value(field) != null;
    }

    /** The first of two that is there; {@code one} when none is. */
    Field first(Field one, Field other) {
        return has(one) || !has(other) ? one : other;
    }

    /** As {@link #first(Field, Field)}, of any number. */
    Field first(Field... some) {
        for (Field field : some) {
            if (has(field)) {
                return field;
            }
        }
        return some[0];
    }

    /** A moment of the device's clock; null when it says none. Must be near ours. */
    @Nullable
    Instant time(Field field) {
        return time(field, times);
    }

    /** As {@link #time(Field)}, where the payload says its zone elsewhere. */
    @Nullable
    Instant time(Field field, Times at) {
        Instant time = moment(field, at);
        if (time != null && Times.isOff(time, payload)) {
            refuse(Refusal.clockOff(name(field), time, payload.receivedAt()));
        }
        return time;
    }

    /** As {@link #time(Field)}, where what could not be delivered is kept for longer. */
    @Nullable
    Instant time(Field field, Duration oldest) {
        Instant time = moment(field);
        if (time != null && Times.isOff(time, payload, oldest)) {
            refuse(Refusal.clockOff(name(field), time, payload.receivedAt(), oldest));
        }
        return time;
    }

    /** A moment that may be long ago, such as the start of the device. */
    @Nullable
    Instant moment(Field field) {
        return moment(field, times);
    }

    private @Nullable Instant moment(Field field, Times at) {
        Object value = value(field);
        if (value == null) {
            return null;
        }
        Instant time =
                value instanceof Double number ? Times.of(number) : value instanceof String text ? at.of(text) : null;
        if (time == null) {
            refuse(field, "epoch seconds, epoch ms or ISO 8601");
        }
        return time;
    }

    /** A number within limits that must be there; NaN when there is a problem. */
    double number(Field field, double least, double most) {
        double number = number(value(field));
        if (Double.isNaN(number)) {
            refuse(field, "a number");
        } else if (number < least || number > most) {
            refuse(Refusal.outOfRange(name(field), number, least, most));
        } else {
            return number;
        }
        return Double.NaN;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Double given ? given : value instanceof String text ? Numbers.of(text) : Double.NaN;
    }

    double number(Field field, Quantity quantity) {
        return number(field, quantity.least(), quantity.most());
    }

    /** A whole number that must be there; {@code 12.0} and {@code "12"} are whole. */
    long whole(Field field, double least, double most) {
        double number = number(field, least, most);
        if (!Double.isNaN(number) && !Numbers.isWhole(number)) {
            refuse(field, "a whole number");
        }
        return (long) number;
    }

    long whole(Field field, Quantity quantity) {
        return whole(field, quantity.least(), quantity.most());
    }

    /** A number that may be missing, without its fraction. */
    @Nullable
    Long rounded(Field field, double least, double most) {
        if (!has(field)) {
            return null;
        }
        double number = number(field, least, most);
        return Double.isNaN(number) ? null : Math.round(number);
    }

    /** A text that may be missing; a number or a boolean is taken as it reads. */
    @Nullable
    String text(Field field, int longest) {
        Object value = value(field);
        if (value == null) {
            return null;
        }
        String text = value instanceof String given
                ? given.strip()
                : value instanceof Double number
                        ? Numbers.text(number)
                        : value instanceof Boolean yes ? yes.toString() : null;
        if (text == null || text.length() > longest) {
            refuse(field, "a text of at most " + longest + " characters");
            return null;
        }
        return text;
    }

    /** A text that must be there. */
    String required(Field field, int longest) {
        String text = text(field, longest);
        if (text == null) {
            refuse(field, "a text of at most " + longest + " characters");
        }
        return text == null ? "" : text;
    }

    /** A word out of a closed set that must be there; {@code otherwise} only when there is a problem. */
    <T> T choice(Field field, Vocabulary<T> vocabulary, T otherwise, String must) {
        String text = text(field, 32);
        T found = text == null ? null : vocabulary.meaning(text);
        if (found == null) {
            refuse(field, must);
        }
        return found == null ? otherwise : found;
    }

    /** Yes or no that must be there; no when there is a problem. */
    boolean truth(Field field) {
        return value(field) instanceof Boolean yes ? yes : choice(field, Words::truth, false, "true or false");
    }

    /** Yes or no that may be missing. */
    boolean truth(Field field, boolean otherwise) {
        return has(field) ? truth(field) : otherwise;
    }

    /** What words mean; null when they mean nothing. */
    interface Vocabulary<T> {
        @Nullable
        T meaning(String word);
    }

    /** A word that names something of ours, such as a service or a counter; it may be missing. */
    @Nullable
    String word(Field field) {
        String text = text(field, 64);
        if (text != null && !DeviceId.isWord(text)) {
            refuse(field, "a word of a-z, 0-9 and -");
            return null;
        }
        return text;
    }

    /** A name of the device's own, such as a zone, made fit for a key; {@code otherwise} when it is missing. */
    String part(Field field, String otherwise) {
        String text = text(field, 64);
        return text == null ? otherwise : Words.plain(text);
    }

    /** A list of words that name something of ours; empty when it is missing. */
    List<String> words(Field field) {
        Object value = value(field);
        if (value == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of(value)) {
            if (item instanceof String word && DeviceId.isWord(word)) {
                words.add(word);
            } else {
                refuse(field, "a list of words of a-z, 0-9 and -");
            }
        }
        return words;
    }

    /** Whether a field is there and is neither a list nor an object. */
    boolean isScalar(Field field) {
        Object value = value(field);
        return value != null && value != STRUCTURE && !(value instanceof List) && !(value instanceof Items);
    }

    /** A list of texts and numbers, as they read; empty when it is missing or something else. */
    List<String> texts(Field field) {
        if (!(value(field) instanceof List<?> list)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object item : list) {
            texts.add(item instanceof Double number ? Numbers.text(number) : item.toString());
        }
        return texts;
    }

    /** A list of numbers, NaN where there is none; empty when it is missing. */
    double[] numbers(Field field) {
        if (!(value(field) instanceof List<?> list)) {
            refuse(field, "a list of numbers");
            return new double[0];
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(list.get(i));
        }
        return numbers;
    }

    /** A list of whole numbers that must be there; empty when it is missing. */
    double[] wholes(Field field, Quantity quantity) {
        double[] numbers = numbers(field);
        for (int i = 0; i < numbers.length && problem == null; i++) {
            if (!Numbers.isWhole(numbers[i])) {
                Object item = value(field) instanceof List<?> list ? list.get(i) : null;
                refuse(Refusal.wrongType(name(field) + '.' + i, shown(item), "a whole number"));
            } else if (!quantity.allows(numbers[i])) {
                refuse(Refusal.outOfRange(name(field) + '.' + i, numbers[i], quantity.least(), quantity.most()));
            }
        }
        return numbers;
    }
}
