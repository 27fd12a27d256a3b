package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A part of a claim that leaves the books while the claim remains (write-off), or ends for good (waiver), with what it
 * posts (LEDGER).
 *
 * @param open by how much what is open falls
 * @param writtenOff by how much what is off the books rises, or falls where negative
 * @param relief by how much the tax taken back rises per rate, or falls where negative
 */
record ClaimEnding(
        String kind,
        UUID movement,
        UUID entry,
        Claim claim,
        long open,
        long writtenOff,
        Map<BigDecimal, Long> relief,
        LocalDate on,
        List<Transfer> transfers) {

    /** Off the books: bad debt for the net part, tax back for the tax part where the tenant may; the claim remains. */
    static ClaimEnding writeOff(Claim claim, long part, LocalDate on, boolean taxRelief) {
        CustomerId customer = claim.item().customer();
        Map<BigDecimal, Long> relief = taxRelief ? claim.reliefFor(part) : Map.of();
        long net = part - relief.values().stream().mapToLong(Long::longValue).sum();
        var receivable = Account.receivable(customer);
        Stream<Transfer> lost =
                net == 0 ? Stream.empty() : Stream.of(new Transfer(Account.badDebt(), receivable, money(claim, net)));
        Stream<Transfer> back = relief.entrySet().stream()
                .map(rate -> new Transfer(Account.tax(rate.getKey()), receivable, money(claim, rate.getValue())));
        Stream<Transfer> remains =
                Stream.of(new Transfer(Account.writtenOff(customer), Account.memorandum(), money(claim, part)));
        return ending("write_off", claim, part, part, relief, on, Stream.of(lost, back, remains));
    }

    /** The end of a part of the claim: first of what is open, then of what is off the books and nothing else. */
    static ClaimEnding waiver(Claim claim, long part, LocalDate on) {
        CustomerId customer = claim.item().customer();
        long open = Math.min(part, claim.open());
        long off = part - open;
        Map<BigDecimal, Long> ended =
                new java.util.TreeMap<>(off == 0 ? Map.of() : claim.off().reliefOf(off));
        ended.replaceAll((rate, share) -> -share);
        Stream<Transfer> givenUp = open == 0
                ? Stream.empty()
                : Stream.of(new Transfer(Account.waived(), Account.receivable(customer), money(claim, open)));
        Stream<Transfer> forgotten = off == 0
                ? Stream.empty()
                : Stream.of(new Transfer(Account.memorandum(), Account.writtenOff(customer), money(claim, off)));
        return ending("waiver", claim, open, -off, ended, on, Stream.of(givenUp, forgotten));
    }

    private static ClaimEnding ending(
            String kind,
            Claim claim,
            long open,
            long writtenOff,
            Map<BigDecimal, Long> relief,
            LocalDate on,
            Stream<Stream<Transfer>> transfers) {
        return new ClaimEnding(
                kind,
                Ids.next(),
                Ids.next(),
                claim,
                open,
                writtenOff,
                relief,
                on,
                transfers.flatMap(some -> some).toList());
    }

    Entry posting() {
        return new Entry(
                entry,
                kind,
                claim.item().kind().document(),
                claim.item().id(),
                claim.item().customer(),
                on,
                on,
                transfers,
                null);
    }

    private static Money money(Claim claim, long amount) {
        return new Money(amount, claim.item().amount().currency());
    }
}
