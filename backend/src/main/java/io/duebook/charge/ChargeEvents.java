package io.duebook.charge;

import io.duebook.item.Allocation;
import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.List;

/** What the log tells of fees and interest. */
final class ChargeEvents {

    private ChargeEvents() {}

    record Told(
            ChargeId id,
            CustomerId customer,
            ChargeKind kind,
            String number,
            Money amount,
            LocalDate issueDate,
            LocalDate dueDate) {}

    /** @param invoice the claim that the interest is of */
    record Claimed(
            ChargeId id,
            CustomerId customer,
            PublicId invoice,
            String number,
            Money amount,
            LocalDate through,
            LocalDate dueDate) {}

    record Credited(
            ChargeId id,
            CustomerId customer,
            PublicId invoice,
            String number,
            Money amount,
            Money unapplied,
            LocalDate issueDate,
            List<Settled> allocations) {}

    record Settled(AllocationId id, PublicId invoice, long amount) {}

    static Event feeIssued(Charge fee) {
        return Event.of("fee.issued", fee.id(), fee.customer(), told(fee));
    }

    static Event claimed(Charge interest, PublicId of) {
        return Event.of(
                "interest.claimed",
                interest.id(),
                interest.customer(),
                new Claimed(
                        interest.id(),
                        interest.customer(),
                        of,
                        interest.number(),
                        interest.amount(),
                        interest.issueDate(),
                        interest.dueDate()));
    }

    static Event credited(Charge credit, PublicId of, Money unapplied, List<Allocation> allocations) {
        return Event.of(
                "interest.credited",
                credit.id(),
                credit.customer(),
                new Credited(
                        credit.id(),
                        credit.customer(),
                        of,
                        credit.number(),
                        credit.amount(),
                        unapplied,
                        credit.issueDate(),
                        allocations.stream()
                                .map(made -> new Settled(
                                        new AllocationId(made.id()),
                                        made.claim(),
                                        made.amount().amount()))
                                .toList()));
    }

    static Event voided(Charge charge, Reason reason) {
        String type = charge.kind() == ChargeKind.INTEREST ? "interest.voided" : "fee.voided";
        return Event.because(reason.text(), type, charge.id(), charge.customer(), told(charge));
    }

    private static Told told(Charge charge) {
        return new Told(
                charge.id(),
                charge.customer(),
                charge.kind(),
                charge.number(),
                charge.amount(),
                charge.issueDate(),
                charge.dueDate());
    }
}
