package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;

/** Something that cannot be done with a bill, or not on that day. */
final class BillRefused extends Refusal {

    static BillRefused notHeld(KeptBill kept) {
        return new BillRefused(
                Kind.CONFLICT,
                "bill_not_held",
                Map.of("number", kept.bill().number(), "state", kept.state().code()),
                "Bill %s is %s; take that back first."
                        .formatted(kept.bill().number(), kept.state().code()));
    }

    static BillRefused notTransferable(Bill bill) {
        return new BillRefused(
                Kind.CONFLICT,
                "bill_not_transferable",
                Map.of("number", bill.number()),
                "Bill %s may not be passed on; deposit it when it matures.".formatted(bill.number()));
    }

    static BillRefused inBank(Bill bill) {
        return new BillRefused(
                Kind.CONFLICT,
                "bill_in_bank",
                Map.of("number", bill.number()),
                "Cheque %s was money in the bank from the day it came; it cannot be passed on."
                        .formatted(bill.number()));
    }

    static BillRefused matured(Bill bill) {
        return new BillRefused(
                Kind.UNPROCESSABLE,
                "bill_matured",
                Map.of("matures_on", bill.maturesOn().toString()),
                "It matured on %s; collect it.".formatted(bill.maturesOn()));
    }

    static BillRefused costTooHigh(Bill bill) {
        return new BillRefused(
                Kind.UNPROCESSABLE,
                "bill_cost_too_high",
                Map.of("most", bill.amount().amount() - 1),
                "A bill of %d (minor units) brings more than nothing."
                        .formatted(bill.amount().amount()));
    }

    static BillRefused nothingDone(Bill bill) {
        return new BillRefused(
                Kind.CONFLICT,
                "bill_untouched",
                Map.of("number", bill.number()),
                "Nothing that was done with bill %s stands.".formatted(bill.number()));
    }

    static BillRefused takenBack(Bill bill) {
        return new BillRefused(
                Kind.CONFLICT,
                "bill_taken_back",
                Map.of("number", bill.number()),
                "The payment of bill %s was taken back; reinstate the payment first.".formatted(bill.number()));
    }

    static BillRefused stillStands(Bill bill) {
        return new BillRefused(
                Kind.CONFLICT,
                "bill_still_stands",
                Map.of("number", bill.number()),
                "Bill %s is neither dishonoured nor given back; do that first, then book what replaces it."
                        .formatted(bill.number()));
    }

    static BillRefused replaced(Bill bill, String by) {
        return new BillRefused(
                Kind.CONFLICT,
                "bill_replaced",
                Map.of("number", bill.number(), "by", by),
                "Bill %s stands in the place of bill %s; only one of them can stand.".formatted(by, bill.number()));
    }

    static BillRefused withoutRecourse(Bill bill) {
        return new BillRefused(
                Kind.CONFLICT,
                "bill_without_recourse",
                Map.of("number", bill.number()),
                "Bill %s was passed on without recourse: whoever took it bears the loss. If that is wrong, undo it first."
                        .formatted(bill.number()));
    }

    static BillRefused tooEarly(Bill bill, LocalDate earliest) {
        return new BillRefused(
                Kind.UNPROCESSABLE,
                "bill_too_early",
                Map.of("number", bill.number(), "earliest", earliest.toString()),
                "Before %s bill %s was not as it is now; give that day or a later one."
                        .formatted(earliest, bill.number()));
    }

    static BillRefused notYet(LocalDate latest) {
        return new BillRefused(
                Kind.UNPROCESSABLE,
                "bill_in_future",
                Map.of("latest", latest.toString()),
                "What is not known yet is not booked; the latest day is %s.".formatted(latest));
    }

    private BillRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}
