package io.duebook.invoice;

import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money asked for before anything is delivered. It is no claim in the books and earns nothing: what comes is the customer's
 * until an invoice takes it.
 *
 * @param number of its own series, unless the tenant gave it
 * @param voidOn the day from which nobody is asked for it, if it was taken back
 */
record Deposit(
        DepositId id,
        CustomerId customer,
        String number,
        @Nullable String externalId,
        LocalDate issueDate,
        LocalDate dueDate,
        List<Line> lines,
        List<TaxShare> taxes,
        Money total,
        @Nullable String reference,
        @Nullable LocalDate voidOn,
        Version version,
        Instant createdAt) {

    Deposit numbered(String given) {
        return new Deposit(
                id,
                customer,
                given,
                externalId,
                issueDate,
                dueDate,
                lines,
                taxes,
                total,
                reference,
                voidOn,
                version,
                createdAt);
    }

    Money net() {
        return taxes.stream().map(TaxShare::net).reduce(Money.zero(total.currency()), Money::plus);
    }
}
