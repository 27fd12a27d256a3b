package io.duebook.payment;

import io.duebook.ledger.Account;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the table holds it, as far as undoing it needs.
 *
 * @param account where it arrived: {@code bank} or {@code processor}
 * @param processor and its object, where it came through one that we asked
 */
record KeptPayment(
        PaymentId id,
        CustomerId customer,
        Money amount,
        String account,
        @Nullable String processor,
        @Nullable String processorObject) {

    boolean cameThroughProcessor() {
        return account.equals("processor");
    }

    /** Where the money came in, and goes out again. */
    Account cameInto() {
        return account(account, processor);
    }

    static Account account(String account, @Nullable String processor) {
        return account.equals("processor")
                ? Account.processorClearing(processor == null ? "other" : processor)
                : Account.bank();
    }
}
