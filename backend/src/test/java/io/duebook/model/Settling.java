package io.duebook.model;

import static io.duebook.model.PaperBooks.later;

import io.duebook.model.Movement.Basis;
import io.duebook.model.Movement.Transfer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How credit settles a claim, and on which days (LEDGER: as of, known at). */
final class Settling {

    private final PaperBooks books;

    Settling(PaperBooks books) {
        this.books = books;
    }

    /** By the credit's own command. */
    Made ownCommand(Credit credit, Claim claim, long amount) {
        return settle(credit, claim, amount, credit.on, credit.on);
    }

    /**
     * First what is open, then what is off the books, which is recovered.
     *
     * @param allocatedOn not booked before
     * @param countsFrom not counted before
     */
    Made settle(Credit credit, Claim claim, long amount, LocalDate allocatedOn, LocalDate countsFrom) {
        long fromOpen = Math.min(amount, books.open(claim));
        long recovered = amount - fromOpen;
        LocalDate value = books.offFrom(claim, recovered, later(credit.on, countsFrom));
        value = books.openFrom(claim, Basis.VALUE, fromOpen, value);
        value = books.unappliedFrom(credit, Basis.VALUE, amount, value);
        LocalDate booked = later(value, allocatedOn);
        booked = books.openFrom(claim, Basis.ACCOUNTING, fromOpen, booked);
        booked = books.unappliedFrom(credit, Basis.ACCOUNTING, amount, booked);
        return made(credit, claim, amount, recovered, value, booked);
    }

    Made made(Credit credit, Claim claim, long amount, long recovered, LocalDate value, LocalDate booked) {
        Movement recovery = recovered == 0 ? null : recover(credit, claim, recovered, value, booked);
        Movement settled = books.move(
                "allocation",
                claim,
                credit,
                -amount,
                -amount,
                0,
                Map.of(),
                List.of(new Transfer(
                        PaperBooks.unapplied(claim.customer), PaperBooks.receivable(claim.customer), amount)),
                value,
                booked);
        var made = new Made(claim, credit, amount, settled, recovery);
        books.allocations.add(made);
        return made;
    }

    private Movement recover(Credit credit, Claim claim, long amount, LocalDate value, LocalDate booked) {
        Map<BigDecimal, Long> relief = Share.ofRelief(books.relief(claim), amount, books.off(claim));
        String receivable = PaperBooks.receivable(claim.customer);
        var transfers = new ArrayList<Transfer>();
        transfers.add(new Transfer(receivable, "recovered", amount - Share.sum(relief)));
        relief.forEach((rate, tax) -> transfers.add(new Transfer(receivable, PaperBooks.tax(rate), tax)));
        transfers.add(new Transfer("memorandum", PaperBooks.writtenOff(claim.customer), amount));
        return books.move("recovery", claim, credit, amount, 0, -amount, negated(relief), transfers, value, booked);
    }

    static Map<BigDecimal, Long> negated(Map<BigDecimal, Long> relief) {
        var negated = new java.util.HashMap<BigDecimal, Long>();
        relief.forEach((rate, amount) -> negated.put(rate, -amount));
        return negated;
    }
}
