package io.duebook.invoice;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import io.duebook.platform.Version;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deposit as a client asks for it.
 *
 * @param issueDate today unless given
 * @param dueDate the issue date unless given
 * @param lines what is to be delivered for it; with tax where tax is due on what is received
 */
record NewDeposit(
        @NotNull CustomerId customer,
        @Size(min = 1, max = 64) @Nullable String number,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @Nullable LocalDate issueDate,
        @Nullable LocalDate dueDate,
        @NotNull Currency currency,
        @NotEmpty @Size(max = 100) List<NewInvoice.@Valid @NotNull NewLine> lines,
        @Size(max = 200) @Nullable String reference) {

    /**
     * @param now the moment of the command
     * @throws InvalidRequest with every field that breaks a rule
     */
    Deposit on(LocalDate today, DepositId id, Instant now) {
        var errors = new ArrayList<FieldError>();
        LocalDate issued = issueDate == null ? today : issueDate;
        LocalDate due = dueDate == null ? issued : dueDate;
        if (due.isBefore(issued)) {
            errors.add(new FieldError("/due_date", "due_before_issue", "A deposit is not due before it is issued."));
        }
        List<Line> asked = NewInvoice.lines(lines, currency, false, errors);
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        List<TaxShare> taxes = TaxShare.of(asked);
        if (taxes.stream().anyMatch(share -> share.net().amount() < 0)) {
            throw new NegativeInvoice();
        }
        Money total =
                taxes.stream().map(share -> share.net().plus(share.tax())).reduce(Money.zero(currency), Money::plus);
        if (!total.isPositive() || total.amount() > Money.MOST) {
            throw new InvalidRequest(
                    "/lines",
                    "out_of_range",
                    "A deposit is more than nothing, at most " + Money.MOST + " minor units.");
        }
        return new Deposit(
                id,
                customer,
                number == null ? "" : number,
                externalId,
                issued,
                due,
                asked,
                taxes,
                total,
                reference,
                null,
                Version.FIRST,
                now);
    }
}
