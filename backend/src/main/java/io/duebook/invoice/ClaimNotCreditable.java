package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.List;
import java.util.Map;

/** Money that was given back and is owed again was never earned: a credit note has nothing of it to take back. */
final class ClaimNotCreditable extends Refusal {

    ClaimNotCreditable(String pointer, String number) {
        this(
                pointer,
                number,
                "%s is money that was given back, not a price; waive it, or settle it with a payment or credit."
                        .formatted(number));
    }

    private ClaimNotCreditable(String pointer, String number, String detail) {
        super(
                Kind.UNPROCESSABLE,
                "claim_not_creditable",
                Map.of("number", number),
                detail,
                List.of(new FieldError(pointer, "claim_not_creditable", detail)));
    }
}
