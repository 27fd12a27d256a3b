package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import io.duebook.shared.Currency;
import java.util.Map;

/** A currency that Stripe does not take. */
final class CurrencyNotChargeable extends Refusal {

    CurrencyNotChargeable(Currency currency) {
        super(
                Kind.UNPROCESSABLE,
                "currency_not_chargeable",
                Map.of("currency", currency.code()),
                "%s cannot be paid online; pay by bank transfer.".formatted(currency));
    }
}
