package io.duebook.ledger;

import io.duebook.shared.Currency;
import io.duebook.shared.ExchangeRateId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A recorded rate as a client sees it: 1 base = rate quote.
 *
 * @param replaced whether a later one was recorded for the same pair and day, which counts instead
 */
record ExchangeRateView(
        ExchangeRateId id,
        Currency base,
        Currency quote,
        String rate,
        LocalDate on,
        boolean replaced,
        Instant recordedAt) {}
