package io.duebook.sandbox.stripe;

/** Who pays, as typed on the payment page; empty where nothing was typed. The expiry is the card's. */
record Payer(String email, String name, int expiryMonth, int expiryYear) {

    static Payer of(String email, String name) {
        return new Payer(email, name, 12, 2034);
    }
}
