package io.duebook.payment;

import io.duebook.ledger.Account;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the table holds it, as far as undoing it needs.
 *
 * @param account where it arrived: {@code bank} or {@code processor}; {@code suspense} for what was claimed,
 *     {@code opening} for what was had before the books began, {@code bill} for a promise
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
    static final String OPENING = "opening";
    static final String BILL = "bill";

    /** Whether it was money of an unknown payer until somebody said whose it is. */
    boolean wasClaimed() {
        return account.equals(SUSPENSE);
    }

    boolean cameThroughProcessor() {
        return account.equals("processor");
    }

    /**
     * Where it goes when it is given back: what was had before the books began came into some bank, once, and nothing is
     * given out of what was only promised.
     */
    Account goesOutOf() {
        return account.equals(OPENING) || account.equals(BILL) ? Account.bank() : cameInto();
    }

    /** Where the money came in, and what taking it back takes it out of. What was claimed came into the bank, too. */
    Account cameInto() {
        return wasClaimed() ? Account.bank() : account(account, processor);
    }

    static Account account(String account, @Nullable String processor) {
        return switch (account) {
            case "processor" -> Account.processorClearing(processor == null ? "other" : processor);
            case SUSPENSE -> Account.suspense();
            case OPENING -> Account.opening();
            case BILL -> Account.billsReceivable();
            default -> Account.bank();
        };
    }
}
