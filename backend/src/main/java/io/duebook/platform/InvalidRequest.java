package io.duebook.platform;

import java.util.List;
import java.util.Map;

/** A request whose fields break a rule of their own, with every field that does. */
public final class InvalidRequest extends Refusal {

    public InvalidRequest(List<FieldError> errors) {
        super(Kind.UNPROCESSABLE, "invalid_request", Map.of(), "Some fields are not valid; errors lists them.", errors);
    }

    public InvalidRequest(String pointer, String code, String message) {
        this(List.of(new FieldError(pointer, code, message)));
    }
}
