package io.duebook.platform;

import java.util.List;
import java.util.Map;

/**
 * A command or question that is answered with a problem (RFC 9457). Features extend it once per reason, so that the
 * log says by name what happened; the code is what programs rely on, the detail tells a person what to do.
 */
public abstract class Refusal extends RuntimeException {

    private final Kind kind;
    private final String code;
    private final Map<String, Object> params;
    private final List<FieldError> errors;

    protected Refusal(Kind kind, String code, Map<String, Object> params, String detail) {
        this(kind, code, params, detail, List.of());
    }

    protected Refusal(Kind kind, String code, Map<String, Object> params, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.kind = kind;
        this.code = code;
        this.params = Map.copyOf(params);
        this.errors = List.copyOf(errors);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> params() {
        return params;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Where in the request, as a JSON pointer (RFC 6901), and what is wrong there. */
    public record FieldError(String pointer, String code, String message) {}

    /** What kind of answer a refusal is, with its HTTP status. */
    public enum Kind {
        BAD_REQUEST(400, "Bad request", false),
        FORBIDDEN(403, "Forbidden", false),
        NOT_FOUND(404, "Not found", false),
        NOT_ACCEPTABLE(406, "Not acceptable", false),
        CONFLICT(409, "Conflict", false),
        BUSY(409, "Conflict", true),
        PRECONDITION_FAILED(412, "Precondition failed", false),
        TOO_LARGE(413, "Content too large", false),
        UNPROCESSABLE(422, "Unprocessable content", false),
        PRECONDITION_REQUIRED(428, "Precondition required", false),
        TOO_MANY_REQUESTS(429, "Too many requests", true),
        UNAVAILABLE(503, "Service unavailable", true);

        private final int status;
        private final String title;
        private final boolean retryable;

        Kind(int status, String title, boolean retryable) {
            this.status = status;
            this.title = title;
            this.retryable = retryable;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        /** Whether the same request may succeed a little later. */
        public boolean retryable() {
            return retryable;
        }
    }
}
