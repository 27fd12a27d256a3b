package io.duebook.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a request: what a test takes for granted, to be said otherwise where the test is about it. */
public final class Body extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1;

    private Body(Map<String, Object> said) {
        super(said);
    }

    /** Of one untaxed line in euros, issued on New Year's Day 2026 and due at the end of that month. */
    public static Body invoice(String customer, long amount) {
        return new Body(Map.of(
                "customer",
                customer,
                "issue_date",
                "2026-01-01",
                "due_date",
                "2026-01-31",
                "currency",
                "EUR",
                "lines",
                List.of(line(amount)),
                "issue",
                true));
    }

    /** Of one untaxed line, too. */
    public static Body line(long amount) {
        return new Body(Map.of("description", "Work", "quantity", "1", "unit_amount", amount, "tax_rate", "0"));
    }

    /** By bank transfer on 10 January 2026, in euros. */
    public static Body payment(String customer, long amount) {
        return payment(customer, amount, "EUR");
    }

    public static Body payment(String customer, long amount, String currency) {
        return new Body(Map.of(
                "customer",
                customer,
                "amount",
                Map.of("amount", amount, "currency", currency),
                "received_on",
                "2026-01-10",
                "method",
                "bank_transfer"));
    }

    /** Of an invoice: what of it is settled, refunded or netted. */
    public static Body part(String invoice, long amount) {
        return new Body(Map.of("invoice", invoice, "amount", amount));
    }

    /** Terms by which less is due in the first ten of thirty days. */
    public static Body earlyPayment(String percent) {
        return new Body(Map.of("net", 30, "discount_percent", percent, "discount_days", 10));
    }

    /** A promise of a bank to pay on that day. */
    public static Body bill(String number, String maturesOn) {
        return new Body(Map.of("kind", "bank_acceptance", "number", number, "matures_on", maturesOn));
    }

    /** All that is overdue in euros for an amount of it, until the end of 2099. */
    public static Body settlementOffer(String customer, long amount) {
        return new Body(Map.of(
                "customer",
                customer,
                "currency",
                "EUR",
                "amount",
                amount,
                "expires_on",
                "2099-12-31",
                "reason",
                "Agreed on the telephone"));
    }

    /** The same, saying this as well or instead. */
    public Body with(String name, Object value) {
        var other = new Body(this);
        other.put(name, value);
        return other;
    }

    public Body with(Map<String, ?> more) {
        var other = new Body(this);
        other.putAll(more);
        return other;
    }

    public Body without(String name) {
        var other = new Body(this);
        other.remove(name);
        return other;
    }
}
