package io.duebook.invoice;

import io.duebook.item.NewItem;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice that another system issued. No tax is assumed: its total is one line.
 *
 * @param total not negative
 * @param dueDate not before the issue date
 * @param metadata what the file had beside, by column
 * @param line of the file, the header being 1
 */
public record ImportedInvoice(
        InvoiceId id,
        CustomerId customer,
        String number,
        @Nullable String externalId,
        LocalDate issueDate,
        LocalDate dueDate,
        Money total,
        boolean disputed,
        @Nullable String reference,
        Map<String, String> metadata,
        ImportId importId,
        int line) {

    record Prepared(Row row, NewItem item, Optional<Entry> posting) {}

    Prepared prepare() {
        UUID entry = Ids.next();
        Line whole = Line.of(number, BigDecimal.ONE, total, BigDecimal.ZERO);
        Invoice invoice = new Invoice(
                id,
                customer,
                Invoice.State.ISSUED,
                number,
                externalId,
                issueDate,
                dueDate,
                null,
                null,
                List.of(),
                List.of(whole),
                TaxShare.of(List.of(whole)),
                total,
                false,
                reference,
                InvoiceReferences.NONE,
                metadata,
                List.of(),
                Version.FIRST);
        NewItem item = new NewItem(
                id.value(),
                entry,
                customer,
                OpenItem.Kind.INVOICE,
                number,
                reference,
                total,
                issueDate,
                dueDate,
                disputed,
                invoice.taxParts());
        Optional<Entry> posting = total.isPositive()
                ? Optional.of(new Entry(
                        entry,
                        "invoice",
                        "invoice",
                        id.value(),
                        customer,
                        issueDate,
                        issueDate,
                        List.of(new Transfer(Account.receivable(customer), Account.revenue(), total)),
                        null))
                : Optional.empty();
        return new Prepared(
                new Row(invoice, total.isPositive() ? entry : null, disputed, importId, line), item, posting);
    }
}
