package io.duebook.importing;

import java.util.Arrays;
import java.util.Optional;

/** What a column of the file can be read as: the keys of a spec's {@code columns}. */
enum Target {
    CUSTOMER("customer.external_id", 200),
    CUSTOMER_NAME("customer.name", 200),
    CUSTOMER_EMAIL("customer.email", 254),
    CUSTOMER_TAX_ID("customer.tax_id", 50),
    CUSTOMER_LINE1("customer.address.line1", 200),
    CUSTOMER_LINE2("customer.address.line2", 200),
    CUSTOMER_CITY("customer.address.city", 100),
    CUSTOMER_POSTAL_CODE("customer.address.postal_code", 20),
    CUSTOMER_REGION("customer.address.region", 100),
    CUSTOMER_COUNTRY("customer.address.country", 2),
    NUMBER("invoice.number", 100),
    EXTERNAL_ID("invoice.external_id", 200),
    ISSUE_DATE("invoice.issue_date"),
    DUE_DATE("invoice.due_date"),
    TOTAL("invoice.total"),
    CURRENCY("invoice.currency"),
    DISPUTED("invoice.disputed"),
    REFERENCE("invoice.reference", 500),
    RECEIVED_ON("payment.received_on"),
    PAID("payment.amount"),
    METHOD("payment.method"),
    PAYMENT_REFERENCE("payment.reference", 500);

    private static final int NOT_A_TEXT = 0;

    private final String key;
    private final int longest;

    Target(String key) {
        this(key, NOT_A_TEXT);
    }

    Target(String key, int longest) {
        this.key = key;
        this.longest = longest;
    }

    String key() {
        return key;
    }

    /** Whether the column is kept as it is written, and not read as a date, an amount or a choice. */
    boolean isText() {
        return longest != NOT_A_TEXT;
    }

    /** The most characters a text of this kind may have. */
    int longest() {
        return longest;
    }

    static Optional<Target> of(String key) {
        return Arrays.stream(values()).filter(target -> target.key.equals(key)).findFirst();
    }
}
