package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.List;
import java.util.Map;

/** A program was to get a scope that does not exist, or that its maker does not hold. */
final class ScopeNotGranted extends Refusal {

    ScopeNotGranted(List<String> scopes) {
        super(
                Kind.UNPROCESSABLE,
                "scope_not_granted",
                Map.of("scopes", scopes),
                "A program can be given only scopes that exist and that your own token carries.",
                List.of(new FieldError("/scopes", "scope_not_granted", String.join(" ", scopes))));
    }
}
