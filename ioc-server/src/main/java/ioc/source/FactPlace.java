package ioc.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a record says a fact, and by which words. One yes is yes; else one no is no; else it is not said.
 *
 * @param pointers {@code *} in a place is every element of a list; an empty list is one blank value, an absent one is none
 * @param yes words for yes; {@link #ANY} is whatever is not blank and not a word for no
 * @param no words for no; the empty word is blank
 * @param skip elements of lists that are passed over: those whose field has one of these words
 */
record FactPlace(List<JsonPointer> pointers, Set<String> yes, Set<String> no, Map<String, Set<String>> skip) {
    static final String ANY = "*";

    FactPlace {
        pointers = List.copyOf(pointers);
        yes = Set.copyOf(yes);
        no = Set.copyOf(no);
        skip = Map.copyOf(skip);
    }

    Optional<Boolean> said(JsonNode record) {
        List<String> words = new ArrayList<>();
        pointers.forEach(pointer -> collect(record, pointer, words));
        boolean isNo = false;
        for (String word : words) {
            if (no.contains(word)) {
                isNo = true;
            } else if (yes.contains(word) || (yes.contains(ANY) && !word.isEmpty())) {
                return Optional.of(true);
            }
        }
        return isNo ? Optional.of(false) : Optional.empty();
    }

    private void collect(JsonNode node, JsonPointer pointer, List<String> into) {
        if (pointer.matches()) {
            if (node.isValueNode()) {
                into.add(node.isNull() ? "" : node.asText().strip());
            }
        } else if (pointer.getMatchingProperty().equals("*") && node.isArray()) {
            if (node.isEmpty()) {
                into.add("");
            }
            for (JsonNode element : node) {
                if (!isSkipped(element)) {
                    collect(element, pointer.tail(), into);
                }
            }
        } else {
            JsonNode below = node.path(pointer.getMatchingProperty());
            if (!below.isMissingNode()) {
                collect(below, pointer.tail(), into);
            }
        }
    }

    private boolean isSkipped(JsonNode element) {
        return skip.entrySet().stream().anyMatch(each -> each.getValue()
                .contains(element.path(each.getKey()).asText().strip()));
    }
}
