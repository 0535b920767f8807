package ioc.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/asyncapi.yaml as a judge: throws an {@link AssertionError} that says where a message breaks it. */
public final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode DOCUMENT = read();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Map<String, JsonSchema> KNOWN = new ConcurrentHashMap<>();
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, Pattern> ADDRESSES = addresses();
    private static final Map<String, String> SAID_BY_SERVER =
            Map.of("welcome", "Welcome", "frame", "Frame", "beat", "Beat", "problem", "Problem", "close", "Close");
    private static final Map<String, String> SAID_BY_CLIENT =
            Map.of("join", "Join", "leave", "Leave", "drawn", "Drawn");

    private Contract() {}

    private static JsonNode read() {
        try (InputStream in = Contract.class.getResourceAsStream("/contract/asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message of the server to a dashboard: welcome, frame, beat, problem or close. */
    public static void validateFrame(String json) {
        validate(json, SAID_BY_SERVER);
    }

    /** A message of a dashboard to the server: join, leave or drawn. */
    public static void validateAnswer(String json) {
        validate(json, SAID_BY_CLIENT);
    }

    private static void validate(String json, Map<String, String> kinds) {
        JsonNode message = tree(json);
        String kind = kinds.get(message.path("type").asText());
        if (kind == null) {
            throw new AssertionError("type: must be one of " + kinds.keySet() + " in " + json);
        }
        judge(kind, message, json);
    }

    /** A message of a device in the convention ioc/1. An empty payload clears a retained one. Returns its channel. */
    public static String validateMqtt(String topic, String payload) {
        for (Map.Entry<String, Pattern> channel : ADDRESSES.entrySet()) {
            if (channel.getValue().matcher(topic).matches()) {
                if (!payload.isEmpty()) {
                    judge(payloadOf(channel.getKey()), tree(payload), topic + " " + payload);
                }
                return channel.getKey();
            }
        }
        throw new AssertionError("topic: was " + topic + " but must be like one of " + ADDRESSES.values());
    }

    /** The same, with no field that is not in the contract, and sent as it wants. */
    public static String validateMqtt(String topic, String payload, int qos, boolean retained) {
        String channel = validateMqtt(topic, payload);
        JsonNode fields = DOCUMENT.at("/components/schemas/" + payloadOf(channel) + "/properties");
        tree(payload).fieldNames().forEachRemaining(field -> {
            if (!fields.has(field)) {
                throw new AssertionError("asyncapi.yaml " + channel + ": has no field " + field + " in " + payload);
            }
        });
        JsonNode wanted = bindings(channel);
        if (wanted.get("qos").asInt() != qos || wanted.get("retain").asBoolean() != retained) {
            throw new AssertionError(topic + ": was qos " + qos + ", retain " + retained + " but must be " + wanted);
        }
        return channel;
    }

    /** Names of all channels of devices. */
    public static Set<String> mqttChannels() {
        return Set.copyOf(ADDRESSES.keySet());
    }

    /** The document itself. */
    static JsonNode document() {
        return DOCUMENT;
    }

    private static JsonNode bindings(String channel) {
        for (JsonNode operation : DOCUMENT.get("operations")) {
            if (operation.at("/channel/$ref").asText().equals("#/channels/" + channel)) {
                return operation.at("/bindings/mqtt");
            }
        }
        throw new AssertionError("asyncapi.yaml " + channel + ": has no operation");
    }

    private static String payloadOf(String channel) {
        JsonNode messages = DOCUMENT.at("/channels/" + channel + "/messages");
        String message = messages.elements().next().get("$ref").asText();
        return message.substring(message.lastIndexOf('/') + 1);
    }

    private static Map<String, Pattern> addresses() {
        Map<String, Pattern> addresses = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> channel : DOCUMENT.get("channels").properties()) {
            if (channel.getValue().at("/servers/0/$ref").asText().equals("#/servers/broker")) {
                addresses.put(channel.getKey(), pattern(channel.getValue()));
            }
        }
        return addresses;
    }

    private static Pattern pattern(JsonNode channel) {
        StringBuilder pattern = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(channel.get("address").asText());
        while (parameter.find()) {
            List<String> words = new ArrayList<>();
            channel.path("parameters").path(parameter.group(1)).path("enum").forEach(word -> words.add(word.asText()));
            parameter.appendReplacement(pattern, words.isEmpty() ? "[a-z0-9-]+" : "(" + String.join("|", words) + ")");
        }
        parameter.appendTail(pattern);
        return Pattern.compile(pattern.toString());
    }

    private static void judge(String name, JsonNode message, String shown) {
        Set<ValidationMessage> faults =
                KNOWN.computeIfAbsent(name, Contract::schema).validate(message);
        if (!faults.isEmpty()) {
            throw new AssertionError("asyncapi.yaml " + name + ": " + faults + " in " + shown);
        }
    }

    private static JsonSchema schema(String name) {
        return SCHEMAS.getSchema(
                "{\"$ref\":\"#/components/schemas/" + name + "\",\"components\":" + DOCUMENT.get("components") + "}");
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
