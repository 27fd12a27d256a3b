package io.duebook.portal.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What customers say to frozen statements. */
public interface StatementRepliesApi {

    /** The newest first. */
    @GetExchange("/v1/statement_replies")
    Page<Reply> list(@RequestParam String statement, @RequestParam int limit);

    @PostExchange("/v1/statement_replies")
    Reply reply(@RequestHeader("Idempotency-Key") String key, @RequestBody NewReply reply);

    /**
     * @param agreed what of each balance is not objected to
     * @param byContact whether the customer said so, and not staff for them
     */
    record Reply(
            String id,
            String statement,
            List<Agreed> agreed,
            List<Contested> contested,
            boolean byContact,
            Instant repliedAt) {}

    /** @param amount in minor units */
    record Agreed(String currency, long amount) {}

    /** @param outcome how the case ended; null while it did not */
    record Contested(
            String caseId,
            String caseNumber,
            String item,
            String currency,
            long amount,
            @Nullable String outcome) {}

    /** @param contested what is objected to; the rest is agreed */
    record NewReply(String statement, List<Objection> contested) {}

    /** @param amount in minor units */
    record Objection(String item, String reason, @Nullable Long amount, String message) {}
}
