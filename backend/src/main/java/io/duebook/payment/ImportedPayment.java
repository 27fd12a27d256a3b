package io.duebook.payment;

import io.duebook.item.Allocation;
import io.duebook.item.Credit;
import io.duebook.item.NewCredit;
import io.duebook.item.OpenItem;
import io.duebook.item.SettlementOrder;
import io.duebook.ledger.Entry;
import io.duebook.platform.Ids;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment that another system booked, with the invoice it came with.
 *
 * @param amount positive
 * @param settles the invoice of its row, imported before it; what goes beyond it is unapplied credit
 * @param line of the file, the header being 1
 */
public record ImportedPayment(
        PaymentId id,
        CustomerId customer,
        Money amount,
        LocalDate receivedOn,
        String method,
        @Nullable String reference,
        OpenItem settles,
        ImportId importId,
        int line) {

    record Prepared(Row row, NewCredit credit, Entry receipt, Optional<Allocation> allocation) {}

    Prepared prepare() {
        UUID entry = Ids.next();
        var received = new ReceivedPayment(
                customer,
                null,
                null,
                amount,
                receivedOn,
                method,
                "bank",
                reference,
                null,
                null,
                new SettlementOrder.Nothing());
        Money share = amount.atMost(settles.open());
        Optional<Allocation> allocation = Optional.of(share)
                .filter(Money::isPositive)
                .map(settled -> Allocation.ofOwnCommand(
                        Credit.received(id.value(), customer, amount, receivedOn), settles, settled.amount()));
        return new Prepared(
                new Row(id, entry, received, importId, line),
                NewCredit.received(id.value(), entry, customer, amount, amount.minus(share), receivedOn),
                Payments.receipt(id, entry, received),
                allocation);
    }
}
