package io.duebook.sandbox.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One invoice of the past and, if any, the payment it has had. */
record DemoRow(
        DemoCustomer customer,
        String number,
        LocalDate issued,
        LocalDate due,
        String currency,
        BigDecimal total,
        String reference,
        @Nullable Paid paid) {

    record Paid(LocalDate on, BigDecimal amount, String method) {}

    static final String HEADER = "customer,name,email,city,country,number,issued,due,total,currency,reference,"
            + "received,paid,method,payment_reference";

    String csv() {
        Paid payment = paid;
        return String.join(
                ",",
                quoted(customer.externalId()),
                quoted(customer.name()),
                quoted(customer.email()),
                quoted(customer.city()),
                customer.country(),
                quoted(number),
                issued.toString(),
                due.toString(),
                total.toPlainString(),
                currency,
                quoted(reference),
                payment == null ? "" : payment.on().toString(),
                payment == null ? "" : payment.amount().toPlainString(),
                payment == null ? "" : payment.method(),
                payment == null ? "" : quoted(number));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
