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

    static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    static final Instant ALWAYS = Instant.parse("9999-12-31T00:00:00Z");

    private final Database database;

    Journal(Database database) {
        this.database = database;
    }

    /** Where a page begins: behind this entry of this day. */
    record Place(LocalDate on, UUID entry) {

        static final Place BEFORE_ALL = new Place(FIRST_DAY, new UUID(0, 0));

        static Place after(JournalEntry entry) {
            return new Place(entry.accountingOn(), entry.id().value());
        }
    }

    /**
     * Which entries are read; all days included.
     *
     * @param recordedUntil nothing recorded later is read
     */
    record Days(
            LocalDate bookedFrom, LocalDate bookedTo, LocalDate countsFrom, LocalDate countsTo, Instant recordedUntil) {

        static final Days ALL = byAccountingDate(FIRST_DAY, LAST_DAY, ALWAYS);

        static Days byAccountingDate(LocalDate from, LocalDate to, Instant recordedUntil) {
            return new Days(from, to, FIRST_DAY, LAST_DAY, recordedUntil);
        }

        /** None is booked before it counts, so that the entries booked before the first day need not be looked at. */
        static Days byValueDate(LocalDate from, LocalDate to, Instant recordedUntil) {
            return new Days(from, LAST_DAY, from, to, recordedUntil);
        }
    }

    /** Entries of these days, in the order of their accounting dates. */
    Flux<JournalEntry> entries(Days days, Place after, int limit) {
        return database.sql("""
                        with page as (
                            select id, kind, source_kind, source_id, customer_id, value_on, accounting_on,
                                   recorded_at, reverses
                              from journal_entry
                             where tenant_id = :tenant
                               and accounting_on between :booked_from and :booked_to
                               and value_on between :counts_from and :counts_to
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
                .bind("booked_from", days.bookedFrom())
                .bind("booked_to", days.bookedTo())
                .bind("counts_from", days.countsFrom())
                .bind("counts_to", days.countsTo())
                .bind("recorded_until", days.recordedUntil())
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
