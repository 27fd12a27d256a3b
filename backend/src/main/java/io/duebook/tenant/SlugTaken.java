package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Another tenant has this slug already. */
final class SlugTaken extends Refusal {

    SlugTaken(String slug) {
        super(Kind.CONFLICT, "slug_taken", Map.of("slug", slug), "Another tenant has this slug; choose another one.");
    }
}
