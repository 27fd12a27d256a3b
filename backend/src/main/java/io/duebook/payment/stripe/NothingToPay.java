package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import io.duebook.shared.Currency;
import java.util.Map;

/** Everything is paid, or unapplied credit covers what is open. */
final class NothingToPay extends Refusal {

    NothingToPay(Currency currency) {
        super(
                Kind.CONFLICT,
                "nothing_to_pay",
                Map.of("currency", currency.code()),
                "Nothing is left to pay in %s.".formatted(currency));
    }
}
