package io.duebook.invoice;

import io.duebook.item.CreditedPart;
import io.duebook.item.Lowering;
import io.duebook.item.TaxPart;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Version;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A document that lowers what a customer owes. Σ net + Σ tax = total, and Σ shares = total, always. What it settles is
 * for the allocations to say.
 *
 * @param number null until it takes one, unless the tenant gave it
 * @param claims those it names, in the order in which they are first named
 * @param shares what of it belongs to which claim, or to none, at which rate
 * @param reason why it was given, if somebody said so
 */
record CreditNote(
        CreditNoteId id,
        CustomerId customer,
        @Nullable String number,
        @Nullable String externalId,
        LocalDate issueDate,
        List<CreditLine> lines,
        List<CreditedClaim> claims,
        List<CreditShare> shares,
        Money total,
        @Nullable String reason,
        @Nullable String reference,
        Map<String, String> metadata,
        Version version) {

    /** Issued from the first moment: a credit note that nobody should see yet is not made yet. */
    enum State {
        ISSUED,
        VOID;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    CreditNote numbered(String given) {
        return new CreditNote(
                id,
                customer,
                given,
                externalId,
                issueDate,
                lines,
                claims,
                shares,
                total,
                reason,
                reference,
                metadata,
                version);
    }

    Money net() {
        return shares.stream().map(CreditShare::net).reduce(Money.zero(total.currency()), Money::plus);
    }

    Money tax() {
        return total.minus(net());
    }

    /** What of it belongs to a claim, tax included. */
    Money of(CreditedClaim claim) {
        return shares.stream()
                .filter(share -> claim.id().equals(share.claim()))
                .map(CreditShare::gross)
                .reduce(Money.zero(total.currency()), Money::plus);
    }

    /**
     * What of it lowers claims that are off the books: what goes beyond the open part of each, as far as there is
     * something off the books (LEDGER).
     */
    List<Lowering> lowerings() {
        return claims.stream()
                .filter(claim -> beyondOpen(claim) > 0)
                .map(claim -> Lowering.of(
                        id.value(),
                        claim.item(),
                        beyondOpen(claim),
                        TaxPart.ofPart(parts(claim), beyondOpen(claim)),
                        issueDate))
                .toList();
    }

    /** What it takes back of the claims it names, per rate. */
    List<CreditedPart> creditedParts() {
        return shares.stream()
                .filter(share -> share.gross().isPositive())
                .flatMap(share -> Stream.ofNullable(share.claim()).map(claim -> new CreditedPart(claim, share.part())))
                .toList();
    }

    private long beyondOpen(CreditedClaim claim) {
        long share = of(claim).amount();
        long beyond = share - Math.min(share, claim.item().open().amount());
        return Math.min(beyond, claim.item().off().amount());
    }

    private List<TaxPart> parts(CreditedClaim claim) {
        return shares.stream()
                .filter(share -> claim.id().equals(share.claim()))
                .map(CreditShare::part)
                .toList();
    }

    /** What is given as credit: all but what lowers claims that are off the books. */
    Money credited() {
        long lowered = claims.stream().mapToLong(this::beyondOpen).sum();
        return total.minus(new Money(lowered, total.currency()));
    }

    private Stream<CreditShare> creditedShares() {
        var lowered = new HashMap<UUID, Map<BigDecimal, TaxPart>>();
        claims.forEach(claim -> lowered.put(
                claim.id(),
                TaxPart.ofPart(parts(claim), beyondOpen(claim)).stream()
                        .collect(Collectors.toMap(TaxPart::rate, Function.identity()))));
        return shares.stream().map(share -> {
            TaxPart part = share.claim() == null
                    ? null
                    : lowered.getOrDefault(share.claim(), Map.of()).get(share.rate());
            return part == null ? share : share.less(part);
        });
    }

    /**
     * What issuing it posts: what was earned, and tax per rate, become credit that settles nothing yet. Empty where all
     * of it lowers claims that are off the books.
     */
    Optional<Entry> posting(UUID entry) {
        List<CreditShare> shares = creditedShares().toList();
        var amounts = new LinkedHashMap<Account, Money>();
        shares.forEach(share -> amounts.merge(earned(share), share.net(), Money::plus));
        shares.forEach(share -> amounts.merge(Account.tax(share.rate()), share.tax(), Money::plus));
        List<Transfer> transfers = amounts.entrySet().stream()
                .filter(taken -> taken.getValue().isPositive())
                .map(taken -> new Transfer(taken.getKey(), Account.unapplied(customer), taken.getValue()))
                .toList();
        return transfers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Entry(
                        entry,
                        "credit_note",
                        "credit_note",
                        id.value(),
                        customer,
                        issueDate,
                        issueDate,
                        transfers,
                        null));
    }

    private Account earned(CreditShare share) {
        return claims.stream()
                .filter(claim -> claim.id().equals(share.claim()))
                .map(CreditedClaim::account)
                .findFirst()
                .orElseGet(Account::revenue);
    }

    /** Per rate what it takes back over all claims, in rising order of the rate. */
    List<TaxShare> taxes() {
        return shares.stream()
                .map(CreditShare::rate)
                .distinct()
                .sorted()
                .map(rate -> new TaxShare(rate, sum(rate, CreditShare::net), sum(rate, CreditShare::tax)))
                .toList();
    }

    private Money sum(BigDecimal rate, java.util.function.Function<CreditShare, Money> part) {
        return shares.stream()
                .filter(share -> share.rate().equals(rate))
                .map(part)
                .reduce(Money.zero(total.currency()), Money::plus);
    }

    /** Which lines of which claims it takes back by name, and how much of each; net, in minor units. */
    Stream<Map.Entry<CreditedLine, Long>> creditedLines() {
        var credited = new LinkedHashMap<CreditedLine, Long>();
        lines.stream()
                .filter(line -> line.invoiceLine() != null)
                .forEach(line -> credited.merge(
                        new CreditedLine(
                                Objects.requireNonNull(line.claim()), Objects.requireNonNull(line.invoiceLine())),
                        line.line().net().amount(),
                        Math::addExact));
        return credited.entrySet().stream();
    }

    record CreditedLine(UUID invoice, int line) {}
}
