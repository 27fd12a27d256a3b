package io.duebook.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error as RFC 9457 writes it, with the members all of Duebook's APIs add. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String code,
        Map<String, Object> params,
        String detail,
        List<Fault> errors,
        @Nullable String requestId,
        boolean retryable) {

    /** What is wrong with one field; the pointer is a JSON pointer into the request. */
    record Fault(String pointer, String code, String message) {}

    static Problem of(int status, String title, String code, String detail) {
        return of(status, title, code, detail, List.of());
    }

    static Problem of(int status, String title, String code, String detail, List<Fault> errors) {
        return new Problem(
                "about:blank", title, status, code, Map.of(), detail, errors, RequestId.current(), status >= 500);
    }
}
