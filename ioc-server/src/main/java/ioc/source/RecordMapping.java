package ioc.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.calendar.Pause;
import ioc.event.Action;
import ioc.event.Assignment;
import ioc.event.Assignment.Acceptance;
import ioc.event.Assignment.Evidence;
import ioc.event.Assignment.Extension;
import ioc.event.Assignment.Priority;
import ioc.event.Assignment.Repeat;
import ioc.event.Dossier;
import ioc.event.Step;
import ioc.sensor.decode.Decoded.Reason;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From a source's record to a dossier, an assignment or a step, as configuration says. Pure: the same bytes give the same result,
 * now and when the journal is replayed.
 */
public final class RecordMapping {
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxStringLength(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
    private static final int SHOWN = 40;

    /**
     * Where a value is: the first of these places that has one; a constant when there is no place.
     *
     * @param constant used when no place has a value; empty for none
     */
    record Place(List<JsonPointer> pointers, String constant) {
        Place {
            pointers = List.copyOf(pointers);
        }

        JsonNode value(JsonNode record) {
            for (JsonPointer pointer : pointers) {
                JsonNode value = record.at(pointer);
                if (value.isContainerNode() || !value.asText("").isBlank()) {
                    return value;
                }
            }
            return MissingNode.getInstance();
        }

        @Override
        public String toString() {
            return String.join(" ", pointers.stream().map(JsonPointer::toString).toList());
        }
    }

    /**
     * What a record says of the service.
     *
     * @param places by fact; a fact without one is not said
     * @param masks values of which only {@code *} is kept: that there is one, not what it is
     */
    record Facts(Map<Dossier.Fact, FactPlace> places, List<JsonPointer> masks) {
        static final Facts NONE = new Facts(Map.of(), List.of());

        Facts {
            places = Map.copyOf(places);
            masks = List.copyOf(masks);
        }
    }

    private final Source.Kind kind;
    private final Map<String, Place> places;
    private final Map<String, Integer> statuses;
    private final Map<String, String> channels;
    private final Map<String, Map<String, String>> words;
    private final TimeFormats formats;
    private final List<JsonPointer> drops;
    private final Facts facts;
    private final ZoneId zone;

    RecordMapping(
            Source.Kind kind,
            Map<String, Place> places,
            Map<String, Integer> statuses,
            Map<String, String> channels,
            Map<String, Map<String, String>> words,
            List<String> formats,
            ZoneId zone,
            List<JsonPointer> drops,
            Facts facts) {
        this.kind = kind;
        this.places = Map.copyOf(places);
        this.statuses = Map.copyOf(statuses);
        this.channels = Map.copyOf(channels);
        this.words = Map.copyOf(words);
        this.formats = new TimeFormats(formats, zone);
        this.drops = List.copyOf(drops);
        this.facts = facts;
        this.zone = zone;
    }

    /** The zone of instants that do not say one. */
    public ZoneId zone() {
        return zone;
    }

    /** What a body of the journal is. */
    public Mapped map(byte[] body) {
        JsonNode record;
        try {
            record = READER.readTree(body);
        } catch (IOException e) {
            return new Mapped.Refused(Reason.MALFORMED, "record: was not JSON");
        }
        return record.isObject()
                ? map(record)
                : new Mapped.Refused(Reason.MALFORMED, "record: was not an object but must be one");
    }

    private Mapped map(JsonNode record) {
        try {
            return switch (kind) {
                case DOSSIER -> new Mapped.OfDossier(dossier(record));
                case ASSIGNMENT -> new Mapped.OfAssignment(assignment(record));
                case STEP -> new Mapped.OfStep(step(record));
            };
        } catch (Unfit e) {
            return new Mapped.Refused(e.reason, String.valueOf(e.getMessage()), e.fault);
        } catch (IllegalArgumentException e) {
            return new Mapped.Refused(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()));
        }
    }

    /** The record without what must not be kept; the record itself stays as it was. */
    JsonNode withoutDropped(JsonNode record) {
        if ((drops.isEmpty() && facts.masks().isEmpty()) || !record.isObject()) {
            return record;
        }
        JsonNode kept = record.deepCopy();
        drops.forEach(drop -> at(kept, drop, ObjectNode::remove));
        facts.masks().forEach(mask -> at(kept, mask, RecordMapping::mask));
        return kept;
    }

    private static void mask(ObjectNode parent, String name) {
        JsonNode value = parent.path(name);
        if (value.isContainerNode() ? !value.isEmpty() : !value.asText("").isBlank()) {
            parent.put(name, FactPlace.ANY);
        }
    }

    /** Does it to a field wherever the place is; {@code *} in a place is every element of a list. */
    private static void at(JsonNode node, JsonPointer place, BiConsumer<ObjectNode, String> change) {
        String name = place.getMatchingProperty();
        if (name.equals("*") && node.isArray()) {
            node.forEach(element -> at(element, place.tail(), change));
        } else if (place.tail().matches() && node instanceof ObjectNode parent) {
            change.accept(parent, name);
        } else if (!place.tail().matches()) {
            at(node.path(name), place.tail(), change);
        }
    }

    /** The fields that come out of a column of a table, or out of the records' own field of that name. */
    List<String> fields(String column) {
        return Stream.concat(
                        places.keySet().stream().filter(field -> columns(field).contains(column)),
                        facts.places().entrySet().stream()
                                .filter(fact ->
                                        columns(fact.getValue().pointers()).contains(column))
                                .map(fact -> fact.getKey().word()))
                .sorted()
                .toList();
    }

    /** The columns that a field may come from; empty when it comes from none. */
    List<String> columns(String field) {
        Place place = places.get(field);
        return place == null ? List.of() : columns(place.pointers());
    }

    private static List<String> columns(List<JsonPointer> pointers) {
        return pointers.stream()
                .filter(pointer -> pointer.tail() != null && pointer.tail().matches())
                .map(JsonPointer::getMatchingProperty)
                .toList();
    }

    /** Whether a column must not be kept. */
    boolean isDropped(String column) {
        return drops.stream()
                .anyMatch(drop -> drop.tail() != null
                        && drop.tail().matches()
                        && drop.getMatchingProperty().equals(column));
    }

    Source.Kind kind() {
        return kind;
    }

    /** Natural key of a record; empty when it has none. */
    String key(JsonNode record) {
        return switch (kind) {
            case DOSSIER -> text(record, "code");
            case ASSIGNMENT -> text(record, "id");
            case STEP -> (text(record, "code") + " " + text(record, "at") + " " + text(record, "status")).strip();
        };
    }

    /** Number of the dossier a record is of; empty when it has none. */
    public String code(JsonNode record) {
        return text(record, "code");
    }

    /** The record's own name for a field: the one that has a value, else the first it may have, else the field's. */
    public String told(JsonNode record, String field) {
        List<String> columns = columns(field);
        return columns.stream()
                .filter(column ->
                        !isDropped(column) && !record.path(column).asText().isBlank())
                .findFirst()
                .or(() -> columns.stream().findFirst())
                .orElse(field);
    }

    private Dossier dossier(JsonNode record) throws Unfit {
        Dossier.Times times = new Dossier.Times(
                instant(record, "submittedAt", false),
                instant(record, "receivedAt", false),
                instant(record, "dueAt", true),
                instant(record, "finishedAt", false),
                instant(record, "returnedAt", false),
                instant(record, "requestedAt", false),
                instant(record, "changedAt", false));
        mustBeInOrder(record, times);
        String rawStatus = text(record, "status");
        int status = places.containsKey("status")
                ? statuses.getOrDefault(rawStatus, 0)
                : times.returnedAt() != null ? Dossier.HANDED_OVER : times.finishedAt() != null ? Dossier.HANDLED : 4;
        String channel = text(record, "channel");
        return new Dossier(
                required(record, "code"),
                new Dossier.Filing(
                        text(record, "procedure"),
                        text(record, "procedureCode"),
                        text(record, "org"),
                        channels.getOrDefault(channel, channel)),
                status,
                rawStatus,
                times,
                pauses(record),
                facts(record));
    }

    private Map<Dossier.Fact, Boolean> facts(JsonNode record) {
        Map<Dossier.Fact, Boolean> said = new EnumMap<>(Dossier.Fact.class);
        facts.places().forEach((fact, place) -> place.said(record).ifPresent(value -> said.put(fact, value)));
        return said;
    }

    /** A dossier would say the same of its instants; here they are in the source's own words. */
    private void mustBeInOrder(JsonNode record, Dossier.Times times) throws Unfit {
        Instant received = times.receivedAt();
        Instant due = times.dueAt();
        if (received != null && due != null && due.isBefore(received)) {
            throw new Unfit(
                    Reason.OUT_OF_RANGE,
                    "dossier due: was " + due + " but must not be before reception, " + received,
                    new Mapped.Fault(
                            "dueAt",
                            text(record, "dueAt"),
                            "not be before " + String.join(" or ", columns("receivedAt")) + ", \""
                                    + shown(text(record, "receivedAt")) + "\"",
                            Mapped.Fault.Rule.ORDER,
                            String.join("/", columns("receivedAt")) + " \"" + shown(text(record, "receivedAt"))
                                    + "\""));
        }
    }

    /** The requests for supplements that the record lists, in order; one that lies in the one before it is part of it. */
    private List<Pause> pauses(JsonNode record) throws Unfit {
        Place list = places.get("pauses");
        List<Pause> pauses = new ArrayList<>();
        if (list == null) {
            return pauses;
        }
        for (JsonNode element : list.value(record)) {
            Instant from = instant(element, "pauseFrom", false);
            Instant until = instant(element, "pauseUntil", false);
            if (from != null && until != null && until.isBefore(from)) {
                throw new Unfit(
                        Reason.OUT_OF_RANGE,
                        "pauseUntil: was " + until + " but must not be before " + from,
                        new Mapped.Fault(
                                "pauseUntil",
                                text(element, "pauseUntil"),
                                "not be before " + from,
                                Mapped.Fault.Rule.ORDER,
                                String.join("/", columns("pauseFrom")) + " \"" + shown(text(element, "pauseFrom"))
                                        + "\""));
            }
            if (from != null) {
                pauses.add(new Pause(Pause.Reason.SUPPLEMENT, from, until));
            }
        }
        pauses.sort(Comparator.comparing(Pause::from));
        List<Pause> apart = new ArrayList<>();
        for (Pause pause : pauses) {
            Pause last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            if (last == null || (last.until() != null && !pause.from().isBefore(last.until()))) {
                apart.add(pause);
            }
        }
        return apart;
    }

    /** A step without status is one of a dossier in handling: systems leave it out then. */
    private Step step(JsonNode record) throws Unfit {
        String rawStatus = text(record, "status");
        Instant at = instant(record, "at", false);
        if (at == null) {
            throw absent("at");
        }
        return new Step(
                required(record, "code"),
                new Step.Work(text(record, "office"), text(record, "title"), text(record, "text")),
                rawStatus.isEmpty() ? 4 : statuses.getOrDefault(rawStatus, 0),
                new Step.Times(at, instant(record, "startedAt", false), instant(record, "dueAt", true)));
    }

    private Assignment assignment(JsonNode record) throws Unfit {
        Instant givenAt = instant(record, "givenAt", false);
        if (givenAt == null) {
            throw absent("givenAt");
        }
        Instant doneAt = instant(record, "doneAt", false);
        Instant dueAt = instant(record, "dueAt", true);
        Instant documentAt = instant(record, "documentDay", false);
        return new Assignment(
                required(record, "id"),
                new Assignment.Order(
                        text(record, "document"),
                        documentAt == null ? null : documentAt.atZone(zone).toLocalDate(),
                        text(record, "title"),
                        word(record, "priority", Priority.values(), Priority.NORMAL),
                        text(record, "repeat").isEmpty() ? null : word(record, "repeat", Repeat.values(), Repeat.MONTH),
                        text(record, "parent")),
                new Assignment.Parties(
                        text(record, "giver"),
                        text(record, "lead"),
                        texts(record, "partners"),
                        text(record, "follower")),
                new Assignment.Times(
                        givenAt,
                        dueAt,
                        instant(record, "originalDueAt", true),
                        instant(record, "reportedAt", false),
                        doneAt),
                new Assignment.Progress(
                        doneAt != null ? 100 : number(record, "progress"),
                        word(record, "acceptance", Acceptance.values(), Acceptance.NONE),
                        evidence(record),
                        extensions(record),
                        Math.max(0, number(record, "reminders")),
                        instant(record, "remindedAt", false)));
    }

    private List<Evidence> evidence(JsonNode record) throws Unfit {
        List<Evidence> all = new ArrayList<>();
        for (JsonNode element : list(record, "evidence")) {
            String link = text(element, "evidenceLink");
            all.add(new Evidence(
                    element.isValueNode() ? element.asText().strip() : text(element, "evidenceDocument"),
                    Action.isWeb(link) ? link : "",
                    instant(element, "evidenceAt", false)));
        }
        return all;
    }

    private List<Extension> extensions(JsonNode record) throws Unfit {
        List<Extension> all = new ArrayList<>();
        for (JsonNode element : list(record, "extensions")) {
            Instant newDue = instant(element, "extensionNew", true);
            if (newDue == null) {
                throw absent("extensionNew");
            }
            all.add(new Extension(
                    instant(element, "extensionOld", true),
                    newDue,
                    text(element, "extensionReason"),
                    text(element, "extensionApprover"),
                    word(element, "extensionState", Extension.State.values(), Extension.State.APPROVED),
                    instant(element, "extensionAt", false)));
        }
        return all;
    }

    /** The elements of a list; a value of its own is a list of one. */
    private Iterable<JsonNode> list(JsonNode record, String field) {
        Place place = places.get(field);
        JsonNode list = place == null ? MissingNode.getInstance() : place.value(record);
        return list.isValueNode() && !list.isMissingNode() ? List.of(list) : list;
    }

    /** One of a set of words, or what the source says for one of them. */
    private <E extends Enum<E>> E word(JsonNode record, String field, E[] values, E usual) throws Unfit {
        String text = text(record, field);
        if (text.isEmpty()) {
            return usual;
        }
        String meant = words.getOrDefault(field, Map.of()).getOrDefault(text, text);
        List<String> allowed = new ArrayList<>();
        for (E value : values) {
            String word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(meant)) {
                return value;
            }
            allowed.add(word);
        }
        String must = "be one of " + String.join(", ", allowed) + ", or in words." + field;
        throw new Unfit(
                Reason.WRONG_TYPE,
                field + ": was \"" + shown(text) + "\" but must " + must,
                new Mapped.Fault(field, text, must, Mapped.Fault.Rule.WORD, String.join(", ", allowed)));
    }

    private String required(JsonNode record, String field) throws Unfit {
        String text = text(record, field);
        if (text.isEmpty()) {
            throw absent(field);
        }
        return text;
    }

    private Unfit absent(String field) {
        return new Unfit(
                Reason.MALFORMED,
                field + " (" + places.get(field) + "): was absent but must be there",
                new Mapped.Fault(field, "", "be there", Mapped.Fault.Rule.THERE, ""));
    }

    private String text(JsonNode record, String field) {
        Place place = places.get(field);
        if (place == null) {
            return "";
        }
        JsonNode value = place.value(record);
        return value.isValueNode() ? value.asText().strip() : place.constant();
    }

    private List<String> texts(JsonNode record, String field) {
        Place place = places.get(field);
        List<String> texts = new ArrayList<>();
        if (place != null) {
            JsonNode value = place.value(record);
            if (value.isArray()) {
                value.forEach(element -> texts.add(element.asText().strip()));
            } else if (value.isValueNode()) {
                texts.addAll(List.of(value.asText().strip().split("\\s*;\\s*", -1)));
            }
            texts.removeIf(String::isEmpty);
        }
        return texts;
    }

    private int number(JsonNode record, String field) throws Unfit {
        String text = text(record, field);
        try {
            return text.isEmpty() ? 0 : (int) Math.round(Double.parseDouble(text.replace("%", "")));
        } catch (NumberFormatException e) {
            throw new Unfit(
                    Reason.WRONG_TYPE,
                    field + ": was \"" + shown(text) + "\" but must be a number",
                    new Mapped.Fault(field, text, "be a number", Mapped.Fault.Rule.NUMBER, ""));
        }
    }

    private @Nullable Instant instant(JsonNode record, String field, boolean endOfDay) throws Unfit {
        Place place = places.get(field);
        if (place == null) {
            return null;
        }
        JsonNode value = place.value(record);
        if (value.isMissingNode()) {
            return null;
        }
        return formats.parse(value, endOfDay)
                .orElseThrow(() -> new Unfit(
                        Reason.WRONG_TYPE,
                        field + " (" + place + "): was \"" + shown(value.asText()) + "\" but must be like " + formats,
                        new Mapped.Fault(
                                field,
                                value.asText(),
                                "be like " + formats,
                                Mapped.Fault.Rule.TIME,
                                formats.toString())));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    /** A record that cannot be taken; stays inside this class. */
    private static final class Unfit extends Exception {
        private final Reason reason;
        private final Mapped.Fault fault;

        Unfit(Reason reason, String message, Mapped.Fault fault) {
            super(message, null, false, false);
            this.reason = reason;
            this.fault = fault;
        }
    }
}
