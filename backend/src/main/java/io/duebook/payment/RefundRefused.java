package io.duebook.payment;

import io.duebook.platform.Refusal;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.Map;

/** A refund that the books, or the way the money came, do not allow. */
final class RefundRefused extends Refusal {

    static RefundRefused creditUsedUp(long unapplied) {
        return new RefundRefused(
                Kind.CONFLICT,
                "credit_used_up",
                Map.of("unapplied", unapplied),
                "Only %d (minor units) of this credit is unapplied; refund at most that, or name the items to take the rest out of."
                        .formatted(unapplied));
    }

    static RefundRefused itemsDoNotFit(long unapplied, long needed) {
        return new RefundRefused(
                Kind.CONFLICT,
                "items_do_not_fit",
                Map.of("unapplied", unapplied, "needed", needed),
                "%d (minor units) is unapplied and goes first; the items must sum to the rest, %d."
                        .formatted(unapplied, needed));
    }

    static RefundRefused notSettledByIt(long settled) {
        return new RefundRefused(
                Kind.CONFLICT,
                "not_settled_by_credit",
                Map.of("settled", settled),
                "This credit settles less of the items named: %d (minor units) could be taken out.".formatted(settled));
    }

    static RefundRefused onlyPromised(Bill bill) {
        return new RefundRefused(
                Kind.CONFLICT,
                "bill_not_paid",
                Map.of("number", bill.number()),
                "Nobody has paid bill %s yet; collect it first, or give it back.".formatted(bill.number()));
    }

    static RefundRefused tooEarly(LocalDate earliest) {
        return new RefundRefused(
                Kind.UNPROCESSABLE,
                "refunded_too_early",
                Map.of("earliest", earliest.toString()),
                "Before %s the credit was not there, or settled something; give that day or a later one."
                        .formatted(earliest));
    }

    static RefundRefused notTodayYet(LocalDate earliest) {
        return new RefundRefused(
                Kind.UNPROCESSABLE,
                "refunded_too_early",
                Map.of("earliest", earliest.toString()),
                "Through the processor the money goes back today, and until %s it settles something in the books; refund it then."
                        .formatted(earliest));
    }

    static RefundRefused notYet(LocalDate latest) {
        return new RefundRefused(
                Kind.UNPROCESSABLE,
                "refunded_in_future",
                Map.of("latest", latest.toString()),
                "A refund is booked once it is given; the latest day is %s.".formatted(latest));
    }

    static RefundRefused notThroughProcessor() {
        return new RefundRefused(
                Kind.UNPROCESSABLE,
                "not_through_processor",
                Map.of(),
                "This money did not come through a payment processor; refund it by hand, as by bank_transfer.");
    }

    static RefundRefused goesToday(LocalDate today) {
        return new RefundRefused(
                Kind.UNPROCESSABLE,
                "refund_goes_today",
                Map.of("today", today.toString()),
                "Through the processor the money goes back today, %s; leave refunded_on out.".formatted(today));
    }

    static RefundRefused notCountable(Money amount) {
        return new RefundRefused(
                Kind.UNPROCESSABLE,
                "amount_not_refundable",
                Map.of("amount", amount.amount(), "currency", amount.currency().code()),
                "The processor cannot count %s to the last unit; refund a rounder amount, or by hand."
                        .formatted(amount));
    }

    private RefundRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}
