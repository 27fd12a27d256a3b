package io.duebook.invoice;

import io.duebook.item.OpenItem;
import io.duebook.ledger.Account;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A claim that a credit note names, with what may still be taken back of it: never more than was claimed, counting the
 * credit notes before it.
 */
record CreditedClaim(OpenItem item, Left left) {

    /** What earlier credit notes leave of a claim. */
    sealed interface Left {}

    /**
     * Of an invoice: per tax rate, and per line for those who name lines.
     *
     * @param byRate with tax, by the rate without trailing zeros
     * @param byLine net, by the line's number, the first being 1
     */
    record OfInvoice(Map<BigDecimal, Money> byRate, Map<Integer, LineLeft> byLine) implements Left {}

    /** @param rate the line's tax rate, in percent, without trailing zeros */
    record LineLeft(BigDecimal rate, Money net) {}

    /** Of a fee or interest claim, which has neither rates nor lines. */
    record OfCharge(Money inAll) implements Left {}

    /** Of money that was given back and is owed again, or of a claim taken over: no price, and so nothing to lower. */
    record OfMoneyGivenBack() implements Left {}

    UUID id() {
        return item.id();
    }

    /** What was earned by the claim, and is given back; of opening arrears revenue, for it is given back now (LEDGER). */
    Account account() {
        return switch (item.kind()) {
            case FEE -> Account.feesCharged();
            case INTEREST -> Account.interestCharged();
            case INVOICE, TAKEN_OVER -> Account.revenue();
        };
    }

    /**
     * Refuses a credit note that takes back more than is left.
     *
     * @throws CreditExceedsClaim naming the first line at fault
     * @throws ClaimNotCreditable if the claim is no price
     * @throws LineMismatch if a line of the invoice is named that is not there, or has another tax rate; a fee or
     *     interest has no lines, and no tax
     */
    void mustCover(CreditNote note) {
        switch (left) {
            case OfInvoice invoice -> {
                mustCoverLines(note, invoice);
                mustCoverRates(note, invoice);
            }
            case OfCharge charge -> mustCoverAll(note, charge);
            case OfMoneyGivenBack() ->
                throw new ClaimNotCreditable(first(note, "invoice", line -> true), item.number());
        }
    }

    private void mustCoverRates(CreditNote note, OfInvoice invoice) {
        note.shares().stream().filter(share -> id().equals(share.claim())).forEach(share -> {
            Money allowed = invoice.byRate()
                    .getOrDefault(share.rate(), Money.zero(share.net().currency()));
            if (share.gross().amount() > allowed.amount()) {
                throw CreditExceedsClaim.ofRate(pointer(note, share.rate()), this, share.rate(), allowed);
            }
        });
    }

    private void mustCoverLines(CreditNote note, OfInvoice invoice) {
        for (int at = 0; at < note.lines().size(); at++) {
            CreditLine line = note.lines().get(at);
            Integer named = line.invoiceLine();
            if (named != null && id().equals(line.claim())) {
                LineLeft held = invoice.byLine().get(named);
                if (held == null) {
                    throw LineMismatch.noSuchLine(at);
                }
                if (held.rate().compareTo(line.line().taxRate()) != 0) {
                    throw LineMismatch.otherRate(at, held.rate());
                }
            }
        }
        note.creditedLines()
                .filter(credited -> credited.getKey().invoice().equals(id()))
                .forEach(credited -> {
                    int number = credited.getKey().line();
                    Money allowed =
                            Objects.requireNonNull(invoice.byLine().get(number)).net();
                    if (credited.getValue() > allowed.amount()) {
                        throw CreditExceedsClaim.ofLine(pointer(note, number), this, number, allowed);
                    }
                });
    }

    private void mustCoverAll(CreditNote note, OfCharge charge) {
        for (int at = 0; at < note.lines().size(); at++) {
            CreditLine line = note.lines().get(at);
            if (id().equals(line.claim())) {
                mustFitCharge(line, at);
            }
        }
        if (note.of(this).amount() > charge.inAll().amount()) {
            throw CreditExceedsClaim.inAll(pointer(note), this, charge.inAll());
        }
    }

    private static void mustFitCharge(CreditLine line, int at) {
        if (line.invoiceLine() != null) {
            throw LineMismatch.noSuchLine(at);
        }
        if (line.line().taxRate().signum() != 0) {
            throw LineMismatch.untaxed(at);
        }
    }

    private String pointer(CreditNote note, BigDecimal rate) {
        return first(note, "unit_amount", line -> line.line().taxRate().compareTo(rate) == 0);
    }

    private String pointer(CreditNote note, int number) {
        return first(note, "unit_amount", line -> line.invoiceLine() != null && line.invoiceLine() == number);
    }

    private String pointer(CreditNote note) {
        return first(note, "unit_amount", line -> true);
    }

    private String first(CreditNote note, String field, java.util.function.Predicate<CreditLine> matches) {
        int at = 0;
        while (!id().equals(note.lines().get(at).claim())
                || !matches.test(note.lines().get(at))) {
            at++;
        }
        return "/lines/" + at + "/" + field;
    }
}
