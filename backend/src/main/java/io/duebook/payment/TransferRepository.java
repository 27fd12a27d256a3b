package io.duebook.payment;

import static java.util.Objects.requireNonNull;

import io.duebook.item.MadeAllocation;
import io.duebook.item.ReturnedCredit;
import io.duebook.item.SettledBefore.Settled;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import io.duebook.shared.TransferId;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Transfers in the database, and what went back of them. */
@Repository
class TransferRepository {

    private static final String TRANSFERS = """
            select t.id, t.kind, t.external_id, t.from_customer_id, t.to_customer_id, t.source_id, t.currency, t.amount,
                   t.transferred_on, t.with_payment, t.reason, t.entry_id, t.reversed_on
              from transfer t
             where t.tenant_id = :tenant
            """;

    private final Database database;

    TransferRepository(Database database) {
        this.database = database;
    }

    Write insert(List<KeptTransfer> rows) {
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("transfer_row", """
                        insert into transfer (tenant_id, id, kind, external_id, from_customer_id, to_customer_id,
                                              source_id, currency, amount, transferred_on, with_payment, reason,
                                              entry_id, created_at, principal)
                        select :tenant, id, kind, external_id, from_customer_id, to_customer_id, source_id, currency,
                               amount, transferred_on, with_payment, reason, entry_id, :now,
                               exists (select from open_item source
                                        where source.tenant_id = :tenant
                                          and source.id = row.source_id
                                          and source.kind = 'invoice')
                               or exists (select from transfer source
                                           where source.tenant_id = :tenant
                                             and source.id = row.source_id
                                             and source.principal)
                          from unnest(:transfer_row_id, :transfer_row_kind, :transfer_row_external_id,
                                      :transfer_row_from, :transfer_row_to, :transfer_row_source,
                                      :transfer_row_currency, :transfer_row_amount, :transfer_row_on,
                                      :transfer_row_with_payment, :transfer_row_reason, :transfer_row_entry)
                            as row (id, kind, external_id, from_customer_id, to_customer_id, source_id, currency,
                                    amount, transferred_on, with_payment, reason, entry_id)
                        """)
                        .column("transfer_row_id", UUID.class, rows, row -> row.id()
                                .value())
                        .column("transfer_row_kind", String.class, rows, row -> row.kind()
                                .code())
                        .column("transfer_row_external_id", String.class, rows, KeptTransfer::externalId)
                        .column("transfer_row_from", UUID.class, rows, row -> row.from()
                                .value())
                        .column("transfer_row_to", UUID.class, rows, row -> row.to()
                                .value())
                        .column("transfer_row_source", UUID.class, rows, KeptTransfer::source)
                        .column("transfer_row_currency", String.class, rows, row -> row.amount()
                                .currency()
                                .code())
                        .column("transfer_row_amount", Long.class, rows, row -> row.amount()
                                .amount())
                        .column("transfer_row_on", LocalDate.class, rows, KeptTransfer::on)
                        .column("transfer_row_with_payment", Boolean.class, rows, KeptTransfer::isWithPayment)
                        .column("transfer_row_reason", String.class, rows, KeptTransfer::reason)
                        .column("transfer_row_entry", UUID.class, rows, KeptTransfer::entry)
                        .build();
    }

    Mono<KeptTransfer> find(TransferId id) {
        return database.sql(TRANSFERS + " and t.id = :id")
                .bind("id", id.value())
                .one(columns -> kept(new Row(columns)));
    }

    /** Credit that passed on from this one, the first first, gone back or not. */
    Flux<KeptTransfer> ofCredit(UUID source) {
        return database.sql(TRANSFERS + " and t.source_id = :source and t.kind = 'credit' order by t.id")
                .bind("source", source)
                .all(columns -> kept(new Row(columns)));
    }

    /** To whom credit passed on from these, gone back or not; each once. */
    Mono<List<CustomerId>> receivers(Collection<UUID> sources) {
        return database.sql("""
                        select distinct to_customer_id
                          from transfer
                         where tenant_id = :tenant
                           and source_id = any(:sources)
                           and kind = 'credit'
                        """)
                .bind("sources", sources.toArray(UUID[]::new))
                .all(columns -> new CustomerId(new Row(columns).uuid("to_customer_id")))
                .collectList();
    }

    /**
     * One that was not taken back, and what of it is not with the giver again.
     *
     * @param amount in minor units
     */
    record Standing(KeptTransfer transfer, long amount) {}

    /** Of what an import brought, at however many removes. */
    Flux<Standing> standingOf(ImportId id) {
        return database.sql("""
                        with recursive reached as (
                            select i.id
                              from invoice i
                             where i.tenant_id = :tenant
                               and i.import_id = :import
                             union
                            select p.id
                              from payment p
                             where p.tenant_id = :tenant
                               and p.import_id = :import
                             union
                            select t.id
                              from reached
                              join transfer t on t.tenant_id = :tenant and t.source_id = reached.id)
                        select t.id, t.kind, t.external_id, t.from_customer_id, t.to_customer_id, t.source_id,
                               t.currency, t.amount, t.transferred_on, t.with_payment, t.reason, t.entry_id,
                               t.reversed_on,
                               t.amount - (select coalesce(sum(r.amount), 0)::bigint
                                             from transfer_return r
                                            where r.tenant_id = :tenant
                                              and r.transfer_id = t.id) as standing
                          from reached
                          join transfer t on t.tenant_id = :tenant and t.id = reached.id
                         where t.reversed_on is null
                         order by t.id
                        """).bind("import", id.value()).all(columns -> {
            Row row = new Row(columns);
            return new Standing(kept(row), row.minor("standing"));
        });
    }

    private static KeptTransfer kept(Row row) {
        return new KeptTransfer(
                new TransferId(row.uuid("id")),
                KeptTransfer.Kind.of(row.text("kind")),
                row.textIfAny("external_id"),
                new CustomerId(row.uuid("from_customer_id")),
                new CustomerId(row.uuid("to_customer_id")),
                row.uuid("source_id"),
                new Money(row.minor("amount"), row.currency("currency")),
                row.date("transferred_on"),
                row.fact("with_payment"),
                row.textIfAny("reason"),
                row.uuid("entry_id"),
                row.dateIfAny("reversed_on"));
    }

    /** @param reversal of the payment, that took it back; none where something else did */
    Write insertReturn(ReturnedCredit returned, Optional<UUID> reversal) {
        List<MadeAllocation> undone = returned.release().undone();
        return Write.part("transfer_return_row", """
                        insert into transfer_return (tenant_id, id, transfer_id, amount, returned_on, allocations,
                                                     freed, reversal_id, entry_id, created_at)
                        select :tenant, :transfer_return_row_id, :transfer_return_row_of, :transfer_return_row_amount,
                               :transfer_return_row_on, :transfer_return_row_allocations, :transfer_return_row_freed,
                               reversal_id, :transfer_return_row_entry, :now
                          from unnest(:transfer_return_row_reversal) as row (reversal_id)
                        """)
                .bind("transfer_return_row_id", Ids.next())
                .bind("transfer_return_row_of", returned.release().credit().id())
                .bind("transfer_return_row_amount", returned.amount())
                .bind("transfer_return_row_on", returned.on())
                .bind(
                        "transfer_return_row_allocations",
                        undone.stream().map(MadeAllocation::id).toArray(UUID[]::new))
                .bind(
                        "transfer_return_row_freed",
                        returned.release().freedByEach().toArray(Long[]::new))
                .bind("transfer_return_row_reversal", new UUID[] {reversal.orElse(null)})
                .bind("transfer_return_row_entry", returned.entry())
                .build();
    }

    /**
     * What went back with a reversal of its payment.
     *
     * @param freed how much each allocation gave free, in minor units
     */
    record Returned(KeptTransfer transfer, long amount, Map<UUID, Long> freed) {

        /** What an allocation settles again, should the money come again. */
        Settled partOf(MadeAllocation made) {
            return Settled.of(made, freed.getOrDefault(made.id(), 0L));
        }
    }

    /** In the order in which they had passed on. */
    Flux<Returned> returnedWith(UUID reversal) {
        return database.sql("""
                        select t.id, t.kind, t.external_id, t.from_customer_id, t.to_customer_id, t.source_id,
                               t.currency, t.amount, t.transferred_on, t.with_payment, t.reason, t.entry_id,
                               t.reversed_on, r.amount as returned, r.allocations, r.freed
                          from transfer_return r
                          join transfer t on t.tenant_id = :tenant and t.id = r.transfer_id
                         where r.tenant_id = :tenant
                           and r.reversal_id = :reversal
                         order by t.id, r.id
                        """)
                .bind("reversal", reversal)
                .all(columns -> new Returned(
                        kept(new Row(columns)), requireNonNull(columns.get("returned", Long.class)), freed(columns)));
    }

    private static Map<UUID, Long> freed(Readable row) {
        UUID[] allocations = requireNonNull(row.get("allocations", UUID[].class));
        Long[] freed = requireNonNull(row.get("freed", Long[].class));
        var each = new LinkedHashMap<UUID, Long>();
        for (int at = 0; at < allocations.length; at++) {
            each.put(allocations[at], freed[at]);
        }
        return each;
    }

    /** What a claim is known by beside its number. */
    Mono<Optional<String>> referenceOf(UUID claim) {
        return database.sql("select reference from open_item where tenant_id = :tenant and id = :claim")
                .bind("claim", claim)
                .one(row -> Optional.ofNullable(row.get("reference", String.class)));
    }

    /** Only for one whose customers are locked, and that stands. */
    Write reverse(TransferId id, LocalDate on) {
        return reverse(Map.of(id, on));
    }

    /** The same of several, each on a day of its own. */
    Write reverse(Map<TransferId, LocalDate> days) {
        List<Map.Entry<TransferId, LocalDate>> rows = List.copyOf(days.entrySet());
        return Write.part("transfer_reverse", """
                        update transfer
                           set reversed_on = row.reversed_on
                          from unnest(:transfer_reverse_id, :transfer_reverse_on) as row (id, reversed_on)
                         where transfer.tenant_id = :tenant
                           and transfer.id = row.id
                        """)
                .column("transfer_reverse_id", UUID.class, rows, row -> row.getKey()
                        .value())
                .column("transfer_reverse_on", LocalDate.class, rows, Map.Entry::getValue)
                .build();
    }
}
