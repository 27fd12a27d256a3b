package io.duebook.model;

import static io.duebook.model.PaperBooks.later;

import io.duebook.model.Movement.Basis;
import io.duebook.model.Movement.Transfer;
import io.duebook.model.PaperBooks.GivenBack;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Credit given back: the unapplied part first, and beyond it what the items say, taken out of the last allocation first. */
final class Refunding {

    private final PaperBooks books;
    private final Picks picks;
    private final Settling settling;

    Refunding(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
        this.settling = new Settling(books);
    }

    /** Allocations that end, and what of them settles the same claim again. */
    record Release(List<Made> undone, List<Map.Entry<Made, Long>> kept) {
        long freed() {
            return undone.stream().mapToLong(made -> made.amount).sum() - keptAmount();
        }

        long keptAmount() {
            return kept.stream().mapToLong(Map.Entry::getValue).sum();
        }
    }

    Plan plan(Command.Refund command) {
        Credit credit = picks.credit(command.credit(), one -> !one.isGone && !one.isVoid);
        return plan(credit, command.thousandths(), command.items(), picks.day(command.on()), "bank_transfer");
    }

    /** Through the processor, which is asked once it is booked. */
    Plan plan(Credit payment, Command.RefundOnline command) {
        return plan(payment, command.thousandths(), command.items(), null, "processor");
    }

    private Plan plan(
            Credit credit, int thousandths, List<Command.Part> parts, @Nullable LocalDate asked, String method) {
        long unapplied = books.unapplied(credit);
        var items = new LinkedHashMap<Claim, Long>();
        for (Command.Part part : parts) {
            Claim claim = Picks.last(
                    books.standing(credit).stream().map(made -> made.claim).toList(), part.claim());
            long there = books.standing(credit).stream()
                    .filter(made -> made.claim == claim)
                    .mapToLong(made -> made.amount)
                    .sum();
            items.put(claim, Share.thousandths(there, part.thousandths()));
        }
        long named = items.values().stream().mapToLong(Long::longValue).sum();
        long amount = named > 0
                ? Share.down(unapplied, thousandths, 1000) + named
                : Share.thousandths(unapplied == 0 ? 1000 : unapplied, thousandths);
        Map<String, Object> body = Picks.body(
                credit.word(),
                credit.id,
                "amount",
                amount,
                "refunded_on",
                asked,
                "method",
                method,
                "reason",
                "Paid too much",
                "items",
                items.isEmpty()
                        ? null
                        : items.entrySet().stream()
                                .map(item -> Map.of("invoice", item.getKey().id, "amount", item.getValue()))
                                .toList());
        return Plan.post("/v1/refunds", body, 201, () -> {
            boolean isOnline = method.equals("processor");
            if (isOnline && credit.currency.equals("KWD") && amount % 10 != 0) {
                throw new Refused(422, "amount_not_refundable");
            }
            long needed = Math.max(0, amount - unapplied);
            if (needed > 0 && items.isEmpty()) {
                throw new Refused(409, "credit_used_up");
            }
            if (named != needed) {
                throw new Refused(409, "items_do_not_fit");
            }
            Release release = release(credit, items);
            if (release.freed() < needed) {
                throw new Refused(409, "not_settled_by_credit");
            }
            LocalDate earliest = possibleFrom(credit, release, amount);
            if (isOnline && earliest.isAfter(books.today())) {
                // The processor pays today, whatever the books would like.
                throw new Refused(422, "refunded_too_early");
            }
            LocalDate on = Dated.on(
                    earliest, asked, later(earliest, books.today()), "refunded_too_early", "refunded_in_future");
            return answer -> {
                give(credit, release, amount, on, isOnline ? credit.account : "bank");
                Same.check(
                        "refunded_on", on.toString(), answer.path("refunded_on").asString());
                Same.check(
                        "state",
                        isOnline ? "pending" : "succeeded",
                        answer.path("state").asString());
            };
        });
    }

    /** Allocations end whole; where that is more than was asked for, the rest settles again, unless it recovered. */
    Release release(Credit credit, Map<Claim, Long> items) {
        var wanted = new HashMap<>(items);
        var undone = new ArrayList<Made>();
        var kept = new ArrayList<Map.Entry<Made, Long>>();
        for (Made made : books.standing(credit).reversed()) {
            long asked = wanted.getOrDefault(made.claim, 0L);
            if (asked > 0) {
                undone.add(made);
                wanted.put(made.claim, Math.max(0, asked - made.amount));
                if (asked < made.amount && made.recovered == null) {
                    kept.add(Map.entry(made, made.amount - asked));
                }
            }
        }
        return new Release(undone, kept);
    }

    /** Nothing that ends for it began later, and nothing else had any of it on a later day. */
    LocalDate possibleFrom(Credit credit, Release release, long taken) {
        LocalDate begun = credit.on;
        for (Made made : release.undone()) {
            begun = later(begun, made.settled.accountingOn());
        }
        Set<Movement> ended =
                Set.copyOf(Stream.concat(release.undone().stream().map(made -> made.settled), Stream.<Movement>empty())
                        .toList());
        List<Movement> without = books.history(movement -> movement.credit() == credit && !ended.contains(movement));
        long out = taken + release.keptAmount();
        LocalDate free = books.freeFrom(without, Movement::unapplied, Basis.VALUE, out, begun);
        return books.freeFrom(without, Movement::unapplied, Basis.ACCOUNTING, out, free);
    }

    private void give(Credit credit, Release release, long amount, LocalDate on, String from) {
        release.undone().forEach(made -> books.undo(made, on));
        release.kept().forEach(rest -> settling.made(credit, rest.getKey().claim, rest.getValue(), 0, on, on));
        Movement given = books.move(
                "refund",
                null,
                credit,
                0,
                -amount,
                0,
                Map.of(),
                List.of(new Transfer(PaperBooks.unapplied(credit.customer), from, amount)),
                on,
                on);
        books.refunds.add(new GivenBack(credit, amount, given));
    }

    /** It did not arrive: from today on it is the customer's credit again, and settles first what its payment became owed. */
    List<Made> fail(GivenBack given) {
        LocalDate on = later(books.today(), given.movement().accountingOn());
        books.undo(given.movement(), "refund_undone", on, on);
        books.refunds.remove(given);
        var made = new ArrayList<Made>();
        long left = given.amount();
        for (Claim owed : books.reclaimed(given.credit())) {
            long share = Math.min(left, books.claimed(owed));
            if (share > 0) {
                made.add(settling.settle(given.credit(), owed, share, on, on));
                left -= share;
            }
        }
        return made;
    }
}
