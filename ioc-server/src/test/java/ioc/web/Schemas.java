package ioc.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The answers the contract documents, as schemas to check real answers with. */
final class Schemas {
    private final JsonNode contract;

    private Schemas(JsonNode contract) {
        this.contract = contract;
    }

    static Schemas of(byte[] contract) {
        return new Schemas(Served.tree(new String(contract, StandardCharsets.UTF_8)));
    }

    /** Fails when an answer is of a status, type or shape that is not documented. */
    void check(OpenApi.Operation operation, int status, String type, String body) {
        String path = operation.path().replaceFirst("^/api/v1", "");
        JsonNode responses = contract.get("paths")
                .get(path)
                .get(operation.method().toLowerCase(Locale.ROOT))
                .get("responses");
        JsonNode response = responses.path(Integer.toString(status));
        if (response.isMissingNode()) {
            response = responses.get("default");
        }
        if (response.has("$ref")) {
            response = contract.at(response.get("$ref").asText().substring(1));
        }
        if (!response.has("content")) {
            assertThat(body).as(path).isEmpty();
            return;
        }
        String plain = type.replaceFirst(";.*", "");
        assertThat(response.get("content").has(plain)).as(path + " as " + plain).isTrue();
        JsonNode schema = response.get("content").get(plain).path("schema");
        if (!schema.isMissingNode()) {
            String pointer = schema.path("$ref").asText("");
            String whole = "{\"components\":" + contract.get("components") + ","
                    + (pointer.isEmpty() ? schema.toString().substring(1) : "\"$ref\":\"" + pointer + "\"}");
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(whole)
                            .validate(Served.tree(body)))
                    .as(path + " answered " + body)
                    .isEmpty();
        }
    }
}
