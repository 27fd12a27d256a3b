package io.duebook.model;

import java.util.List;
import java.util.Map;

/** Which request a command is, and what must come of it. */
final class Planner {

    private final Picks picks;
    private final Invoicing invoicing;
    private final Receiving receiving;
    private final Allocating allocating;
    private final Crediting crediting;
    private final Charging charging;
    private final Ending ending;
    private final Refunding refunding;
    private final Reversing reversing;
    private final Importing importing;

    Planner(PaperBooks books) {
        this.picks = new Picks(books);
        this.invoicing = new Invoicing(books);
        this.receiving = new Receiving(books);
        this.allocating = new Allocating(books);
        this.crediting = new Crediting(books);
        this.charging = new Charging(books);
        this.ending = new Ending(books);
        this.refunding = new Refunding(books);
        this.reversing = new Reversing(books);
        this.importing = new Importing(books);
    }

    Plan plan(Command command) {
        return switch (command) {
            case Command.Issue issue -> invoicing.plan(issue);
            case Command.IssueDraft issue -> invoicing.plan(issue);
            case Command.VoidClaim end -> invoicing.plan(end);
            case Command.Pay pay -> receiving.plan(pay);
            case Command.Allocate allocate -> allocating.plan(allocate);
            case Command.UndoAllocation undo -> allocating.plan(undo);
            case Command.CreditNote note -> crediting.plan(note);
            case Command.VoidCreditNote end -> crediting.plan(end);
            case Command.Fee fee -> charging.plan(fee);
            case Command.ClaimInterest claim -> charging.plan(claim);
            case Command.End end -> ending.plan(end);
            case Command.Refund refund -> refunding.plan(refund);
            case Command.Reverse reverse -> reversing.plan(reverse);
            case Command.Reinstate reinstate -> reversing.plan(reinstate);
            case Command.UndoImport undo -> importing.plan(undo);
            case Command.Nonsense nonsense -> nonsense(nonsense.which());
            case Command.Import file -> throw new IllegalStateException("of several steps: " + file);
            case Command.Decide decide -> throw new IllegalStateException("no booking: " + decide);
            case Command.Jump jump -> throw new IllegalStateException("no request: " + jump);
            case Command.Again again -> throw new IllegalStateException("no request of its own: " + again);
            case Command.OpenCheckout open -> throw new IllegalStateException("of several steps: " + open);
            case Command.PayCheckout pay -> throw new IllegalStateException("of several steps: " + pay);
            case Command.RefundOnline refund -> throw new IllegalStateException("of several steps: " + refund);
            case Command.Dispute dispute -> throw new IllegalStateException("of several steps: " + dispute);
            case Command.TellAgain again -> throw new IllegalStateException("of several steps: " + again);
            case Command.Look look -> throw new IllegalStateException("no booking: " + look);
        };
    }

    /** None of it may be booked. */
    private Plan nonsense(int which) {
        String customer = picks.customer(0).id();
        return switch (Math.floorMod(which, 6)) {
            case 0 -> refused("/v1/payments", payment(customer, 0, "none"), 422, "invalid_request");
            case 1 -> refused("/v1/payments", payment(customer, 100, "everything"), 422, "invalid_request");
            case 2 ->
                refused(
                        "/v1/payments",
                        payment(customer, 100, List.of(Map.of("invoice", "inv_nothing", "amount", 100))),
                        422,
                        "unknown_reference");
            case 3 -> refused("/v1/payments", payment("cus_nobody", 100, "none"), 422, "unknown_reference");
            case 4 ->
                refused("/v1/allocations", Map.of("invoice", "inv_nothing", "amount", 100), 422, "invalid_request");
            default -> refused("/v1/refunds", Map.of("amount", 100, "reason", "Why not"), 422, "invalid_request");
        };
    }

    private static Map<String, Object> payment(String customer, long amount, Object allocate) {
        return Picks.body(
                "customer",
                customer,
                "amount",
                Map.of("amount", amount, "currency", "EUR"),
                "received_on",
                "2028-01-01",
                "method",
                "cash",
                "allocate",
                allocate);
    }

    private static Plan refused(String path, Map<String, Object> body, int status, String code) {
        return new Plan("POST", path, body, null, new Plan.Refusal(status, code));
    }
}
