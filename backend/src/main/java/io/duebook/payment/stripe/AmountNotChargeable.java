package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import io.duebook.shared.Money;
import java.util.Map;

/** Less than Stripe takes at once, or more. The limits are in minor units of the currency. */
final class AmountNotChargeable extends Refusal {

    AmountNotChargeable(Money charge, Money least, Money most) {
        super(
                Kind.UNPROCESSABLE,
                charge.amount() < least.amount() ? "amount_too_small" : "amount_too_large",
                Map.of(
                        "amount", charge.amount(),
                        "minimum", least.amount(),
                        "maximum", most.amount(),
                        "currency", charge.currency().code()),
                "Online payments are between %s and %s.".formatted(least, most));
    }
}
