package io.duebook.ledger;

import io.duebook.shared.Currency;

/** Two currencies, whichever way round they are named: a rate between them can be read in both directions. */
public record CurrencyPair(String code) {

    public static CurrencyPair of(Currency one, Currency other) {
        return new CurrencyPair(
                one.code().compareTo(other.code()) < 0 ? one.code() + other.code() : other.code() + one.code());
    }
}
