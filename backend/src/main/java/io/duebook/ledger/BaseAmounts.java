package io.duebook.ledger;

import io.duebook.platform.Aftermath;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.tenant.Tenant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What entries outside the tenant's base currency are worth in it, by the rate of their value date: rounded once an entry,
 * the last transfer takes the rest. A tenant that books in its own currency alone writes nothing.
 */
final class BaseAmounts implements Aftermath<Tenant, Entry> {

    static final BaseAmounts OF_ENTRIES = new BaseAmounts();

    private BaseAmounts() {}

    @Override
    public Class<Tenant> given() {
        return Tenant.class;
    }

    private record Line(Entry entry, int number, Transfer transfer) {
        static Stream<Line> of(Entry entry, Currency base) {
            return IntStream.range(0, entry.transfers().size())
                    .mapToObj(at -> new Line(entry, at + 1, entry.transfers().get(at)))
                    .filter(line -> !line.currency().equals(base));
        }

        Currency currency() {
            return transfer.amount().currency();
        }
    }

    @Override
    public Write of(Tenant tenant, List<Entry> entries) {
        Currency base = tenant.baseCurrency();
        List<Line> lines =
                entries.stream().flatMap(entry -> Line.of(entry, base)).toList();
        return lines.isEmpty()
                ? Write.nothing()
                : Write.part("ledger_base", """
                        insert into journal_base (tenant_id, entry_id, line, customer_id, amount, rate, rate_base,
                                                  rate_quote, rate_on)
                        select :tenant, row.entry_id, row.line, row.customer_id,
                               round(row.until * worth.multiplied / worth.divided)
                                   - round((row.until - row.amount) * worth.multiplied / worth.divided),
                               known.rate, known.base, known.quote, known.rate_on
                          from (select given.*,
                                       sum(given.amount) over (partition by given.entry_id, given.pair
                                                                   order by given.line) as until
                                  from unnest(:ledger_base_entry, :ledger_base_line, :ledger_base_customer,
                                              :ledger_base_amount, :ledger_base_pair, :ledger_base_digits,
                                              :ledger_base_on)
                                    as given (entry_id, line, customer_id, amount, pair, digits, value_on)) as row
                         cross join lateral (
                               select rate, base, quote, rate_on
                                 from exchange_rate
                                where tenant_id = :tenant
                                  and pair = row.pair
                                  and rate_on <= row.value_on
                                order by rate_on desc, recorded_at desc, id desc
                                limit 1) as known
                         cross join lateral (
                               select power(10::numeric, :ledger_base_own_digits - row.digits)
                                          * case when known.quote = :ledger_base_own then known.rate else 1 end
                                          as multiplied,
                                      case when known.quote = :ledger_base_own then 1 else known.rate end
                                          as divided) as worth
                        """)
                        .bind("ledger_base_own", base.code())
                        .bind("ledger_base_own_digits", base.digits())
                        .column("ledger_base_entry", UUID.class, lines, line -> line.entry()
                                .id())
                        .column("ledger_base_line", Integer.class, lines, Line::number)
                        .column("ledger_base_customer", UUID.class, lines, line -> Optional.ofNullable(
                                        line.entry().customer())
                                .map(customer -> customer.value())
                                .orElse(null))
                        .column("ledger_base_amount", Long.class, lines, line -> line.transfer()
                                .amount()
                                .amount())
                        .column("ledger_base_pair", String.class, lines, line -> CurrencyPair.of(line.currency(), base)
                                .code())
                        .column("ledger_base_digits", Integer.class, lines, line -> line.currency()
                                .digits())
                        .column("ledger_base_on", LocalDate.class, lines, line -> line.entry()
                                .valueOn())
                        .build();
    }
}
