package io.duebook.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Money or credit of a customer. What is unapplied of it, the movements say. */
final class Credit {

    enum Kind {
        PAYMENT,
        CREDIT_NOTE,
        INTEREST
    }

    final Kind kind;
    final Party customer;
    final String currency;
    final long amount;
    final LocalDate on;
    /** Where the money lies: bank or processor. */
    final String account;

    String id = "";
    String number = "";
    int version = 1;
    boolean isVoid;
    /** Its import was undone. */
    boolean isGone;
    /** The last movement that gave the money or took it back. */
    @Nullable
    Movement standing;
    /** Of interest given back: the invoice it is of. */
    @Nullable
    Claim of;

    Credit(Kind kind, Party customer, String currency, long amount, LocalDate on, String account) {
        this.kind = kind;
        this.customer = customer;
        this.currency = currency;
        this.amount = amount;
        this.on = on;
        this.account = account;
    }

    /** What a request calls it. */
    String word() {
        return switch (kind) {
            case PAYMENT -> "payment";
            case CREDIT_NOTE -> "credit_note";
            case INTEREST -> "charge";
        };
    }

    @Override
    public String toString() {
        return kind + " " + id + " " + amount + " " + currency;
    }
}
