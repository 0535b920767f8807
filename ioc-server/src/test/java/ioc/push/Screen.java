package ioc.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a dashboard holds: the topics as the messages make them. Frames of tests have topics of their own; everything else is checked against the contract. */
final class Screen {
    static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, Map<String, ObjectNode>> topics = new TreeMap<>();
    final List<JsonNode> problems = new ArrayList<>();
    String epoch = "";
    long seq = -1;
    int frames;
    int fulls;
    int welcomes;
    int beats;

    /** Takes a message in; true when it is a frame. */
    boolean take(String text) {
        JsonNode message = tree(text);
        if (!message.path("type").asText().equals("frame")) {
            Contract.validateFrame(text);
        }
        switch (message.path("type").asText()) {
            case "welcome" -> {
                welcomes++;
                epoch = message.get("epoch").asText();
            }
            case "beat" -> beats++;
            case "problem" -> problems.add(message);
            case "close" -> {}
            case "frame" -> {
                frame(message);
                return true;
            }
            default -> throw new AssertionError("unknown message " + text);
        }
        return false;
    }

    private void frame(JsonNode frame) {
        frames++;
        if (frame.get("seq").asLong() < seq && welcomes < 2) {
            throw new AssertionError("seq went back to " + frame.get("seq") + " from " + seq);
        }
        seq = frame.get("seq").asLong();
        for (JsonNode topic : frame.path("full")) {
            fulls++;
            topics.put(topic.asText(), new TreeMap<>());
        }
        frame.get("topics").properties().forEach(topic -> {
            Map<String, ObjectNode> keys = topic(topic.getKey());
            topic.getValue().path("del").forEach(key -> keys.remove(key.asText()));
            topic.getValue().path("put").properties().forEach(key -> keys.computeIfAbsent(
                            key.getKey(), name -> JSON.createObjectNode())
                    .setAll((ObjectNode) key.getValue()));
        });
    }

    Map<String, ObjectNode> topic(String name) {
        return topics.computeIfAbsent(name, topic -> new TreeMap<>());
    }

    ObjectNode key(String topic, String key) {
        return topic(topic).computeIfAbsent(key, name -> JSON.createObjectNode());
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
