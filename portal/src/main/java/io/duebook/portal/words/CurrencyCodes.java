package io.duebook.portal.words;

import java.util.Currency;
import java.util.List;

/** The currencies the books take: those of ISO 4217 with 0, 2 or 3 digits. */
public final class CurrencyCodes {

    /** By their codes. */
    public static final List<String> ALL = Currency.getAvailableCurrencies().stream()
            .filter(currency -> List.of(0, 2, 3).contains(currency.getDefaultFractionDigits()))
            .map(Currency::getCurrencyCode)
            .sorted()
            .toList();

    private CurrencyCodes() {}

    public static boolean isKnown(String code) {
        return ALL.contains(code);
    }
}
