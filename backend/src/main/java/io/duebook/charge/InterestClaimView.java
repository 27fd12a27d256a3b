package io.duebook.charge;

import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.Currency;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.List;

/**
 * What one claim of interest brought; amounts in minor units of their currency.
 *
 * @param data interest claimed, one item per claim it is of
 * @param credits interest given back that was claimed too much before
 */
record InterestClaimView(List<ClaimedInterest> data, List<CreditedInterest> credits) {

    static final InterestClaimView NOTHING = new InterestClaimView(List.of(), List.of());

    /**
     * @param invoice the claim that the interest is of
     * @param interest how it was counted
     */
    record ClaimedInterest(
            ChargeId id,
            String number,
            PublicId invoice,
            String invoiceNumber,
            Currency currency,
            long amount,
            LocalDate issueDate,
            LocalDate dueDate,
            Charge.Counted interest) {

        static ClaimedInterest of(InterestClaim.Due due) {
            Charge charge = due.charge();
            return new ClaimedInterest(
                    charge.id(),
                    charge.number(),
                    due.reckoning().debt().claim(),
                    due.reckoning().debt().number(),
                    charge.amount().currency(),
                    charge.amount().amount(),
                    charge.issueDate(),
                    charge.dueDate(),
                    Charge.Counted.of(due.reckoning()));
        }
    }

    /**
     * @param amount positive
     * @param unapplied what settles nothing, for the interest was paid already
     */
    record CreditedInterest(
            ChargeId id,
            String number,
            PublicId invoice,
            String invoiceNumber,
            Currency currency,
            long amount,
            long unapplied,
            LocalDate issueDate,
            List<SettledInterest> allocations,
            Charge.Counted interest) {

        static CreditedInterest of(InterestClaim.Credited credited) {
            Charge charge = credited.charge();
            return new CreditedInterest(
                    charge.id(),
                    charge.number(),
                    credited.reckoning().debt().claim(),
                    credited.reckoning().debt().number(),
                    charge.amount().currency(),
                    charge.amount().amount(),
                    credited.unapplied().amount(),
                    charge.issueDate(),
                    credited.allocations().stream()
                            .map(made -> new SettledInterest(
                                    new AllocationId(made.id()),
                                    made.claim(),
                                    made.amount().amount()))
                            .toList(),
                    Charge.Counted.of(credited.reckoning()));
        }
    }

    /** @param invoice the interest claim that the credit settles */
    record SettledInterest(AllocationId id, PublicId invoice, long amount) {}

    static InterestClaimView of(InterestClaim claim) {
        return new InterestClaimView(
                claim.due().stream().map(ClaimedInterest::of).toList(),
                claim.credited().stream().map(CreditedInterest::of).toList());
    }

    /**
     * What a claim through a day would bring, had it been made now.
     *
     * @param data what would be claimed
     * @param credits what would be given back
     */
    record Preview(LocalDate through, List<PreviewedInterest> data, List<PreviewedInterest> credits) {

        static Preview of(LocalDate through, List<Reckoning> reckonings) {
            return new Preview(
                    through,
                    reckonings.stream()
                            .filter(reckoning -> reckoning.due() > 0)
                            .map(reckoning -> PreviewedInterest.of(reckoning, reckoning.due()))
                            .toList(),
                    reckonings.stream()
                            .filter(reckoning -> reckoning.excess() > 0)
                            .map(reckoning -> PreviewedInterest.of(reckoning, reckoning.excess()))
                            .toList());
        }
    }

    /** @param amount positive */
    record PreviewedInterest(
            PublicId invoice,
            String invoiceNumber,
            LocalDate invoiceDueDate,
            Currency currency,
            long amount,
            Charge.Counted interest) {

        static PreviewedInterest of(Reckoning reckoning, long amount) {
            return new PreviewedInterest(
                    reckoning.debt().claim(),
                    reckoning.debt().number(),
                    reckoning.debt().dueOn(),
                    reckoning.debt().currency(),
                    amount,
                    Charge.Counted.of(reckoning));
        }
    }
}
