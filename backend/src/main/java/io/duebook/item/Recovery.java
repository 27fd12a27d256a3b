package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What of a claim is on the books again because money came that names it. It belongs to the allocation of that money:
 * it has its dates, and is taken back with it.
 *
 * @param id of its movement
 * @param entry of its own in the journal
 * @param amount in minor units of the claim's currency, positive; at most the allocation's
 * @param relief the tax that the write-off took back and that is owed again, per rate
 */
record Recovery(UUID id, UUID entry, long amount, Map<BigDecimal, Long> relief) {

    static Recovery of(OpenItem item, long amount) {
        return new Recovery(Ids.next(), Ids.next(), amount, item.off().reliefOf(amount));
    }

    /** The customer owes it again: recovered for the net part, tax for what was taken back of it. */
    Entry posting(Allocation made) {
        var receivable = Account.receivable(made.customer());
        long net = amount - relief.values().stream().mapToLong(Long::longValue).sum();
        Stream<Transfer> recovered =
                net == 0 ? Stream.empty() : Stream.of(new Transfer(receivable, Account.recovered(), money(made, net)));
        Stream<Transfer> tax = relief.entrySet().stream()
                .map(rate -> new Transfer(receivable, Account.tax(rate.getKey()), money(made, rate.getValue())));
        Stream<Transfer> onTheBooks =
                Stream.of(new Transfer(Account.memorandum(), Account.writtenOff(made.customer()), money(made, amount)));
        return new Entry(
                entry,
                Recoveries.KIND,
                made.itemKind().document(),
                made.item(),
                made.customer(),
                made.valueOn(),
                made.accountingOn(),
                List.copyOf(Stream.of(recovered, tax, onTheBooks)
                        .flatMap(some -> some)
                        .toList()),
                null);
    }

    private static Money money(Allocation made, long amount) {
        return new Money(amount, made.amount().currency());
    }
}
