package io.duebook.portal.api;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** Whether a statement in hand is what was handed out; asked without anybody's token. */
public interface VerificationsApi {

    @GetExchange("/v1/verifications/{token}")
    Verification find(@PathVariable String token);

    /** @param latest whether no later version replaces it */
    record Verification(
            String tenant,
            String number,
            int version,
            String kind,
            LocalDate asOf,
            @Nullable LocalDate from,
            Instant frozenAt,
            String hash,
            boolean latest) {}
}
