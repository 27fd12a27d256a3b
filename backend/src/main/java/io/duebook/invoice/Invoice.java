package io.duebook.invoice;

import io.duebook.item.DiscountOffer;
import io.duebook.item.Instalment;
import io.duebook.item.TaxPart;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.tenant.EarlyDiscount;
import io.duebook.tenant.Policies.WeekendShift;
import io.duebook.tenant.Terms;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A claim on a customer, as the document says it. Σ net + Σ tax = total, always; what is still open of it is the open
 * item's to say.
 *
 * @param number null until it is issued, unless the tenant gave one
 * @param issueDate null in a draft that leaves it to the day of issue
 * @param discount what it offers for being paid early, if it does
 * @param instalments what of it is due when, where that is not one day; the first on its due date
 * @param references by what else it is known
 * @param deposits that it takes when it is issued
 * @param opening whether it was owed before the books began: it posts against opening, and carries no tax
 */
record Invoice(
        InvoiceId id,
        CustomerId customer,
        State state,
        @Nullable String number,
        @Nullable String externalId,
        @Nullable LocalDate issueDate,
        @Nullable LocalDate dueDate,
        @Nullable Terms terms,
        @Nullable EarlyDiscount discount,
        List<Instalment> instalments,
        List<Line> lines,
        List<TaxShare> taxes,
        Money total,
        boolean opening,
        @Nullable String reference,
        InvoiceReferences references,
        Map<String, String> metadata,
        List<DepositId> deposits,
        Version version) {

    enum State {
        DRAFT,
        ISSUED,
        VOID,
        UNDONE;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /**
     * The invoice as it is on the day it is issued.
     *
     * @param number the tenant's own or the next of the series
     * @param shift where a due date goes that follows from terms and falls on a weekend
     * @throws NotADraft if it was issued or voided before
     * @throws DueBeforeIssue if it would be due before it is issued
     */
    Invoice issue(LocalDate today, String number, WeekendShift shift) {
        if (state != State.DRAFT) {
            throw new NotADraft(state);
        }
        LocalDate issued = issueDate == null ? today : issueDate;
        LocalDate due =
                dueDate != null ? dueDate : terms == null ? issued : shift.shifted(terms.dueDate(issued), issued);
        if (due.isBefore(issued)) {
            throw new DueBeforeIssue(issued, due);
        }
        return new Invoice(
                id,
                customer,
                State.ISSUED,
                number,
                externalId,
                issued,
                due,
                terms,
                discount,
                instalments,
                lines,
                taxes,
                total,
                opening,
                reference,
                references,
                metadata,
                deposits,
                version);
    }

    Invoice knownBy(InvoiceReferences other) {
        return new Invoice(
                id,
                customer,
                state,
                number,
                externalId,
                issueDate,
                dueDate,
                terms,
                discount,
                instalments,
                lines,
                taxes,
                total,
                opening,
                reference,
                other,
                metadata,
                deposits,
                version.next());
    }

    /** What is offered for paying it early, once it is issued. */
    @Nullable
    DiscountOffer offer() {
        return discount == null || issueDate == null || dueDate == null
                ? null
                : new DiscountOffer(discount.percent(), discount.lastDay(issueDate, dueDate));
    }

    Money net() {
        return taxes.stream().map(TaxShare::net).reduce(Money.zero(total.currency()), Money::plus);
    }

    Money tax() {
        return taxes.stream().map(TaxShare::tax).reduce(Money.zero(total.currency()), Money::plus);
    }

    /** What each rate contributes to it, also one of nothing; arrears from before the books began posted no tax. */
    List<TaxPart> taxParts() {
        return opening ? List.of() : taxes.stream().map(TaxShare::part).toList();
    }

    /** What issuing it posts: the customer owes net and, per rate, tax. Nothing for an invoice over nothing. */
    Stream<Entry> posting(UUID entry, LocalDate issued) {
        List<Transfer> transfers = opening
                ? Stream.of(total)
                        .filter(Money::isPositive)
                        .map(amount -> new Transfer(Account.receivable(customer), Account.opening(), amount))
                        .toList()
                : Stream.concat(
                                Stream.of(net())
                                        .filter(Money::isPositive)
                                        .map(amount ->
                                                new Transfer(Account.receivable(customer), Account.revenue(), amount)),
                                taxes.stream()
                                        .filter(share -> share.tax().isPositive())
                                        .map(share -> new Transfer(
                                                Account.receivable(customer), Account.tax(share.rate()), share.tax())))
                        .toList();
        return transfers.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        new Entry(entry, "invoice", "invoice", id.value(), customer, issued, issued, transfers, null));
    }
}
