package io.duebook.platform;

import java.util.List;
import java.util.Map;

/** A request that cannot be read at all: broken JSON, an unknown field or parameter, a wrong type. */
public final class MalformedRequest extends Refusal {

    public MalformedRequest(String code, String pointer, String message) {
        super(
                Kind.BAD_REQUEST,
                code,
                Map.of(),
                message,
                pointer.isEmpty() ? List.of() : List.of(new FieldError(pointer, code, message)));
    }
}
