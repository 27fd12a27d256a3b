package io.duebook.platform;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies a JSON merge patch (RFC 7396) to the part of a document that may be edited: what the patch does not name
 * stays, {@code null} clears, and the outcome is checked as a whole, as if it had been sent whole.
 */
@Component
public class MergePatch {

    private final JsonMapper json;
    private final Validator validator;

    MergePatch(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * The document with the patch applied.
     *
     * @throws ServerWebInputException (400) for a field that is not known or of another type
     * @throws InvalidRequest (422) if the outcome breaks a rule of its fields
     */
    public <T> T apply(T document, JsonNode patch, Class<T> type) {
        T changed = read(merged(json.valueToTree(document), object(patch)), type);
        mustBeValid(changed);
        return changed;
    }

    /** What we stored ourselves, with what it leaves out taken from the defaults. */
    public <T> T complete(T defaults, String stored, Class<T> type) {
        return json.treeToValue(merged(json.valueToTree(defaults), object(json.readTree(stored))), type);
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedRequest("invalid_type", "", "The body must be a JSON object.");
    }

    private static ObjectNode merged(ObjectNode document, ObjectNode patch) {
        ObjectNode outcome = document.deepCopy();
        patch.properties()
                .forEach(field -> outcome.set(field.getKey(), value(outcome, field.getKey(), field.getValue())));
        return outcome;
    }

    /** A null stays as one, so that a misspelt field is still seen when the outcome is read. */
    private static JsonNode value(ObjectNode document, String name, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        return document.get(name) instanceof ObjectNode present
                ? merged(present, changes)
                : merged(document.objectNode(), changes);
    }

    private <T> T read(ObjectNode outcome, Class<T> type) {
        try {
            return json.treeToValue(outcome, type);
        } catch (JacksonException unreadable) {
            throw new ServerWebInputException("unreadable patch", null, unreadable);
        }
    }

    private <T> void mustBeValid(T changed) {
        Set<ConstraintViolation<T>> violations = validator.validate(changed);
        if (!violations.isEmpty()) {
            throw new InvalidRequest(violations.stream()
                    .map(MergePatch::error)
                    .sorted(Comparator.comparing(Refusal.FieldError::pointer))
                    .toList());
        }
    }

    private static Refusal.FieldError error(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new Refusal.FieldError(
                ProblemHandler.pointer(violation.getPropertyPath().toString()),
                ProblemHandler.code(constraint),
                violation.getMessage());
    }
}
