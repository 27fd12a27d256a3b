package io.duebook.shared;

/** Amounts of two currencies were about to be added. They never are. */
public final class CurrencyMismatch extends RuntimeException {

    private final Currency expected;
    private final Currency given;

    public CurrencyMismatch(Currency expected, Currency given) {
        super("expected " + expected + ", given " + given);
        this.expected = expected;
        this.given = given;
    }

    public Currency expected() {
        return expected;
    }

    public Currency given() {
        return given;
    }
}
