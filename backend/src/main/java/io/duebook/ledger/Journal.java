package io.duebook.ledger;

import io.duebook.ledger.JournalEntry.BaseAmount;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import io.duebook.shared.EntryId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reads the journal, by accounting date. */
@Repository
class Journal {

    private final Database database;

    Journal(Database database) {
        this.database = database;
    }

    /** Where a page begins: behind this entry of this day. */
    record Place(LocalDate on, UUID entry) {

        static final Place BEFORE_ALL = new Place(LocalDate.of(1, 1, 1), new UUID(0, 0));

        static Place after(JournalEntry entry) {
            return new Place(entry.accountingOn(), entry.id().value());
        }
    }

    /**
     * Entries from a day to a day, both included.
     *
     * @param recordedUntil nothing recorded later is read
     */
    Flux<JournalEntry> entries(LocalDate from, LocalDate to, Instant recordedUntil, Place after, int limit) {
        return database.sql("""
                        with page as (
                            select id, kind, source_kind, source_id, customer_id, value_on, accounting_on,
                                   recorded_at, reverses
                              from journal_entry
                             where tenant_id = :tenant
                               and accounting_on between :from and :to
                               and (accounting_on, id) > (:after_on, :after_id)
                               and recorded_at <= :recorded_until
                             order by accounting_on, id
                             limit :limit
                        )
                        select page.id, page.kind, page.source_kind, page.source_id, page.customer_id, page.value_on,
                               page.accounting_on, page.recorded_at, page.reverses, transfer.debit_account,
                               transfer.debit_of, transfer.credit_account, transfer.credit_of, transfer.amount,
                               transfer.currency, base.amount as base_amount, base.rate, base.rate_base,
                               base.rate_quote, base.rate_on
                          from page
                          join journal_transfer transfer
                            on transfer.tenant_id = :tenant
                           and transfer.entry_id = page.id
                          left join journal_base base
                            on base.tenant_id = :tenant
                           and base.entry_id = transfer.entry_id
                           and base.line = transfer.line
                         order by page.accounting_on, page.id, transfer.line
                        """)
                .bind("from", from)
                .bind("to", to)
                .bind("recorded_until", recordedUntil)
                .bind("after_on", after.on())
                .bind("after_id", after.entry())
                .bind("limit", limit)
                .all(columns -> transfer(new Row(columns)))
                .bufferUntilChanged(JournalEntry::id)
                .map(Journal::entry);
    }

    /** One transfer, as an entry of two lines. */
    private static JournalEntry transfer(Row row) {
        UUID customer = row.uuidIfAny("customer_id");
        UUID reverses = row.uuidIfAny("reverses");
        return new JournalEntry(
                new EntryId(row.uuid("id")),
                row.text("kind"),
                JournalEntry.source(row.text("source_kind"), row.uuid("source_id")),
                idOrNull(customer),
                row.date("value_on"),
                row.date("accounting_on"),
                row.moment("recorded_at"),
                reverses == null ? null : new EntryId(reverses),
                List.of(
                        new JournalEntry.JournalLine(
                                JournalEntry.account(row.text("debit_account"), row.text("debit_of")),
                                row.minor("amount"),
                                row.currency("currency"),
                                base(row, 1)),
                        new JournalEntry.JournalLine(
                                JournalEntry.account(row.text("credit_account"), row.text("credit_of")),
                                -row.minor("amount"),
                                row.currency("currency"),
                                base(row, -1))));
    }

    private static @Nullable BaseAmount base(Row row, int sign) {
        Long amount = row.columns().get("base_amount", Long.class);
        return amount == null
                ? null
                : BaseAmount.of(
                        sign * amount,
                        row.currency("currency"),
                        new Conversion.Step(
                                row.currency("rate_base"),
                                row.currency("rate_quote"),
                                Objects.requireNonNull(row.columns().get("rate", BigDecimal.class)),
                                row.date("rate_on")));
    }

    private static JournalEntry entry(List<JournalEntry> transfers) {
        Stream<JournalEntry.JournalLine> lines = transfers.stream().flatMap(transfer -> transfer.lines().stream());
        return transfers.getFirst().with(lines.toList());
    }

    private static @Nullable CustomerId idOrNull(@Nullable UUID customer) {
        return customer == null ? null : new CustomerId(customer);
    }
}
