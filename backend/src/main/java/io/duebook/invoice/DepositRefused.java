package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Something that a deposit cannot have done to it as things are. */
final class DepositRefused extends Refusal {

    static DepositRefused isVoid(String number) {
        return new DepositRefused(
                "deposit_void", Map.of("number", number), "The deposit %s is void.".formatted(number));
    }

    static DepositRefused hasMoney(long held) {
        return new DepositRefused(
                "deposit_has_money",
                Map.of("held", held),
                "Money was paid for this deposit; give it back, or reverse the payment, then void it.");
    }

    static DepositRefused keptAlready() {
        return new DepositRefused(
                "payment_kept", Map.of(), "This payment is kept for a deposit already; book the other one, too.");
    }

    static DepositRefused usedUp() {
        return new DepositRefused(
                "credit_used_up", Map.of("unapplied", 0), "Nothing of this payment is unapplied; it cannot be kept.");
    }

    static DepositRefused used(long used) {
        return new DepositRefused(
                "payment_used",
                Map.of("used", used),
                "Invoices took of this payment; undo those allocations, then release it.");
    }

    private DepositRefused(String code, Map<String, Object> params, String detail) {
        super(Kind.CONFLICT, code, params, detail);
    }
}
