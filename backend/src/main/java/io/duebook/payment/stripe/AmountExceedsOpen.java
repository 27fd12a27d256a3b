package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import io.duebook.shared.Money;
import java.util.List;
import java.util.Map;

/** More was to be paid than is open of what was chosen. */
final class AmountExceedsOpen extends Refusal {

    AmountExceedsOpen(Money asked, Money open) {
        super(
                Kind.UNPROCESSABLE,
                "amount_exceeds_open",
                Map.of(
                        "amount",
                        asked.amount(),
                        "open",
                        open.amount(),
                        "currency",
                        open.currency().code()),
                "%s is open of the items chosen; pay that or less.".formatted(open),
                List.of(new FieldError("/amount", "amount_exceeds_open", "more than is open")));
    }
}
