package ioc.sensor.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One field of a {@link Form}, with those within it. Names are found in upper and lower case. Does not change once its form is made. */
final class Field {
    private final String path;
    private final byte[] name; // in UTF-8
    private final int place; // of its value
    private final List<Field> all = new ArrayList<>(0); // within it
    private @Nullable Field[] table = new @Nullable Field[2]; // the same ones by their names, at least half of it free
    private @Nullable Field others;
    private @Nullable Form items;
    private boolean passedOver;

    Field(String path, int place) {
        this.path = path;
        this.place = place;
        name = path.substring(path.lastIndexOf('.') + 1).getBytes(StandardCharsets.UTF_8);
    }

    /** The names of those it is in and its own, with dots between. */
    String path() {
        return path;
    }

    int place() {
        return place;
    }

    /** Those within it. */
    List<Field> all() {
        return Collections.unmodifiableList(all);
    }

    /** The form of each item, where this is a list of objects; null where it is none. */
    @Nullable
    Form items() {
        return items;
    }

    void list(Form form) {
        items = form;
    }

    /** Whether what is in it is as if it stood beside it. */
    boolean isPassedOver() {
        return passedOver;
    }

    void passOver() {
        passedOver = true;
    }

    void add(Field field) {
        all.add(field);
        table = new @Nullable Field[Integer.highestOneBit(all.size()) * 4];
        for (Field each : all) {
            int at = first(each.name, 0, each.name.length);
            while (table[at] != null) {
                at = (at + 1) & (table.length - 1);
            }
            table[at] = each;
        }
    }

    /** Says that a field is meant by all longer names that begin with its own. */
    void others(Field field) {
        others = field;
    }

    /** The field within this one that has a name, as it was made. */
    @Nullable
    Field own(String name) {
        byte[] asked = name.getBytes(StandardCharsets.UTF_8);
        return own(asked, 0, asked.length);
    }

    private @Nullable Field own(byte[] text, int from, int to) {
        int at = first(text, from, to);
        for (Field field = table[at]; field != null; field = table[at]) {
            if (field.is(text, from, to)) {
                return field;
            }
            at = (at + 1) & (table.length - 1);
        }
        return null;
    }

    /** The field within this one that a name means; null when nobody asks for it. */
    @Nullable
    Field within(String text) {
        byte[] asked = text.getBytes(StandardCharsets.UTF_8);
        return within(asked, 0, asked.length);
    }

    /** As {@link #within(String)}, for a name in UTF-8. */
    @Nullable
    Field within(byte[] text, int from, int to) {
        Field own = own(text, from, to);
        Field longer = others;
        if (own != null || longer == null) {
            return own;
        }
        int end = from + longer.name.length;
        return end < to && longer.is(text, from, end) ? longer : null;
    }

    private boolean is(byte[] text, int from, int to) {
        return Arrays.equals(name, 0, name.length, text, from, to) || isInOtherCase(text, from, to);
    }

    private boolean isInOtherCase(byte[] text, int from, int to) {
        if (to - from != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (small(name[i]) != small(text[from + i])) {
                return false;
            }
        }
        return true;
    }

    private static int small(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter | 32 : letter;
    }

    /** Where a name is looked for first, in any case. */
    private int first(byte[] text, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int letters = (text[from] | 32) * 7 + (text[from + length / 2] | 32) * 11 + (text[to - 1] | 32) * 3;
        return (letters + length * 5) & (table.length - 1);
    }
}
