package ioc.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import ioc.access.Caller;
import ioc.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The REST contract, read from its document: what may be asked, and what each parameter may be. */
final class OpenApi {
    private final String yaml;
    private final byte[] json;
    private final List<Operation> operations = new ArrayList<>();

    /**
     * One thing that may be asked.
     *
     * @param path with its base, such as {@code /api/v1/sites/{site}}
     * @param bodyLimit bytes; 0 when there is no body
     * @param bodyTypes media types of the body; without JSON it is a file
     * @param isLenient query values that are not in the contract are left out, not refused: others make the query
     * @param success status of the answer when all is well
     * @param roles one of which is needed; empty: nobody has to say who they are
     * @param audit the values that stand in the audit beside who and when; empty: it does not, or writes its row itself
     */
    record Operation(
            String id,
            String method,
            String path,
            List<Parameter> parameters,
            long bodyLimit,
            List<String> bodyTypes,
            boolean isLenient,
            int success,
            List<Role> roles,
            boolean isOfWhole,
            Optional<List<String>> audit) {
        boolean takesFile() {
            return bodyLimit > 0 && !bodyTypes.contains("application/json");
        }

        boolean isFor(Role role) {
            return roles.stream().anyMatch(role::covers);
        }

        /** The body is read by who answers, away from the event loop. */
        boolean takesRaw() {
            return id.startsWith("exchange");
        }

        /** Checks path and query values, fills in defaults; throws a refusal that names the first fault. */
        Map<String, String> checked(Map<String, String> path, Map<String, List<String>> query) {
            Map<String, String> values = new LinkedHashMap<>();
            List<String> known = parameters.stream()
                    .filter(parameter -> parameter.in.equals("query"))
                    .map(Parameter::name)
                    .toList();
            for (String name : query.keySet()) {
                if (!known.contains(name) && !isLenient) {
                    throw new Refusal(
                            400,
                            "query: was \"" + name + "\" but must be "
                                    + (known.isEmpty() ? "empty" : "one of " + String.join(", ", known)));
                }
            }
            for (Parameter parameter : parameters) {
                String name = parameter.name;
                List<String> given = parameter.in.equals("path")
                        ? Optional.ofNullable(path.get(name)).stream().toList()
                        : query.getOrDefault(name, List.of());
                if (given.size() > 1) {
                    throw new Refusal(400, name + ": was given " + given.size() + " times but must be given once");
                }
                if (!given.isEmpty()) {
                    values.put(name, parameter.checked(given.get(0)));
                } else if (parameter.required) {
                    throw new Refusal(400, name + ": was missing but must be there");
                } else {
                    parameter.otherwise.ifPresent(value -> values.put(name, value));
                }
            }
            return values;
        }
    }

    record Parameter(String in, String name, boolean required, Optional<String> otherwise, JsonNode schema) {
        private String checked(String value) {
            if (schema.path("type").asText().equals("integer")) {
                long least = schema.path("minimum").asLong(Long.MIN_VALUE);
                long most = schema.path("maximum").asLong(Long.MAX_VALUE);
                boolean whole = value.matches("-?\\d{1,18}");
                if (!whole || Long.parseLong(value) < least || Long.parseLong(value) > most) {
                    throw wrong(value, "a whole number from " + least + " to " + most);
                }
            }
            if (schema.has("enum")) {
                List<String> words = new ArrayList<>();
                schema.get("enum").forEach(word -> words.add(word.asText()));
                if (!words.contains(value)) {
                    throw wrong(value, "one of " + String.join(", ", words));
                }
            }
            if (schema.has("pattern") && !value.matches(schema.get("pattern").asText())) {
                throw wrong(value, "like " + schema.get("pattern").asText());
            }
            int longest = schema.path("maxLength").asInt(1000);
            if (value.length() > longest) {
                throw wrong(value.substring(0, Math.min(20, longest)) + "...", "at most " + longest + " characters");
            }
            return value;
        }

        private Refusal wrong(String value, String must) {
            return new Refusal(in.equals("path") ? 404 : 400, name + ": was \"" + value + "\" but must be " + must);
        }
    }

    private OpenApi(String yaml) throws IOException {
        this.yaml = yaml;
        JsonNode root = new YAMLMapper().readTree(yaml);
        this.json = JsonWriter.bytes(root);
        String base = root.at("/servers/0/url").asText();
        root.get("paths").properties().forEach(path -> {
            String own = path.getValue().at("/servers/0/url").asText(base);
            String prefix = own.equals("/") ? "" : own;
            path.getValue().properties().forEach(method -> {
                if (method.getValue().has("operationId")) {
                    operations.add(operation(root, prefix + path.getKey(), method.getKey(), method.getValue()));
                }
            });
        });
    }

    static OpenApi load() {
        try {
            return new OpenApi(document("openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A contract as it lies in docs/, from the class path. */
    static String document(String name) {
        try (InputStream in = OpenApi.class.getResourceAsStream("/contract/" + name)) {
            if (in == null) {
                throw new IllegalStateException("class path: lacks contract/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation operation(JsonNode root, String path, String method, JsonNode node) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode given : node.path("parameters")) {
            JsonNode at = given.has("$ref") ? root.at(given.get("$ref").asText().substring(1)) : given;
            JsonNode schema = at.get("schema");
            Optional<String> otherwise =
                    Optional.ofNullable(schema.get("default")).map(JsonNode::asText);
            parameters.add(new Parameter(
                    at.get("in").asText(),
                    at.get("name").asText(),
                    at.path("required").asBoolean(),
                    otherwise,
                    schema));
        }
        long limit = node.at("/requestBody/x-body-limit").asLong(0);
        List<String> types = new ArrayList<>();
        node.at("/requestBody/content").fieldNames().forEachRemaining(types::add);
        String success = node.get("responses").fieldNames().next();
        String id = node.get("operationId").asText();
        JsonNode told = node.path("x-role");
        List<Role> roles = new ArrayList<>();
        for (JsonNode role : told.isArray() ? told : List.of(told)) {
            if (!role.asText().equals("none")) {
                roles.add(Role.of(role.asText())
                        .orElseThrow(() -> new IllegalStateException("openapi.yaml: x-role of " + id + " was \""
                                + role.asText() + "\" but must be none or a role")));
            }
        }
        List<String> audited = new ArrayList<>();
        node.path("x-audit").forEach(field -> audited.add(field.asText()));
        return new Operation(
                id,
                method.toUpperCase(Locale.ROOT),
                path,
                List.copyOf(parameters),
                limit,
                List.copyOf(types),
                node.path("x-lenient").asBoolean(),
                Integer.parseInt(success),
                List.copyOf(roles),
                node.path("x-scope").asText().equals("whole"),
                node.path("x-audit").isArray() ? Optional.of(List.copyOf(audited)) : Optional.empty());
    }

    /** Ids of the operations that somebody may ask for. */
    List<String> allowed(Optional<Caller> caller) {
        return operations.stream()
                .filter(one -> one.roles().isEmpty()
                        || caller.filter(who -> one.isFor(who.role()))
                                .filter(who -> !one.isOfWhole() || who.scope().isWhole())
                                .isPresent())
                .map(Operation::id)
                .toList();
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** Methods by path. */
    Map<String, List<String>> methods() {
        return operations.stream()
                .collect(Collectors.groupingBy(
                        Operation::path,
                        LinkedHashMap::new,
                        Collectors.mapping(Operation::method, Collectors.toList())));
    }

    String yaml() {
        return yaml;
    }

    byte[] json() {
        return json.clone();
    }
}
