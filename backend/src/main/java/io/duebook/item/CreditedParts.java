package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What credit notes take back of claims, those off the books too. Whoever writes holds the customer's lock. */
@Component
public class CreditedParts {

    private final Database database;

    CreditedParts(Database database) {
        this.database = database;
    }

    /** What a credit note takes back of claims, per rate: a later write-off shares its tax out over the rest. */
    public Write takeBack(UUID creditNote, CustomerId customer, List<CreditedPart> parts) {
        return parts.isEmpty()
                ? Write.nothing()
                : Write.part("item_credited", """
                        insert into claim_credited (tenant_id, credit_id, item_id, rate, undone, customer_id, net, tax)
                        select :tenant, :item_credited_by, item_id, rate, false, :item_credited_customer, net, tax
                          from unnest(:item_credited_item, :item_credited_rate, :item_credited_net, :item_credited_tax)
                            as row (item_id, rate, net, tax)
                        """)
                        .bind("item_credited_by", creditNote)
                        .bind("item_credited_customer", customer.value())
                        .column("item_credited_item", UUID.class, parts, CreditedPart::item)
                        .column("item_credited_rate", BigDecimal.class, parts, row -> row.part()
                                .rate())
                        .column("item_credited_net", Long.class, parts, row -> row.part()
                                .net())
                        .column("item_credited_tax", Long.class, parts, row -> row.part()
                                .tax())
                        .build();
    }

    /** What a credit note took back may be written off again. */
    public Write restore(UUID creditNote) {
        return Write.part("item_uncredited", """
                        insert into claim_credited (tenant_id, credit_id, item_id, rate, undone, customer_id, net, tax)
                        select tenant_id, credit_id, item_id, rate, true, customer_id, -net, -tax
                          from claim_credited
                         where tenant_id = :tenant
                           and credit_id = :item_uncredited_by
                           and not undone
                        """)
                .bind("item_uncredited_by", creditNote)
                .build();
    }

    /** What credit notes take back of a claim, tax included, in minor units; voided ones count for nothing. */
    public Mono<Long> takenBack(UUID claim) {
        return database.sql("""
                        select coalesce(sum(net + tax), 0)::bigint as taken_back
                          from claim_credited
                         where tenant_id = :tenant
                           and item_id = :claim
                        """).bind("claim", claim).one(columns -> new Row(columns).minor("taken_back"));
    }

    /** What a credit note took off claims that are off the books, as far as it stands. */
    public Flux<MadeLowering> lowerings(UUID creditNote) {
        return database.sql("""
                        select m.id, m.entry_id, m.item_id, -m.written_off_delta as amount, m.accounting_on,
                               (select max(latest.recorded_at)
                                  from movement latest
                                 where latest.tenant_id = :tenant
                                   and latest.item_id = m.item_id) as recorded_at
                          from movement m
                         where m.tenant_id = :tenant
                           and m.credit_id = :id
                           and m.kind = :kind
                           and not exists (select from movement undone
                                            where undone.tenant_id = :tenant
                                              and undone.reverses = m.id)
                        """)
                .bind("id", creditNote)
                .bind("kind", Lowerings.KIND)
                .all(columns -> MadeLowering.of(new Row(columns)));
    }

    /** Claims that a credit note lowered are what they were. */
    public Write raise(List<MadeLowering> lowerings, LocalDate on) {
        return Lowerings.takeBack(lowerings, on);
    }
}
