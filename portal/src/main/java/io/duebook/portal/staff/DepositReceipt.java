package io.duebook.portal.staff;

import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Keeping;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.NewPayment;
import io.duebook.portal.shell.CommandKeys;
import org.jspecify.annotations.Nullable;

/** Records money for a deposit and keeps it for that: the money is recorded once, however often keeping it is tried. */
final class DepositReceipt {

    private final PaymentsApi payments;
    private final DepositsApi deposits;
    private final String deposit;
    private final CommandKeys<Record> keys = new CommandKeys<>();
    private @Nullable Recorded recorded;

    private record Recorded(NewPayment wanted, String id) {}

    /**
     * What became of it.
     *
     * @param address where it is shown
     * @param isAsWanted whether what was recorded, now or at an earlier try, is what was wanted at last
     * @param refused why it is not kept for the deposit; null where it is
     */
    record Outcome(
            String address, boolean isAsWanted, @Nullable ApiProblem refused) {}

    /** @param deposit its id */
    DepositReceipt(PaymentsApi payments, DepositsApi deposits, String deposit) {
        this.payments = payments;
        this.deposits = deposits;
        this.deposit = deposit;
    }

    /** @throws ApiProblem where nothing is recorded, or it is uncertain whether it is kept: then this is repeated */
    Outcome record(NewPayment wanted) {
        Recorded made = recorded;
        if (made == null) {
            made = new Recorded(
                    wanted,
                    keys.send(wanted, key -> payments.record(key, wanted)).id());
            recorded = made;
        }
        boolean isAsWanted = made.wanted().equals(wanted);
        var keeping = new Keeping(made.id());
        try {
            keys.tell(keeping, key -> deposits.keep(deposit, key, keeping));
        } catch (ApiProblem problem) {
            if (CommandKeys.isRefusal(problem)) {
                return new Outcome("payments/" + made.id(), isAsWanted, problem);
            }
            throw problem;
        }
        recorded = null;
        return new Outcome(isAsWanted ? "deposits/" + deposit : "payments/" + made.id(), isAsWanted, null);
    }
}
