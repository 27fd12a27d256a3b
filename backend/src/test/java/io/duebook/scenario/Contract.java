package io.duebook.scenario;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published contract, to which whatever the tests are answered must conform: a status it names, a type it names, a
 * body of its schema with no field besides, and of problems a code it lists.
 */
public final class Contract {

    public static final Path FILE = Path.of("..", "docs", "openapi.json");
    private static final String PROBLEM = "application/problem+json";
    private static final List<String> OUTSIDE = List.of("/v1/sandbox", "/v1/stripe", "/v1/openapi", "/actuator");

    private final JsonNode document;
    private final JsonNode components;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    public Contract(JsonNode document) {
        this.document = document;
        this.components = document.path("components").deepCopy();
        allowNothingBesides(components.path("schemas"));
    }

    /** As it is checked in, read when first needed. */
    public static Contract published() {
        return Published.CONTRACT;
    }

    private static final class Published {
        static final Contract CONTRACT = read();

        private static Contract read() {
            try {
                return new Contract(Api.JSON.readTree(Files.readString(FILE)));
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }
    }

    /** A client may ignore what it does not know; the server may not say what it does not publish. */
    private static void allowNothingBesides(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("properties").isObject() && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        schema.forEach(Contract::allowNothingBesides);
    }

    /** What of an answer the contract does not promise; empty where all is well. */
    public List<String> breaches(String method, String path, HttpResponse<String> answer) {
        String plain = path.replaceAll("[?#].*", "");
        if (OUTSIDE.stream().anyMatch(plain::startsWith)) {
            return List.of();
        }
        Optional<JsonNode> operation = operation(method, plain);
        if (operation.isEmpty()) {
            return answer.statusCode() < 400
                    ? List.of("there is no such operation")
                    : body(() -> problem(), "problem", answer);
        }
        JsonNode response = operation.get().path("responses").path(Integer.toString(answer.statusCode()));
        if (response.isMissingNode()) {
            return List.of("answers " + answer.statusCode() + ", which is not said");
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        Optional<JsonNode> content = response.path("content")
                .propertyStream()
                .filter(known -> known.getKey().replaceAll(";.*", "").equals(type))
                .map(Map.Entry::getValue)
                .findFirst();
        if (content.isEmpty()) {
            return answer.body().isEmpty() ? List.of() : List.of("answers as " + type + ", which is not said");
        }
        if (!type.endsWith("json")) {
            return List.of();
        }
        String key = operation.get().path("operationId").asString() + " " + answer.statusCode();
        var breaches = new ArrayList<>(body(() -> content.get().path("schema"), key, answer));
        if (type.equals(PROBLEM)) {
            String code = Api.JSON.readTree(answer.body()).path("code").asString("");
            if (response.path("x-problem-codes").valueStream().noneMatch(known -> known.asString()
                    .equals(code))) {
                breaches.add("answers " + answer.statusCode() + " with the code " + code + ", which is not said");
            }
        }
        return breaches;
    }

    /** What of a body the contract would not take. */
    public List<String> breachesOfRequest(String method, String path, String body) {
        return operation(method, path)
                .map(operation -> operation.path("requestBody").path("content").path("application/json"))
                .map(content ->
                        errors(content.path("schema"), method + " " + path + " request", Api.JSON.readTree(body)))
                .orElse(List.of("there is no such operation"));
    }

    private JsonNode problem() {
        return Api.JSON.createObjectNode().put("$ref", "#/components/schemas/Problem");
    }

    private List<String> body(Supplier<JsonNode> schema, String key, HttpResponse<String> answer) {
        return errors(schema.get(), key, Api.JSON.readTree(answer.body()));
    }

    private List<String> errors(JsonNode schema, String key, JsonNode body) {
        return schemas.computeIfAbsent(key, first -> load(schema)).validate(body).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private Schema load(JsonNode schema) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", components);
        return registry.getSchema(whole);
    }

    /** Words before places, as the server's own routing has it. */
    private Optional<JsonNode> operation(String method, String path) {
        String[] segments = path.split("/", -1);
        return document.path("paths")
                .propertyStream()
                .filter(known -> matches(known.getKey().split("/", -1), segments))
                .sorted(Comparator.comparing(known -> known.getKey().replace('{', '\uffff')))
                .map(known -> known.getValue().path(method.toLowerCase(java.util.Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    private static boolean matches(String[] pattern, String[] segments) {
        return pattern.length == segments.length
                && Stream.iterate(0, at -> at + 1)
                        .limit(pattern.length)
                        .allMatch(at -> pattern[at].startsWith("{") || pattern[at].equals(segments[at]));
    }
}
