package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Money of customers that is kept for deposits: unapplied credit that no policy takes, until an invoice does that names the
 * deposit, or somebody who names the money. Whoever writes holds the customer's lock.
 */
@Component
public class DepositMoney {

    /** Work that falls due when the money of a deposit changes; its subject is the deposit. */
    public static final String TOUCHED = "deposit_money";

    /** Of credits {@code c}: those that are kept for no deposit. A void deposit keeps nothing. */
    static final String FREE = """
            not exists (select from deposit_credit kept
                          join deposit asked
                            on asked.tenant_id = :tenant
                           and asked.id = kept.deposit_id
                           and asked.void_on is null
                         where kept.tenant_id = :tenant
                           and kept.credit_id = c.id)""";

    private final Credits credits;
    private final Database database;

    DepositMoney(Credits credits, Database database) {
        this.credits = credits;
        this.database = database;
    }

    /** Whether a payment is kept for a deposit that is not void. */
    public Mono<Boolean> isKept(UUID payment) {
        return database.sql("""
                        select not %s as kept
                          from credit c
                         where c.tenant_id = :tenant
                           and c.id = :payment
                        """.formatted(FREE)).bind("payment", payment).one(columns -> new Row(columns).fact("kept"));
    }

    /** Keeps a payment for a deposit, with what the books know of it until now; one that was kept is kept for this one. */
    public Write keep(UUID payment, UUID deposit, CustomerId customer) {
        return Write.part("deposit_credit_row", """
                        insert into deposit_credit (tenant_id, credit_id, deposit_id, customer_id, earlier)
                        select :tenant, :deposit_credit_row_id, :deposit_credit_row_of, :deposit_credit_row_customer,
                               coalesce(array_agg(m.id), '{}')
                          from movement m
                         where m.tenant_id = :tenant
                           and m.credit_id = :deposit_credit_row_id
                            on conflict (tenant_id, credit_id) do update
                           set deposit_id = excluded.deposit_id,
                               earlier = excluded.earlier
                        """)
                .bind("deposit_credit_row_id", payment)
                .bind("deposit_credit_row_of", deposit)
                .bind("deposit_credit_row_customer", customer.value())
                .build();
    }

    /** Keeps it no longer: what is unapplied of it goes where the tenant's policies say. */
    public Write release(UUID payment, UUID deposit) {
        return Write.part("deposit_credit_free", """
                        delete from deposit_credit
                         where tenant_id = :tenant
                           and credit_id = :deposit_credit_free_id
                           and deposit_id = :deposit_credit_free_of
                        """)
                .bind("deposit_credit_free_id", payment)
                .bind("deposit_credit_free_of", deposit)
                .build();
    }

    /** What is kept for these deposits and settles nothing yet. */
    public Flux<Credit> unapplied(Collection<UUID> deposits) {
        return database.sql("""
                        select k.credit_id
                          from deposit_credit k
                          join credit c on c.tenant_id = :tenant and c.id = k.credit_id
                         where k.tenant_id = :tenant
                           and k.deposit_id = any(:deposits)
                           and c.unapplied > 0
                         order by k.credit_id
                        """)
                .bind("deposits", deposits.toArray(UUID[]::new))
                .all(columns -> new Row(columns).uuid("credit_id"))
                .collectList()
                .flatMapMany(ids -> Flux.fromIterable(ids).concatMap(credits::find));
    }

    /**
     * By how much what is held for a deposit changed on a day, in minor units.
     *
     * @param recordedAt the latest of that
     */
    public record Held(LocalDate on, long delta, Instant recordedAt) {}

    public Mono<List<Held>> held(UUID deposit) {
        return database.sql("""
                        select m.credit_id, m.accounting_on, m.credit_delta, m.recorded_at,
                               m.id = any(k.earlier) as earlier
                          from deposit_credit k
                          join movement m
                            on m.tenant_id = :tenant
                           and m.credit_id = k.credit_id
                           and m.credit_delta <> 0
                         where k.tenant_id = :tenant
                           and k.deposit_id = :deposit
                         order by m.accounting_on, m.id
                        """)
                .bind("deposit", deposit)
                .all(Row::new)
                .map(row -> new KeptMoney.Moved(
                        row.uuid("credit_id"),
                        row.date("accounting_on"),
                        row.minor("credit_delta"),
                        row.moment("recorded_at"),
                        row.fact("earlier")))
                .collectList()
                .map(moved -> new KeptMoney(moved).held());
    }

    /** Whoever keeps account of a deposit is told when its money changes. */
    static Write told(Collection<UUID> credits) {
        return Write.part("deposit_told", """
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        select gen_random_uuid(), :tenant, :deposit_told_kind, kept.deposit_id, now()
                          from (select distinct deposit_id
                                  from deposit_credit
                                 where tenant_id = :tenant
                                   and credit_id = any(:deposit_told_credit)) as kept
                        """)
                .bind("deposit_told_kind", TOUCHED)
                .bind("deposit_told_credit", credits.toArray(UUID[]::new))
                .build();
    }
}
