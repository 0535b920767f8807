package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The fields a decoder asks for, made once: what a payload says in others is passed over. Any thread may read with it; {@link Fields} are
 * what was said.
 */
final class Form {
    private static final Pattern DOT = Pattern.compile("\\.");

    private final Field whole = new Field("", 0);
    private final Field names; // one for each name, also of items
    private int size = 1;

    Form() {
        this(new Field("", 0));
    }

    private Form(Field names) {
        this.names = names;
    }

    /** A form for the objects in a list of this one. */
    Form ofItems() {
        return new Form(names);
    }

    /** @param path its name after those it is in, such as {@code a.b} for the 1 in {@code {"a":{"b":1}}} */
    Field field(String path) {
        Field at = whole;
        for (String name : DOT.split(path, -1)) {
            Field within = at.own(name);
            if (within == null) {
                within = new Field(at == whole ? name : at.path() + '.' + name, size++);
                at.add(within);
                keeping(name);
            }
            at = within;
        }
        return at;
    }

    /** A list of objects, which have a form of their own: {@link #ofItems()}. */
    Field list(String path, Form of) {
        Field list = field(path);
        list.list(of);
        return list;
    }

    /** Whatever has a longer name than {@code name} that begins so, in the object {@code within}. */
    Field beginning(Field within, String name) {
        Field any = new Field(within.path() + '.' + name, size++);
        within.others(any);
        names.others(any);
        return any;
    }

    /** Takes an object as if what is in it stood beside it. */
    Form passingOver(String path) {
        field(path).passOver();
        return this;
    }

    /** Says that names are also read in another way. */
    Form keeping(String... more) {
        for (String name : more) {
            if (names.own(name) == null) {
                names.add(new Field(name, 0));
            }
        }
        return this;
    }

    /** Holds a field for each name that is asked for anywhere, and only that. */
    Field names() {
        return names;
    }

    /** What all others are within. */
    Field whole() {
        return whole;
    }

    int size() {
        return size;
    }

    /** No fields yet: another format than JSON {@link Fields#put}s them in. */
    Fields blank(Payload payload, Times times) {
        return new Fields(this, payload, times);
    }

    /** Reads a payload of JSON that is one object. */
    Fields read(Payload payload, Times times) {
        return readIn(whole, payload, times);
    }

    /** As {@link #read(Payload, Times)}, but a lone word or number is the value of the field {@code bare}. */
    Fields read(Payload payload, Times times, Field bare) {
        if (!payload.isBare()) {
            return read(payload, times);
        }
        Fields fields = blank(payload, times);
        fields.put(bare, payload.text());
        return fields;
    }

    /** As {@link #read(Payload, Times)}, but the payload is only what is in the field {@code within}. */
    Fields readIn(Field within, Payload payload, Times times) {
        Fields fields = blank(payload, times);
        Json json = new Json(payload);
        try {
            json.nextToken();
            fields.payload(json, within);
            json.end();
        } catch (Json.Broken e) {
            fields.refuse(Fields.broken(e));
        }
        return fields;
    }

    /** Reads the object a parser stands at the beginning of. */
    Fields readAt(Json json, Payload payload, Times times) throws Json.Broken {
        Fields fields = blank(payload, times);
        fields.object(json, whole);
        return fields;
    }

    /** Reads a payload of JSON that is one object or a list of them. Where the whole has a problem, only one that knows it. */
    List<Fields> readEach(Payload payload, Times times) {
        Fields fields = blank(payload, times);
        Json json = new Json(payload);
        List<Fields> all = List.of(fields);
        try {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                all = fields.items(json, this, null);
            } else {
                fields.payload(json, whole);
            }
            json.end();
        } catch (Json.Broken e) {
            fields.refuse(Fields.broken(e));
        }
        return fields.problem() == null ? all : List.of(fields);
    }
}
