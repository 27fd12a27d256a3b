package io.duebook.sandbox.stripe;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How Stripe counts each currency, and the least and most it charges. Currencies are in lower case, as Stripe's. */
final class CurrencyRules {

    private static final Set<String> WITHOUT_DECIMALS = Set.of(
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf");
    private static final Set<String> WITH_THREE_DECIMALS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    /** Written with two decimals for old times' sake, though both must be zero. */
    private static final Set<String> WHOLE_UNITS_ONLY = Set.of("isk", "ugx");

    private static final Map<String, Long> LEAST = Map.ofEntries(
            Map.entry("usd", 50L),
            Map.entry("aed", 200L),
            Map.entry("aud", 50L),
            Map.entry("brl", 50L),
            Map.entry("cad", 50L),
            Map.entry("chf", 50L),
            Map.entry("czk", 1500L),
            Map.entry("dkk", 250L),
            Map.entry("eur", 50L),
            Map.entry("gbp", 30L),
            Map.entry("hkd", 400L),
            Map.entry("huf", 17500L),
            Map.entry("inr", 50L),
            Map.entry("jpy", 50L),
            Map.entry("mxn", 1000L),
            Map.entry("myr", 200L),
            Map.entry("nok", 300L),
            Map.entry("nzd", 50L),
            Map.entry("pln", 200L),
            Map.entry("ron", 200L),
            Map.entry("sek", 300L),
            Map.entry("sgd", 50L),
            Map.entry("thb", 1000L),
            // Stripe names no least amount for these: it converts half a US dollar. Near enough:
            Map.entry("cny", 400L),
            Map.entry("twd", 1600L),
            Map.entry("krw", 700L),
            Map.entry("kwd", 160L),
            Map.entry("bhd", 190L),
            Map.entry("omr", 200L),
            Map.entry("jod", 360L),
            Map.entry("tnd", 1600L));

    private static final long MOST = 99_999_999;
    private static final long MOST_RUPIAH = 999_999_999_999L;

    private CurrencyRules() {}

    static int decimals(String currency) {
        return WITHOUT_DECIMALS.contains(currency) ? 0 : WITH_THREE_DECIMALS.contains(currency) ? 3 : 2;
    }

    static void checkKnown(String currency, String param) {
        boolean known = Currency.getAvailableCurrencies().stream()
                .anyMatch(one -> one.getCurrencyCode().toLowerCase(Locale.ROOT).equals(currency));
        if (!known) {
            throw StripeError.invalid(null, param, "Invalid currency: " + currency + ".");
        }
    }

    /** A session's total must be chargeable. */
    static void checkTotal(long amount, String currency) {
        long least = LEAST.getOrDefault(currency, 1L);
        if (amount < least) {
            throw StripeError.invalid(
                    "amount_too_small",
                    null,
                    "The Checkout Session's total amount due must add up to at least " + plain(least, currency) + ".");
        }
        long most = currency.equals("idr") ? MOST_RUPIAH : MOST;
        if (amount > most) {
            throw StripeError.invalid(
                    "amount_too_large",
                    null,
                    "The Checkout Session's total amount due must be no more than " + plain(most, currency) + ".");
        }
    }

    /** What Stripe asks of each amount by its currency's decimals. */
    static void checkStep(long amount, String currency, String param) {
        step(currency).filter(step -> amount % step != 0).ifPresent(step -> {
            throw StripeError.invalid(
                    null,
                    param,
                    "Invalid amount: " + amount + ". Amounts in " + currency.toUpperCase(Locale.ROOT)
                            + " must be evenly divisible by " + step + ".");
        });
    }

    /** The amount as a reader of that language writes it. */
    static String format(long amount, String currency, Locale locale) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(currency.toUpperCase(Locale.ROOT)));
        format.setMinimumFractionDigits(decimals(currency));
        format.setMaximumFractionDigits(decimals(currency));
        return format.format(BigDecimal.valueOf(amount, decimals(currency)));
    }

    private static Optional<Long> step(String currency) {
        if (WITH_THREE_DECIMALS.contains(currency)) {
            return Optional.of(10L);
        }
        return WHOLE_UNITS_ONLY.contains(currency) ? Optional.of(100L) : Optional.empty();
    }

    private static String plain(long amount, String currency) {
        return BigDecimal.valueOf(amount, decimals(currency)).toPlainString() + " " + currency;
    }
}
