package io.duebook.identity;

import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Errors of the administration API. */
@RestControllerAdvice(annotations = RestController.class)
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refusal refusal) {
        HttpStatus status = HttpStatus.valueOf(refusal.status());
        return answer(Problem.of(status.value(), status.getReasonPhrase(), refusal.code(), refusal.detail()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(MethodArgumentNotValidException invalid) {
        return invalid(invalid.getFieldErrors());
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(HandlerMethodValidationException invalid) {
        List<FieldError> inBody = invalid.getBeanResults().stream()
                .flatMap(body -> body.getFieldErrors().stream())
                .toList();
        // An id that cannot be one is an id that does not exist.
        return inBody.isEmpty()
                ? answer(Problem.of(404, "Not Found", "not_found", "No such resource."))
                : invalid(inBody);
    }

    private static ResponseEntity<Problem> invalid(List<FieldError> errors) {
        List<Problem.Fault> faults = errors.stream().map(Problems::fault).toList();
        return answer(Problem.of(
                422, "Unprocessable Content", "validation_failed", "Mend the fields named in errors.", faults));
    }

    private static Problem.Fault fault(FieldError error) {
        String message = error.getDefaultMessage();
        return new Problem.Fault("/" + snake(error.getField()), "invalid", message == null ? "is not valid" : message);
    }

    // Validation names Java's components; the JSON pointer is in snake case.
    private static String snake(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2")
                .replaceAll("\\[(\\d+)]", "/$1")
                .replace('.', '/')
                .toLowerCase(Locale.ROOT);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException unreadable) {
        List<Problem.Fault> faults =
                switch (unreadable.getCause()) {
                    case UnrecognizedPropertyException unknown ->
                        List.of(new Problem.Fault(pointer(unknown), "unknown_field", "This field is not known here."));
                    case DatabindException mismatch ->
                        List.of(new Problem.Fault(pointer(mismatch), "wrong_type", "This value has the wrong type."));
                    case null, default -> List.of();
                };
        return answer(Problem.of(400, "Bad Request", "malformed_json", "The body is not the JSON expected.", faults));
    }

    private static String pointer(JacksonException where) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference reference : where.getPath()) {
            pointer.append('/')
                    .append(reference.getPropertyName() == null ? reference.getIndex() : reference.getPropertyName());
        }
        return pointer.toString();
    }

    @ExceptionHandler
    ResponseEntity<Problem> notJson(HttpMediaTypeNotSupportedException unsupported) {
        return answer(Problem.of(415, "Unsupported Media Type", "json_expected", "Send application/json."));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unexpected(RuntimeException failure) {
        LOG.error("An administration request failed", failure);
        return answer(Problem.of(
                500, "Internal Server Error", "internal_error", "Something failed here: try again, then tell us."));
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
