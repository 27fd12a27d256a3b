package io.duebook.item;

import io.duebook.item.BalanceQuestion.Answer;
import io.duebook.platform.FirstReading;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one customer owes, and in which zone the tenant's days begin: all in one message, for nothing is asked of a
 * receivables ledger as often.
 */
record BalanceQuestion(CustomerId customer, AsOf asOf) implements FirstReading<Answer> {

    static final String AS_KNOWN = of(Balances.PER_CURRENCY_AS_KNOWN);
    static final String KNOWN_THEN = of(Balances.PER_CURRENCY);

    /** @param balances by currency; null: no such customer */
    record Answer(ZoneId zone, @Nullable List<Balance> balances) {}

    @Override
    public Class<Answer> type() {
        return Answer.class;
    }

    @Override
    public String sql() {
        return asOf.latest() && asOf.byAccounting() ? AS_KNOWN : KNOWN_THEN;
    }

    private static String of(String perCurrency) {
        return """
                select tenant.time_zone, customer.id is not null as known, balance.figures
                  from tenant
                  left join customer
                    on customer.tenant_id = :tenant
                   and customer.id = :customer
                  left join lateral (
                       select array_agg(concat_ws(' ', currency, open, unapplied, undue_bills)
                                        order by currency) as figures
                         from (%s) as figure) as balance on true
                 where tenant.tenant_id = :tenant
                """.formatted(perCurrency);
    }

    @Override
    public Map<String, Object> values() {
        return Map.of(
                "customer", customer.value(),
                "as_of", asOf.day(),
                "known_at", asOf.recordedUntil(),
                "by_accounting", asOf.byAccounting());
    }

    @Override
    public Answer read(Row row) {
        return new Answer(ZoneId.of(row.text("time_zone")), row.fact("known") ? balances(row) : null);
    }

    private static List<Balance> balances(Row row) {
        String[] figures = row.textsIfAny("figures");
        return figures == null
                ? List.of()
                : Arrays.stream(figures).map(Balance::parse).toList();
    }

    @Override
    public boolean isAll() {
        return true;
    }
}
