package io.duebook.payment.stripe;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.Map;
import java.util.Set;

/**
 * How Stripe counts money, by currency. Nobody pays more than they owe: what Stripe cannot take exactly is rounded
 * down, and the rest stays open; only a price that is less than that for a discount is rounded up, as {@link EarlyPrices}
 * says.
 *
 * @see <a href="https://docs.stripe.com/currencies">Stripe: currencies</a>, as of November 2026
 */
final class StripeAmounts {

    /** Written in hundredths by Stripe, which must be zero. */
    private static final Set<String> HUNDREDTHS_OF_NOTHING = Set.of("ISK", "UGX");

    /** Written in whole units by Stripe, though the currency has hundredths. */
    private static final Set<String> WHOLE_UNITS = Set.of("MGA");

    /** Stripe takes these in steps of ten thousandths. */
    private static final Set<String> STEPS_OF_TEN = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** Not Stripe's to charge, and how it would count them is said nowhere. */
    private static final Set<String> NOT_TAKEN = Set.of("IQD", "LYD", "UYI", "BOV", "CHE", "CHW", "COU", "MXV", "USN");

    private static final long MOST = 99_999_999L;
    private static final long MOST_RUPIAH = 999_999_999_999L;

    /** In Stripe's units. Where Stripe names none, half a US dollar converted, which Stripe itself checks. */
    private static final Map<String, Long> LEAST = Map.ofEntries(
            Map.entry("AED", 200L),
            Map.entry("AUD", 50L),
            Map.entry("BRL", 50L),
            Map.entry("CAD", 50L),
            Map.entry("CHF", 50L),
            Map.entry("CZK", 1_500L),
            Map.entry("DKK", 250L),
            Map.entry("EUR", 50L),
            Map.entry("GBP", 30L),
            Map.entry("HKD", 400L),
            Map.entry("HUF", 17_500L),
            Map.entry("INR", 50L),
            Map.entry("JPY", 50L),
            Map.entry("MXN", 1_000L),
            Map.entry("MYR", 200L),
            Map.entry("NOK", 300L),
            Map.entry("NZD", 50L),
            Map.entry("PLN", 200L),
            Map.entry("RON", 200L),
            Map.entry("SEK", 300L),
            Map.entry("SGD", 50L),
            Map.entry("THB", 1_000L),
            Map.entry("USD", 50L));

    private StripeAmounts() {}

    /**
     * What Stripe can take of an amount owed: all of it, or a little less.
     *
     * @throws CurrencyNotChargeable if Stripe does not take the currency
     * @throws AmountNotChargeable if that is less or more than Stripe takes at once
     */
    static Money chargeable(Money owed) {
        Currency currency = owed.currency();
        if (NOT_TAKEN.contains(currency.code())) {
            throw new CurrencyNotChargeable(currency);
        }
        long step = step(currency);
        Money charge = new Money(owed.amount() / step * step, currency);
        if (charge.amount() < least(currency).amount()
                || charge.amount() > most(currency).amount()) {
            throw new AmountNotChargeable(charge, least(currency), most(currency));
        }
        return charge;
    }

    /** The least that Stripe can count and that is no less. */
    static Money roundedUp(Money amount) {
        long step = step(amount.currency());
        return new Money(Math.ceilDiv(amount.amount(), step) * step, amount.currency());
    }

    static boolean isExact(Money amount) {
        return amount.amount() % step(amount.currency()) == 0;
    }

    /** A chargeable amount in Stripe's units. */
    static long inUnits(Money charge) {
        Currency currency = charge.currency();
        if (HUNDREDTHS_OF_NOTHING.contains(currency.code())) {
            return Math.multiplyExact(charge.amount(), 100L);
        }
        return WHOLE_UNITS.contains(currency.code()) ? charge.amount() / 100 : charge.amount();
    }

    /** What an amount in Stripe's units is to us. */
    static Money ofUnits(long units, Currency currency) {
        if (HUNDREDTHS_OF_NOTHING.contains(currency.code())) {
            return new Money(units / 100, currency);
        }
        return new Money(WHOLE_UNITS.contains(currency.code()) ? Math.multiplyExact(units, 100L) : units, currency);
    }

    static Money least(Currency currency) {
        long known = LEAST.getOrDefault(currency.code(), 0L);
        return known > 0 ? ofUnits(known, currency) : new Money(step(currency), currency);
    }

    static Money most(Currency currency) {
        long units = currency.code().equals("IDR") ? MOST_RUPIAH : MOST;
        long step = step(currency);
        return new Money(ofUnits(units, currency).amount() / step * step, currency);
    }

    /** In our minor units. */
    private static long step(Currency currency) {
        if (WHOLE_UNITS.contains(currency.code())) {
            return 100;
        }
        return STEPS_OF_TEN.contains(currency.code()) ? 10 : 1;
    }
}
