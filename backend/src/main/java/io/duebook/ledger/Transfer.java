package io.duebook.ledger;

import io.duebook.shared.Money;

/** An amount that leaves the credit account and reaches the debit account. Always positive, always of one currency. */
public record Transfer(Account debit, Account credit, Money amount) {

    public Transfer {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a transfer moves a positive amount, not " + amount);
        }
        if (debit.equals(credit)) {
            throw new IllegalArgumentException("a transfer moves between two accounts, not within " + debit);
        }
    }
}
