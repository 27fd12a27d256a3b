package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.List;
import java.util.Map;

/** A policy is taken only once commands follow it: nobody is to rely on what is stored and ignored. */
final class PolicyNotInEffect extends Refusal {

    PolicyNotInEffect(String pointer) {
        super(
                Kind.UNPROCESSABLE,
                "policy_not_in_effect",
                Map.of("policy", pointer),
                "No command follows another value of %s yet; leave it as it is.".formatted(pointer),
                List.of(new FieldError(pointer, "not_in_effect", "Only the value it has now is followed.")));
    }
}
