package ioc.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/asyncapi.yaml in itself: what AsyncAPI 3 asks of a document, as far as we use it. */
class AsyncApiTest {
    private static final JsonNode DOCUMENT = Contract.document();

    private static void references(JsonNode node, Consumer<String> each) {
        if (node.has("$ref")) {
            each.accept(node.get("$ref").asText());
        }
        node.forEach(child -> references(child, each));
    }

    private static Set<String> names(String place) {
        Set<String> names = new TreeSet<>();
        DOCUMENT.at(place).fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> all = new ArrayList<>();
        references(DOCUMENT, all::add);
        assertThat(all).hasSizeGreaterThan(100).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void everyPartIsUsed() {
        Set<String> used = new TreeSet<>();
        references(DOCUMENT, used::add);
        for (String kind : List.of("schemas", "messages", "parameters")) {
            assertThat(names("/components/" + kind))
                    .allSatisfy(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
        }
        assertThat(names("/channels")).allSatisfy(name -> assertThat(used).contains("#/channels/" + name));
    }

    @Test
    void isADocumentOfVersionThree() {
        assertThat(DOCUMENT.get("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(DOCUMENT.at("/info/title").asText()).isNotBlank();
        assertThat(DOCUMENT.at("/info/version").asText()).isNotBlank();
        assertThat(names(""))
                .isSubsetOf(
                        "asyncapi",
                        "id",
                        "info",
                        "servers",
                        "defaultContentType",
                        "channels",
                        "operations",
                        "components");
        for (JsonNode server : DOCUMENT.get("servers")) {
            assertThat(server.get("host").asText()).isNotBlank();
            assertThat(server.get("protocol").asText()).isIn("mqtt", "ws");
        }
    }

    @Test
    void everyAddressNamesItsParameters() {
        for (Map.Entry<String, JsonNode> channel : DOCUMENT.get("channels").properties()) {
            Set<String> inAddress = new TreeSet<>();
            Pattern.compile("\\{(\\w+)}")
                    .matcher(channel.getValue().get("address").asText())
                    .results()
                    .forEach(found -> inAddress.add(found.group(1)));
            assertThat(names("/channels/" + channel.getKey() + "/parameters"))
                    .as(channel.getKey())
                    .isEqualTo(inAddress);
            assertThat(channel.getValue().get("messages")).isNotEmpty();
        }
    }

    @Test
    void everyOperationHasAnActionAndMessagesOfItsChannel() {
        for (Map.Entry<String, JsonNode> operation : DOCUMENT.get("operations").properties()) {
            assertThat(operation.getValue().get("action").asText())
                    .as(operation.getKey())
                    .isIn("send", "receive");
            String channel = operation.getValue().at("/channel/$ref").asText();
            operation.getValue().path("messages").forEach(message -> assertThat(
                            message.get("$ref").asText())
                    .startsWith(channel + "/messages/"));
        }
    }

    /** A comma in an unquoted text ends it: the rest becomes a key without a value. */
    @Test
    void noTextIsCutAtAComma() {
        List<String> cut = new ArrayList<>();
        keysWithoutValue(DOCUMENT, cut::add);
        assertThat(cut).isEmpty();
    }

    private static void keysWithoutValue(JsonNode node, Consumer<String> each) {
        node.fieldNames().forEachRemaining(name -> {
            if (node.get(name).isNull() || name.contains(" ")) {
                each.accept(name);
            }
        });
        node.forEach(child -> keysWithoutValue(child, each));
    }
}
