package io.duebook.ledger;

import io.duebook.shared.BillId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.EntryId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.NettingId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.RefundId;
import io.duebook.shared.TransferId;
import io.duebook.shared.UnidentifiedReceiptId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the journal shows it: each transfer as two lines that add up to nothing.
 *
 * @param source the document it came from, by its public id
 * @param reverses the entry it undoes, if it undoes one
 */
record JournalEntry(
        EntryId id,
        String kind,
        String source,
        @Nullable CustomerId customer,
        LocalDate valueOn,
        LocalDate accountingOn,
        Instant recordedAt,
        @Nullable EntryId reverses,
        List<JournalLine> lines) {

    /**
     * @param amount in minor units; positive is debit
     * @param base what it is worth in the tenant's base currency; none where it is of that currency, or no rate was known on
     *     the value date
     */
    record JournalLine(
            String account,
            long amount,
            Currency currency,
            @Nullable BaseAmount base) {}

    /**
     * @param amount in minor units of the base currency; positive is debit
     * @param rate by which it was counted
     */
    record BaseAmount(long amount, Currency currency, RateView rate) {

        static BaseAmount of(long amount, Currency from, Conversion.Step rate) {
            return new BaseAmount(amount, rate.other(from), RateView.of(rate));
        }
    }

    JournalEntry with(List<JournalLine> all) {
        return new JournalEntry(id, kind, source, customer, valueOn, accountingOn, recordedAt, reverses, all);
    }

    /** An account by its name and whose it is: {@code receivable:cus_…}, {@code revenue}. */
    static String account(String name, String of) {
        return of.isEmpty() ? name : name + ":" + of;
    }

    static String source(String kind, UUID id) {
        return switch (kind) {
            case "invoice" -> new InvoiceId(id).text();
            case "payment" -> new PaymentId(id).text();
            case "credit_note" -> new CreditNoteId(id).text();
            case "refund" -> new RefundId(id).text();
            case "deposit" -> new DepositId(id).text();
            case "bill" -> new BillId(id).text();
            case "transfer" -> new TransferId(id).text();
            case "netting" -> new NettingId(id).text();
            case "unidentified_receipt" -> new UnidentifiedReceiptId(id).text();
            case "fee", "interest" -> new ChargeId(id).text();
            default -> kind + "_" + id;
        };
    }
}
