package io.duebook.platform;

import java.util.List;
import java.util.Map;

/** A body or filter names something that is not there: never was, another tenant's, or another customer's. */
public final class UnknownReference extends Refusal {

    /** @param pointer of the field that names it, as {@code /customer} */
    public UnknownReference(String pointer) {
        super(
                Kind.UNPROCESSABLE,
                "unknown_reference",
                Map.of("pointer", pointer),
                "The request names something that does not exist; check the id at " + pointer + ".",
                List.of(new FieldError(pointer, "unknown_reference", "names nothing that exists")));
    }
}
