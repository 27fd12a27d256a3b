package io.duebook.platform;

import java.util.List;
import java.util.Map;

/** What went wrong, as RFC 9457 says: a stable code for programs, a sentence that says what to do for people. */
record Problem(
        String type,
        String title,
        int status,
        String code,
        Map<String, Object> params,
        String detail,
        List<Refusal.FieldError> errors,
        String requestId,
        boolean retryable) {

    static Problem of(Refusal refusal, String requestId) {
        return new Problem(
                type(refusal.code()),
                refusal.kind().title(),
                refusal.kind().status(),
                refusal.code(),
                refusal.params(),
                refusal.detail(),
                refusal.errors(),
                requestId,
                refusal.kind().retryable());
    }

    static String type(String code) {
        return "urn:duebook:problem:" + code;
    }
}
