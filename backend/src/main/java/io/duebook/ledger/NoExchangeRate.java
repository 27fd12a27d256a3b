package io.duebook.ledger;

import io.duebook.platform.Refusal;
import io.duebook.shared.Currency;
import java.time.LocalDate;
import java.util.Map;

/** Amounts of two currencies are to meet, and nobody said what the one is worth in the other. */
public final class NoExchangeRate extends Refusal {

    public NoExchangeRate(Currency from, Currency to, LocalDate on) {
        super(
                Kind.UNPROCESSABLE,
                "currency_mismatch",
                Map.of("from", from.code(), "to", to.code(), "on", on.toString()),
                "No rate from %s to %s is known on %s: record one with POST /v1/exchange_rates, or give a rate with each part that settles something in the other currency."
                        .formatted(from, to, on));
    }
}
