package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a credit note takes off a claim that is off the books: that part of the claim is over, and no credit is given for
 * it.
 *
 * @param id of its movement
 * @param entry of its own in the journal
 * @param amount in minor units of the claim's currency, positive; at most what is off the books
 * @param relief the share of the tax taken back by the write-off: it stays taken back for good
 * @param taxes what the document takes back at each rate, where the write-off took no tax back
 * @param on not before the part was off the books
 */
public record Lowering(
        UUID id,
        UUID entry,
        UUID creditNote,
        OpenItem item,
        long amount,
        Map<BigDecimal, Long> relief,
        List<TaxPart> taxes,
        LocalDate on) {

    /** @param document what the amount is made of, by rate, as the credit note says */
    public static Lowering of(UUID creditNote, OpenItem item, long amount, List<TaxPart> document, LocalDate issuedOn) {
        return new Lowering(
                Ids.next(),
                Ids.next(),
                creditNote,
                item,
                amount,
                item.off().reliefOf(amount),
                // Where the write-off took the tax back, the document would take it a second time.
                item.off().relief().isEmpty() ? document : List.of(),
                item.off().freeFrom(amount, issuedOn));
    }

    public Entry posting() {
        Stream<Transfer> over =
                Stream.of(new Transfer(Account.memorandum(), Account.writtenOff(item.customer()), money(amount)));
        Stream<Transfer> tax = taxes.stream()
                .filter(rate -> rate.tax() > 0)
                .map(rate -> new Transfer(Account.tax(rate.rate()), Account.badDebt(), money(rate.tax())));
        return new Entry(
                entry,
                Credit.Kind.CREDIT_NOTE.code(),
                Credit.Kind.CREDIT_NOTE.code(),
                creditNote,
                item.customer(),
                on,
                on,
                Stream.concat(over, tax).toList(),
                null);
    }

    /** By how much its item changes. */
    ItemChange change() {
        return new ItemChange(0, -amount);
    }

    private Money money(long minor) {
        return new Money(minor, item.amount().currency());
    }
}
