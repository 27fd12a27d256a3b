package io.duebook.platform;

import java.util.Map;

/** No such thing here: never was, another tenant's, or another customer's. The three answers are the same bytes. */
public final class NotFound extends Refusal {

    public NotFound() {
        super(Kind.NOT_FOUND, "not_found", Map.of(), "There is nothing under this address; check the id.");
    }
}
