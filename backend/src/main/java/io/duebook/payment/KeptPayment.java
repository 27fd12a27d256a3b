package io.duebook.payment;

import io.duebook.ledger.Account;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the table holds it, as far as undoing it needs.
 *
 * @param account where it arrived: {@code bank} or {@code processor}; {@code suspense} for what was claimed
 * @param processor and its object, where it came through one that we asked
 */
record KeptPayment(
        PaymentId id,
        CustomerId customer,
        Money amount,
        String account,
        @Nullable String processor,
        @Nullable String processorObject) {

    static final String SUSPENSE = "suspense";

    /** Whether it was money of an unknown payer until somebody said whose it is. */
    boolean wasClaimed() {
        return account.equals(SUSPENSE);
    }

    boolean cameThroughProcessor() {
        return account.equals("processor");
    }

    /** Where the money came in, and goes out again. What was claimed came into the bank, too. */
    Account cameInto() {
        return wasClaimed() ? Account.bank() : account(account, processor);
    }

    static Account account(String account, @Nullable String processor) {
        return switch (account) {
            case "processor" -> Account.processorClearing(processor == null ? "other" : processor);
            case SUSPENSE -> Account.suspense();
            default -> Account.bank();
        };
    }
}
