package io.duebook.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.Currency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a customer owes in one currency, as one place shows it; in minor units, the buckets from what is not due on. */
record Owed(long open, long unapplied, long balance, List<Long> buckets) {

    static final int BUCKETS = 5;

    long overdue() {
        return open - buckets.getFirst();
    }

    private boolean isNothing() {
        return open == 0 && unapplied == 0;
    }

    /** Of each part of an aging or a statement, by currency; what is nothing may be shown or not. */
    static Map<String, Owed> in(JsonNode currencies) {
        var all = new TreeMap<String, Owed>();
        for (JsonNode part : currencies) {
            JsonNode buckets = part.has("buckets") ? part.path("buckets") : part.path("aging");
            put(
                    all,
                    part.path("currency").asString(),
                    new Owed(
                            part.path("open").asLong(),
                            part.path("unapplied").asLong(),
                            part.path("balance").asLong(),
                            buckets.valueStream()
                                    .map(bucket -> bucket.path("amount").asLong())
                                    .toList()));
        }
        return all;
    }

    static void put(Map<String, Owed> all, String currency, Owed owed) {
        if (!owed.isNothing()) {
            assertThat(all.put(currency, owed)).as("%s is shown once", currency).isNull();
        }
    }

    /** What is written in major units, with just as many digits as the currency has. */
    static long minor(String currency, String written) {
        var amount = new BigDecimal(written.replace(",", ""));
        int digits = Currency.of(currency).digits();
        assertThat(amount.scale()).as("%s %s", currency, written).isEqualTo(digits);
        return amount.movePointRight(digits).longValueExact();
    }
}
