package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.alert.Rule;
import ioc.alert.Rules;
import ioc.config.ConfigException;
import ioc.config.RulesFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What administrators make of rules as JSON: in a request, and with their name in the journal. */
final class RuleProposals {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_NOTE = 500;

    private RuleProposals() {}

    /** The exception names every problem of the rule. */
    static Rules.Proposal of(JsonNode body, String by) throws ConfigException {
        Rule rule = RulesFile.read(body.path("rule"));
        String note = body.path("note").asText("").strip();
        if (!body.path("base").isInt() || body.path("base").asInt() < 0) {
            throw new IllegalArgumentException(
                    "base: was \"" + body.path("base").asText() + "\" but must be the number of a version, or 0");
        }
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "note: was " + note.length() + " characters but must be at most " + LONGEST_NOTE);
        }
        return new Rules.Proposal(rule, body.path("base").asInt(), by, note, false);
    }

    static Optional<Rules.Proposal> read(String definition) {
        try {
            JsonNode body = JSON.readTree(definition);
            Rules.Proposal said = of(body, body.path("by").asText(""));
            return Optional.of(new Rules.Proposal(
                    said.rule(),
                    said.base(),
                    said.by(),
                    said.note(),
                    body.path("file").asBoolean(false)));
        } catch (IOException | ConfigException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static byte[] bytes(Rules.Proposal proposal) {
        ObjectNode body = JSON.createObjectNode()
                .put("by", proposal.by())
                .put("base", proposal.base())
                .put("note", proposal.note())
                .put("file", proposal.file());
        body.set("rule", RulesFile.write(proposal.rule()));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
