package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What of a claim is set against what is owed to the customer.
 *
 * @param id of its movement
 * @param entry of its own in the journal
 * @param amount in minor units, positive
 */
public record NetPart(UUID id, UUID entry, UUID item, long amount) {

    public static NetPart of(Allocator.Part part) {
        return new NetPart(Ids.next(), Ids.next(), part.item(), part.amount());
    }

    public Entry posting(UUID netting, CustomerId customer, Currency currency, LocalDate on) {
        return new Entry(
                entry,
                NetItems.KIND,
                NetItems.KIND,
                netting,
                customer,
                on,
                on,
                List.of(new Transfer(
                        Account.payableClearing(), Account.receivable(customer), new Money(amount, currency))),
                null);
    }
}
