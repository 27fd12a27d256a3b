package io.duebook.portal.staff;

import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.BillsApi.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can be done with a bill or cheque where it is now. The API has the last word; this keeps its refusals off the screen. */
final class BillDoings {

    private BillDoings() {}

    /** Something that can be done with one. */
    enum Doing {
        DEPOSIT,
        COLLECT,
        DISCOUNT,
        ENDORSE,
        DISHONOUR,
        RETURN,
        UNDO,
        REINSTATE,
        REPLACE
    }

    static Set<Doing> with(Bill bill) {
        return switch (bill.state()) {
            case "held" -> held(bill);
            case "deposited" -> EnumSet.of(Doing.COLLECT, Doing.DISHONOUR, Doing.RETURN, Doing.UNDO);
            case "collected" -> EnumSet.of(Doing.DISHONOUR, Doing.UNDO);
            case "discounted", "endorsed" ->
                comesBack(bill) ? EnumSet.of(Doing.DISHONOUR, Doing.UNDO) : EnumSet.of(Doing.UNDO);
            case "dishonoured", "returned" ->
                bill.replacedBy() == null ? EnumSet.of(Doing.REINSTATE, Doing.REPLACE) : EnumSet.of(Doing.REINSTATE);
            default -> EnumSet.noneOf(Doing.class);
        };
    }

    /** The likeliest last. What has matured is sold or passed on no more: that is only told late. */
    static List<Doing> byLikelihood(Bill bill) {
        boolean isMatured = bill.daysToMaturity() <= 0;
        List<Doing> order = isMatured
                ? List.of(
                        Doing.UNDO,
                        Doing.ENDORSE,
                        Doing.DISCOUNT,
                        Doing.RETURN,
                        Doing.DISHONOUR,
                        Doing.COLLECT,
                        Doing.DEPOSIT)
                : List.of(
                        Doing.UNDO,
                        Doing.RETURN,
                        Doing.DISHONOUR,
                        Doing.ENDORSE,
                        Doing.DISCOUNT,
                        Doing.COLLECT,
                        Doing.DEPOSIT);
        Set<Doing> doings = with(bill);
        return order.stream().filter(doings::contains).toList();
    }

    private static Set<Doing> held(Bill bill) {
        Set<Doing> doings = EnumSet.of(Doing.DEPOSIT, Doing.COLLECT, Doing.DISHONOUR, Doing.RETURN);
        if (bill.transferable() && !bill.isInBank()) {
            doings.add(Doing.DISCOUNT);
            doings.add(Doing.ENDORSE);
        }
        return doings;
    }

    /** Whoever took it without recourse bears the loss. */
    private static boolean comesBack(Bill bill) {
        return bill.steps().stream()
                .filter(step -> step.undoneOn() == null)
                .filter(step -> step.kind().equals("discounted") || step.kind().equals("endorsed"))
                .allMatch(Step::withRecourse);
    }
}
