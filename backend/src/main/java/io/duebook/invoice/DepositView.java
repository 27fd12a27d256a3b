package io.duebook.invoice;

import io.duebook.invoice.InvoiceView.CustomerName;
import io.duebook.shared.Currency;
import io.duebook.shared.DepositId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.PaymentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deposit as a client sees it. Amounts are in minor units of its currency; the state is read off the books.
 *
 * @param state requested, partly_paid, paid, used or void
 * @param received for it, less what went back; what settled something else before it was kept is no part of it
 * @param held of that, what no invoice took yet
 * @param used of that, what settled invoices
 * @param payments kept for it
 * @param invoices that name it
 * @param version for If-Match
 */
record DepositView(
        DepositId id,
        String number,
        @Nullable String externalId,
        CustomerName customer,
        String state,
        Currency currency,
        long net,
        long tax,
        long total,
        long received,
        long held,
        long used,
        LocalDate issueDate,
        LocalDate dueDate,
        @Nullable String reference,
        List<DepositLine> lines,
        List<DepositTaxShare> taxes,
        List<DepositPaymentView> payments,
        List<TakenBy> invoices,
        @Nullable LocalDate voidOn,
        int version,
        Instant createdAt) {

    record DepositLine(String description, String quantity, long unitAmount, String taxRate, long net) {}

    record DepositTaxShare(String rate, long net, long tax) {}

    /**
     * Money of which something is there for it.
     *
     * @param amount of the whole payment
     * @param unapplied what settles nothing of it
     * @param used what settles invoices since it was kept
     */
    record DepositPaymentView(PaymentId payment, long amount, long unapplied, long used, LocalDate receivedOn) {}

    record TakenBy(InvoiceId invoice, @Nullable String number) {}
}
