package io.duebook.sandbox.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and starts JSON documents. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** @throws JacksonException when the text is no JSON */
    public static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /** With line breaks, for files that people read. */
    public static String pretty(JsonNode document) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }
}
