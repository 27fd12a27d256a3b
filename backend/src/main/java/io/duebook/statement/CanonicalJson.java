package io.duebook.statement;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON in the one form in which everybody writes it alike (RFC 8785): members by name, nothing between them, no escape
 * that is not needed, numbers whole. So whoever has the answer of the API can hash it again.
 */
final class CanonicalJson {

    private static final JsonMapper PLAIN = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                    .build())
            .build();

    private CanonicalJson() {}

    static byte[] bytes(JsonNode value) {
        return PLAIN.writeValueAsBytes(sorted(value));
    }

    /** As it stands: the members in the order they have. */
    static byte[] unsorted(JsonNode value) {
        return PLAIN.writeValueAsBytes(value);
    }

    static JsonNode read(byte[] bytes) {
        return PLAIN.readTree(bytes);
    }

    /** SHA-256. */
    static byte[] hash(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static JsonNode sorted(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> sorted(object);
            case ArrayNode array -> sorted(array);
            default -> value;
        };
    }

    private static ObjectNode sorted(ObjectNode object) {
        var byName = new TreeMap<String, JsonNode>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            byName.put(member.getKey(), sorted(member.getValue()));
        }
        return JsonNodeFactory.instance.objectNode().setAll(byName);
    }

    private static ArrayNode sorted(ArrayNode array) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode(array.size());
        array.values().forEach(value -> all.add(sorted(value)));
        return all;
    }
}
