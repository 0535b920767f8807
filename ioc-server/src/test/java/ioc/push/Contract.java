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

    /** A message of a device in the convention ioc/1. An empty payload clears a retained one. */
    public static void validateMqtt(String topic, String payload) {
        List<String> tried = new ArrayList<>();
        for (Map.Entry<String, JsonNode> channel : DOCUMENT.get("channels").properties()) {
            if (addresses(channel.getValue(), topic)) {
                if (!payload.isEmpty()) {
                    String message = channel.getValue()
                            .get("messages")
                            .elements()
                            .next()
                            .get("$ref")
                            .asText();
                    judge(message.substring(message.lastIndexOf('/') + 1), tree(payload), topic + " " + payload);
                }
                return;
            }
            tried.add(channel.getValue().get("address").asText());
        }
        throw new AssertionError("topic: was " + topic + " but must be like one of " + tried);
    }

    private static boolean addresses(JsonNode channel, String topic) {
        StringBuilder pattern = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(channel.get("address").asText());
        while (parameter.find()) {
            List<String> words = new ArrayList<>();
            channel.path("parameters").path(parameter.group(1)).path("enum").forEach(word -> words.add(word.asText()));
            parameter.appendReplacement(pattern, words.isEmpty() ? "[a-z0-9-]+" : "(" + String.join("|", words) + ")");
        }
        parameter.appendTail(pattern);
        return topic.matches(pattern.toString());
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
