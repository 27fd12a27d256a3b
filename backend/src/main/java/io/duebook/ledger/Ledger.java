package io.duebook.ledger;

import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Writes the journal. There is no way to change or delete what it holds. */
@Component
public class Ledger {

    public Write post(Entry... entries) {
        return post(List.of(entries));
    }

    public Write post(List<Entry> entries) {
        return entries.isEmpty()
                ? Write.nothing()
                : entryRows(entries).and(transferRows(entries)).with(BaseAmounts.OF_ENTRIES, entries);
    }

    private static Write entryRows(List<Entry> entries) {
        return Write.part("ledger_entry", """
                        insert into journal_entry (tenant_id, id, kind, source_kind, source_id, customer_id,
                                                   value_on, accounting_on, recorded_at, reverses)
                        select :tenant, id, kind, source_kind, source_id, customer_id,
                               value_on, %s, :recorded_at, reverses
                          from unnest(:ledger_entry_id, :ledger_entry_kind, :ledger_entry_source_kind,
                                      :ledger_entry_source, :ledger_entry_customer, :ledger_entry_value_on,
                                      :ledger_entry_accounting_on, :ledger_entry_reverses)
                            as row (id, kind, source_kind, source_id, customer_id, value_on, accounting_on, reverses)
                        """.formatted(FirstOpenDay.notBefore("accounting_on")))
                .column("ledger_entry_id", UUID.class, entries, Entry::id)
                .column("ledger_entry_kind", String.class, entries, Entry::kind)
                .column("ledger_entry_source_kind", String.class, entries, Entry::sourceKind)
                .column("ledger_entry_source", UUID.class, entries, Entry::source)
                .column("ledger_entry_customer", UUID.class, entries, Ledger::customer)
                .column("ledger_entry_value_on", LocalDate.class, entries, Entry::valueOn)
                .column("ledger_entry_accounting_on", LocalDate.class, entries, Entry::accountingOn)
                .column("ledger_entry_reverses", UUID.class, entries, Entry::reverses)
                .build();
    }

    private static Write transferRows(List<Entry> entries) {
        List<Line> lines = entries.stream().flatMap(Line::of).toList();
        return Write.part("ledger_transfer", """
                        insert into journal_transfer (tenant_id, entry_id, line, customer_id, debit_account, debit_of,
                                                      credit_account, credit_of, amount, currency)
                        select :tenant, entry_id, line, customer_id, debit_account, debit_of,
                               credit_account, credit_of, amount, currency
                          from unnest(:ledger_transfer_entry, :ledger_transfer_line, :ledger_transfer_customer,
                                      :ledger_transfer_debit, :ledger_transfer_debit_of, :ledger_transfer_credit,
                                      :ledger_transfer_credit_of, :ledger_transfer_amount, :ledger_transfer_currency)
                            as row (entry_id, line, customer_id, debit_account, debit_of,
                                    credit_account, credit_of, amount, currency)
                        """)
                .column("ledger_transfer_entry", UUID.class, lines, line -> line.entry()
                        .id())
                .column("ledger_transfer_line", Integer.class, lines, Line::number)
                .column("ledger_transfer_customer", UUID.class, lines, line -> customer(line.entry()))
                .column("ledger_transfer_debit", String.class, lines, line -> line.transfer()
                        .debit()
                        .name())
                .column("ledger_transfer_debit_of", String.class, lines, line -> line.transfer()
                        .debit()
                        .of())
                .column("ledger_transfer_credit", String.class, lines, line -> line.transfer()
                        .credit()
                        .name())
                .column("ledger_transfer_credit_of", String.class, lines, line -> line.transfer()
                        .credit()
                        .of())
                .column("ledger_transfer_amount", Long.class, lines, line -> line.transfer()
                        .amount()
                        .amount())
                .column("ledger_transfer_currency", String.class, lines, line -> line.transfer()
                        .amount()
                        .currency()
                        .code())
                .build();
    }

    /** Takes entries back by new ones with debit and credit exchanged. An entry can be taken back once. */
    public Write reverse(List<Reversal> reversals) {
        if (reversals.isEmpty()) {
            return Write.nothing();
        }
        Write entries = Write.part("ledger_reversal", """
                        insert into journal_entry (tenant_id, id, kind, source_kind, source_id, customer_id,
                                                   value_on, accounting_on, recorded_at, reverses)
                        select e.tenant_id, row.id, row.kind, e.source_kind, e.source_id, e.customer_id,
                               coalesce(row.dated, e.value_on), %s, :recorded_at,
                               -- The undo of an import takes back what was taken back before, too.
                               case when row.dated is null
                                     and exists (select from journal_entry r
                                                  where r.tenant_id = :tenant
                                                    and r.reverses = e.id)
                                    then null else e.id end
                          from unnest(:ledger_reversal_id, :ledger_reversal_kind, :ledger_reversal_of,
                                      :ledger_reversal_on) as row (id, kind, entry_id, dated)
                          join journal_entry e on e.tenant_id = :tenant and e.id = row.entry_id
                        """.formatted(
                                FirstOpenDay.notBefore("coalesce(row.dated, e.accounting_on)")))
                .column("ledger_reversal_id", UUID.class, reversals, Reversal::id)
                .column("ledger_reversal_kind", String.class, reversals, Reversal::kind)
                .column("ledger_reversal_of", UUID.class, reversals, Reversal::of)
                .column("ledger_reversal_on", LocalDate.class, reversals, Reversal::on)
                .build();
        Write transfers = Write.part("ledger_reversal_transfer", """
                        insert into journal_transfer (tenant_id, entry_id, line, customer_id, debit_account, debit_of,
                                                      credit_account, credit_of, amount, currency)
                        select t.tenant_id, row.id, t.line, t.customer_id, t.credit_account, t.credit_of,
                               t.debit_account, t.debit_of, t.amount, t.currency
                          from unnest(:ledger_reversal_transfer_id, :ledger_reversal_transfer_of) as row (id, entry_id)
                          join journal_transfer t on t.tenant_id = :tenant and t.entry_id = row.entry_id
                        """)
                .column("ledger_reversal_transfer_id", UUID.class, reversals, Reversal::id)
                .column("ledger_reversal_transfer_of", UUID.class, reversals, Reversal::of)
                .build();
        Write base = Write.part("ledger_reversal_base", """
                        insert into journal_base (tenant_id, entry_id, line, customer_id, amount, rate, rate_base,
                                                  rate_quote, rate_on)
                        select b.tenant_id, row.id, b.line, b.customer_id, b.amount, b.rate, b.rate_base,
                               b.rate_quote, b.rate_on
                          from unnest(:ledger_reversal_base_id, :ledger_reversal_base_of) as row (id, entry_id)
                          join journal_base b on b.tenant_id = :tenant and b.entry_id = row.entry_id
                        """)
                .column("ledger_reversal_base_id", UUID.class, reversals, Reversal::id)
                .column("ledger_reversal_base_of", UUID.class, reversals, Reversal::of)
                .build();
        return Write.all(entries, transfers, base);
    }

    private static @org.jspecify.annotations.Nullable UUID customer(Entry entry) {
        CustomerId customer = entry.customer();
        return customer == null ? null : customer.value();
    }

    private record Line(Entry entry, int number, Transfer transfer) {
        static java.util.stream.Stream<Line> of(Entry entry) {
            return IntStream.range(0, entry.transfers().size())
                    .mapToObj(at -> new Line(entry, at + 1, entry.transfers().get(at)));
        }
    }
}
