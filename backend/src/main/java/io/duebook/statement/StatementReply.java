package io.duebook.statement;

import io.duebook.customer.CustomerName;
import io.duebook.shared.CaseId;
import io.duebook.shared.Currency;
import io.duebook.shared.StatementId;
import io.duebook.shared.StatementReplyId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer said to a statement.
 *
 * @param agreed what of each balance they do not object to, in minor units
 * @param contested what they object to, and what becomes of it
 * @param repliedBy not told to contacts, unless it is one of theirs
 * @param byContact whether the customer said so, and not staff on their behalf
 */
record StatementReply(
        StatementReplyId id,
        StatementId statement,
        String number,
        int version,
        CustomerName customer,
        List<AgreedAmount> agreed,
        List<ContestedClaim> contested,
        @Nullable String repliedBy,
        boolean byContact,
        Instant repliedAt) {

    record AgreedAmount(Currency currency, long amount) {}

    /**
     * @param item the number of the claim
     * @param amount in minor units
     * @param outcome how the case ended; null while it did not
     */
    record ContestedClaim(
            CaseId caseId,
            String caseNumber,
            String item,
            Currency currency,
            long amount,
            @Nullable String outcome) {}
}
