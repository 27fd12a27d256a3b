package io.duebook.portal.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** Whether the books hold together, and what was found where they do not. */
public interface AuditApi {

    @GetExchange("/v1/audit/status")
    Status status();

    /** The latest first. */
    @GetExchange("/v1/audit/findings")
    Page<Finding> findings(@RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    /**
     * @param verdict clean, findings or incomplete
     * @param now when it says so
     * @param verifiedAt null: never yet
     * @param findings how many stand
     */
    record Status(
            String verdict,
            Instant now,
            @Nullable Instant verifiedAt,
            long findings,
            @Nullable WholeRound round,
            @Nullable Seal seal) {}

    record WholeRound(Instant endedAt, long checked) {}

    /** @param sequence the number of the last event it covers */
    record Seal(long sequence, String hash, Instant sealedAt) {}

    /**
     * @param pass which question found it
     * @param rule what of it does not hold
     * @param resolvedAt null: it is still wrong
     */
    record Finding(
            String id,
            String pass,
            String rule,
            String subject,
            @Nullable String expected,
            @Nullable String found,
            Instant foundAt,
            @Nullable Instant resolvedAt) {}
}
