package io.duebook.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A claim on a customer: an invoice, a fee, interest, or money given back twice. What is open of it, the movements say. */
final class Claim {

    enum Kind {
        INVOICE,
        FEE,
        INTEREST,
        RECLAIMED
    }

    enum State {
        DRAFT,
        ISSUED,
        VOID,
        /** Its import was undone. */
        GONE
    }

    /** What is charged at one tax rate, in minor units. */
    record Rate(BigDecimal rate, long net, long tax) {
        long gross() {
            return net + tax;
        }
    }

    final Kind kind;
    final Party customer;
    final String currency;
    final long amount;
    final List<Rate> rates;
    final boolean opening;
    /** The claim that interest is of. */
    final @Nullable Claim of;

    State state;

    @Nullable
    LocalDate issuedOn;

    LocalDate dueOn;
    String id = "";
    String number = "";
    int version = 1;
    /** Whether it was ever issued: a draft that is voided is no claim. */
    boolean wasIssued;

    Claim(
            Kind kind,
            Party customer,
            String currency,
            long amount,
            List<Rate> rates,
            boolean opening,
            @Nullable Claim of,
            State state,
            @Nullable LocalDate issuedOn,
            LocalDate dueOn) {
        this.kind = kind;
        this.customer = customer;
        this.currency = currency;
        this.amount = amount;
        this.rates = List.copyOf(rates);
        this.opening = opening;
        this.of = of;
        this.state = state;
        this.issuedOn = issuedOn;
        this.dueOn = dueOn;
    }

    /** A charge, which bears no tax. */
    static Claim charge(
            Kind kind, Party customer, String currency, long amount, @Nullable Claim of, LocalDate on, LocalDate due) {
        return new Claim(kind, customer, currency, amount, List.of(), false, of, State.ISSUED, on, due);
    }

    LocalDate issued() {
        return java.util.Objects.requireNonNull(issuedOn);
    }

    boolean isInvoice() {
        return kind == Kind.INVOICE;
    }

    /** Whether money may name it. */
    boolean isItem() {
        return wasIssued;
    }

    String path() {
        return (isInvoice() ? "/v1/invoices/" : "/v1/charges/") + id;
    }

    /** As a statement calls it. */
    String word() {
        return switch (kind) {
            case INVOICE -> "invoice";
            case FEE, RECLAIMED -> "fee";
            case INTEREST -> "interest";
        };
    }

    @Override
    public String toString() {
        return kind + " " + number + " " + amount + " " + currency;
    }
}
