package io.duebook.portal.staff;

import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Keeping;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.NewPayment;
import io.duebook.portal.shell.CommandKeys;
import org.jspecify.annotations.Nullable;

/** Records money for a deposit and keeps it for that: where only the second failed, the first is not done again. */
final class DepositReceipt {

    private final PaymentsApi payments;
    private final DepositsApi deposits;
    private final String deposit;
    private final CommandKeys<Record> keys = new CommandKeys<>();
    private @Nullable Recorded recorded;

    private record Recorded(NewPayment wanted, String id) {}

    /** @param deposit its id */
    DepositReceipt(PaymentsApi payments, DepositsApi deposits, String deposit) {
        this.payments = payments;
        this.deposits = deposits;
        this.deposit = deposit;
    }

    void record(NewPayment wanted) {
        Recorded before = recorded;
        Recorded made = before != null && before.wanted().equals(wanted)
                ? before
                : new Recorded(
                        wanted,
                        keys.send(wanted, key -> payments.record(key, wanted)).id());
        recorded = made;
        var keeping = new Keeping(made.id());
        keys.tell(keeping, key -> deposits.keep(deposit, key, keeping));
        recorded = null;
    }

    /** Where it is shown. */
    String address() {
        return "deposits/" + deposit;
    }
}
