package io.duebook.shared;

/** A code that is no currency of ISO 4217 with 0, 2 or 3 digits. */
public final class CurrencyNotSupported extends RuntimeException {

    private final String code;

    public CurrencyNotSupported(String code) {
        super("no supported currency: " + code);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
