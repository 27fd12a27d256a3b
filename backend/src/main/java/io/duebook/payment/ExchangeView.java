package io.duebook.payment;

import io.duebook.item.Exchange;
import io.duebook.item.MadeExchange;
import io.duebook.ledger.Conversion;
import io.duebook.ledger.RateView;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an allocation took of money of another currency than its claim.
 *
 * @param amount in minor units of the money's currency
 * @param base the claim's currency
 * @param quote the money's currency
 * @param rate what one of the base was worth in the quote, to six places; amounts are converted by the steps and rounded once
 * @param rateOn the day of the rate
 * @param steps the rates as they were said; two where they lead over the tenant's base currency
 */
record ExchangeView(long amount, Currency base, Currency quote, String rate, LocalDate rateOn, List<RateView> steps) {

    static @Nullable ExchangeView of(@Nullable Exchange made) {
        return made == null ? null : of(made.taken(), made.rate());
    }

    static @Nullable ExchangeView of(@Nullable MadeExchange made) {
        return made == null ? null : of(made.taken(), made.rate());
    }

    static ExchangeView of(Money taken, Conversion rate) {
        return new ExchangeView(
                taken.amount(),
                rate.from(),
                rate.to(),
                rate.rate(),
                rate.on(),
                rate.steps().stream().map(RateView::of).toList());
    }
}
