package io.duebook.model;

import static io.duebook.model.PaperBooks.later;

import java.time.LocalDate;
import java.util.Map;

/** Allocations by hand, and taking one back. */
final class Allocating {

    private final PaperBooks books;
    private final Picks picks;
    private final Settling settling;

    Allocating(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
        this.settling = new Settling(books);
    }

    Plan plan(Command.Allocate command) {
        Credit credit = picks.credit(command.credit(), one -> !one.isGone);
        Claim claim = picks.claim(
                command.claim(),
                command.stray()
                        ? one -> one.isItem() && one.state != Claim.State.GONE
                        : Picks.of(credit.customer, credit.currency));
        long most = Math.min(books.unapplied(credit), books.claimed(claim));
        long amount = Share.thousandths(most == 0 ? 1000 : most, command.thousandths());
        LocalDate asked = picks.day(command.on());
        Map<String, Object> body =
                Picks.body(credit.word(), credit.id, "invoice", claim.id, "amount", amount, "allocated_on", asked);
        return Plan.post("/v1/allocations", body, 201, () -> {
            if (!claim.customer.equals(credit.customer)) {
                throw Refused.unknownReference();
            }
            LocalDate earliest = later(credit.on, claim.issued());
            LocalDate latest = later(earliest, books.today());
            if (asked != null && asked.isBefore(earliest)) {
                throw new Refused(422, "allocated_too_early");
            }
            if (asked != null && asked.isAfter(latest)) {
                throw new Refused(422, "allocated_in_future");
            }
            if (!claim.currency.equals(credit.currency)) {
                throw new Refused(422, "currency_mismatch");
            }
            if (amount > books.claimed(claim)) {
                throw new Refused(409, "item_settled");
            }
            if (amount > books.unapplied(credit)) {
                throw new Refused(409, "credit_used_up");
            }
            return answer -> {
                Made made = settling.settle(
                        credit, claim, amount, asked == null ? latest : asked, lastTaken(credit, claim));
                made.id = answer.path("id").asString();
                Same.check(
                        "allocated_on",
                        made.settled.accountingOn().toString(),
                        answer.path("allocated_on").asString());
            };
        });
    }

    /** Money that was taken from a claim and goes there again counts from the day it was taken. */
    private LocalDate lastTaken(Credit credit, Claim claim) {
        return books.movements.stream()
                .filter(PaperBooks.of(credit))
                .filter(PaperBooks.of(claim))
                .filter(movement -> movement.kind().equals("allocation_undone"))
                .map(Movement::valueOn)
                .max(LocalDate::compareTo)
                .orElse(LocalDate.MIN);
    }

    Plan plan(Command.UndoAllocation command) {
        Made made = Picks.last(
                books.allocations.stream().filter(one -> !one.id.isEmpty()).toList(), command.allocation());
        LocalDate asked = picks.day(command.on());
        Map<String, Object> body = Picks.body("reversed_on", asked, "reason", "It was for another");
        return Plan.post("/v1/allocations/" + made.id + "/reverse", body, 200, () -> {
            if (made.isUndone) {
                throw new Refused(409, "already_reversed");
            }
            LocalDate earliest = later(made.settled.accountingOn(), made.settled.valueOn());
            LocalDate latest = later(earliest, books.today());
            LocalDate on = Dated.on(earliest, asked, latest, "undone_before_made", "undone_in_future");
            return answer -> {
                books.undo(made, on);
                Same.check(
                        "reversed_on", on.toString(), answer.path("reversed_on").asString());
            };
        });
    }
}
