package io.duebook.portal.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API refused, or could not be reached: what its problem document said. */
public final class ApiProblem extends RuntimeException {

    /** The code used when no answer came at all. */
    public static final String UNREACHABLE = "unreachable";

    private final transient Body body;

    public ApiProblem(Body body) {
        super(body.code() + " (" + body.status() + ", request " + body.requestId() + ")");
        this.body = body;
    }

    public static ApiProblem unreachable(Throwable cause) {
        var problem = new ApiProblem(new Body(503, UNREACHABLE, null, null, List.of(), null));
        problem.initCause(cause);
        return problem;
    }

    public Body body() {
        return body;
    }

    public boolean is(String code) {
        return body.code().equals(code);
    }

    /** @param requestId what the service's log knows the request by; null if it never got there */
    public record Body(
            int status,
            String code,
            @Nullable Map<String, Object> params,
            @Nullable String detail,
            @Nullable List<FieldError> errors,
            @Nullable String requestId) {}

    /** @param pointer where in the request, as a JSON pointer */
    public record FieldError(String pointer, String code, String message) {}
}
