package io.duebook.model;

import static io.duebook.model.PaperBooks.later;

import io.duebook.model.Claim.Kind;
import io.duebook.model.Movement.Transfer;
import io.duebook.model.PaperBooks.TakenBack;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Payments that are taken back, on their own day, and given again. */
final class Reversing {

    private final PaperBooks books;
    private final Picks picks;
    private final Settling settling;
    private final Refunding refunding;
    private final Invoicing invoicing;

    Reversing(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
        this.settling = new Settling(books);
        this.refunding = new Refunding(books);
        this.invoicing = new Invoicing(books);
    }

    private Credit payment(int index) {
        return picks.credit(index, one -> one.kind == Credit.Kind.PAYMENT);
    }

    Plan plan(Command.Reverse command) {
        Credit payment = payment(command.payment());
        LocalDate asked = picks.day(command.on());
        Map<String, Object> body = Picks.body(
                "kind", command.kind(),
                "reversed_on", asked,
                "customer_fee", command.customerFee(),
                "processor_fee", command.processorFee(),
                "reason", "Account closed");
        return Plan.post("/v1/payments/" + payment.id + "/reverse", body, 200, () -> {
            if (payment.isGone) {
                throw Refused.notFound();
            }
            if (isReversed(payment)) {
                throw new Refused(409, "already_reversed");
            }
            LocalDate earliest = reversibleFrom(payment);
            LocalDate on =
                    Dated.on(earliest, asked, later(earliest, books.today()), "undone_before_made", "undone_in_future");
            return answer -> {
                JsonNode told = standing(answer);
                reverse(payment, command.kind(), on, command.customerFee(), command.processorFee(), told);
                Same.check("state", "reversed", answer.path("state").asString());
                Same.check("unapplied", 0L, answer.path("unapplied").asLong());
                Same.check(
                        "reversed_on", on.toString(), told.path("reversed_on").asString());
            };
        });
    }

    private LocalDate reversibleFrom(Credit payment) {
        Map<Claim, Long> all = books.standing(payment).stream()
                .collect(Collectors.groupingBy(made -> made.claim, Collectors.summingLong(made -> made.amount)));
        return later(
                refunding.possibleFrom(payment, refunding.release(payment, all), there(payment)),
                Objects.requireNonNull(payment.standing).accountingOn());
    }

    /** What settles something, and what does not. */
    private long there(Credit payment) {
        return books.unapplied(payment)
                + books.standing(payment).stream()
                        .mapToLong(made -> made.amount)
                        .sum();
    }

    /** The card network takes it, on the first day from today on which the books can show it. */
    void chargeBack(Credit payment, long fee, JsonNode told) {
        reverse(payment, "chargeback", later(reversibleFrom(payment), books.today()), null, fee, told);
        books.reversals.getLast().isOfDispute = true;
    }

    private boolean isReversed(Credit payment) {
        return standing(payment).isPresent();
    }

    Optional<TakenBack> standing(Credit payment) {
        return books.reversals.stream()
                .filter(one -> one.credit == payment && !one.isReinstated)
                .findFirst();
    }

    /** The card network gives it again. */
    void giveAgain(TakenBack taken) {
        reinstate(taken, later(taken.on, books.today()));
    }

    private void reverse(
            Credit payment,
            String kind,
            LocalDate on,
            @Nullable Long customerFee,
            @Nullable Long processorFee,
            JsonNode told) {
        List<Made> settled = books.standing(payment);
        long givenBack = payment.amount - there(payment);
        settled.forEach(made -> books.undo(made, on));
        Claim reclaimed = givenBack > 0 ? reclaim(payment, givenBack, on) : null;
        payment.standing = books.undo(Objects.requireNonNull(payment.standing), "reversal", on, on);
        if (processorFee != null) {
            books.move(
                    "processor_fee",
                    null,
                    payment,
                    0,
                    0,
                    0,
                    Map.of(),
                    List.of(new Transfer("processor_fees", payment.account, processorFee)),
                    on,
                    on);
        }
        if (customerFee != null) {
            Claim fee = Claim.charge(Kind.FEE, payment.customer, payment.currency, customerFee, null, on, on);
            fee.id = told.path("customer_fee").asString();
            books.claims.add(fee);
            invoicing.opens(fee);
        }
        if (reclaimed != null) {
            reclaimed.id = told.path("reclaimed").asString();
            books.claims.add(reclaimed);
        }
        books.reversals.add(new TakenBack(payment, kind, settled, reclaimed, on));
    }

    private static JsonNode standing(JsonNode payment) {
        return payment.path("reversals")
                .valueStream()
                .filter(one -> one.path("reinstated_on").isNull())
                .findFirst()
                .orElseThrow(() -> new Same.Different("no reversal stands: " + payment));
    }

    /** What was given back, and is taken back as well, is owed from that day. */
    private Claim reclaim(Credit payment, long givenBack, LocalDate on) {
        Claim owed = Claim.charge(Kind.RECLAIMED, payment.customer, payment.currency, givenBack, null, on, on);
        owed.wasIssued = true;
        books.move(
                "refund_reclaimed",
                owed,
                payment,
                givenBack,
                givenBack,
                0,
                Map.of(),
                List.of(new Transfer(
                        PaperBooks.receivable(payment.customer), PaperBooks.unapplied(payment.customer), givenBack)),
                on,
                on);
        return owed;
    }

    Plan plan(Command.Reinstate command) {
        Credit payment = payment(command.payment());
        LocalDate asked = picks.day(command.on());
        Map<String, Object> body = Picks.body("reinstated_on", asked, "reason", "The bank's mistake");
        return Plan.post("/v1/payments/" + payment.id + "/reinstate", body, 200, () -> {
            if (payment.isGone) {
                throw Refused.notFound();
            }
            TakenBack taken = standing(payment).orElseThrow(() -> new Refused(409, "not_reversed"));
            LocalDate on =
                    Dated.on(taken.on, asked, later(taken.on, books.today()), "undone_before_made", "undone_in_future");
            return answer -> {
                reinstate(taken, on);
                Same.check("state", "received", answer.path("state").asString());
                Same.check(
                        "unapplied",
                        books.unapplied(payment),
                        answer.path("unapplied").asLong());
                Figures.learn(books.standing(payment), answer);
            };
        });
    }

    private void reinstate(TakenBack taken, LocalDate on) {
        Credit payment = taken.credit;
        payment.standing = books.undo(Objects.requireNonNull(payment.standing), "reinstatement", on, on);
        taken.isReinstated = true;
        var before = new LinkedHashMap<Claim, Long>();
        taken.settled.forEach(made -> before.merge(made.claim, made.amount, Long::sum));
        @Nullable Claim reclaimed = taken.reclaimed;
        if (reclaimed != null) {
            before.merge(reclaimed, reclaimed.amount, Long::sum);
        }
        before.forEach((claim, amount) -> {
            long share = Math.min(amount, books.claimed(claim));
            if (share > 0) {
                settling.settle(payment, claim, share, on, on);
            }
        });
    }
}
