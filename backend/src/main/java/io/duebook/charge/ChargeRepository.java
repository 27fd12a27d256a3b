package io.duebook.charge;

import io.duebook.charge.Reckoning.Claimed;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Fees and interest in the database. */
@Repository
class ChargeRepository {

    private final Database database;
    private final JsonMapper json;

    ChargeRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A charge as it is kept, with what decides about it. */
    record Kept(Charge charge, boolean isVoid, Version version) {}

    Write insert(List<Charge> charges) {
        return charges.isEmpty() ? Write.nothing() : rows(charges);
    }

    private Write rows(List<Charge> charges) {
        return Write.part("charge_row", """
                        insert into charge (tenant_id, id, customer_id, kind, state, number, external_id, claim_id,
                                            currency, amount, issue_date, due_date, reckoning, metadata, entry_id,
                                            version, created_at, updated_at)
                        select :tenant, id, customer_id, kind, 'issued', number, external_id, claim_id,
                               currency, amount, issue_date, due_date, reckoning::jsonb, metadata::jsonb, entry_id,
                               1, :now, :now
                          from unnest(:charge_row_id, :charge_row_customer, :charge_row_kind, :charge_row_number,
                                      :charge_row_external_id, :charge_row_claim, :charge_row_currency,
                                      :charge_row_amount, :charge_row_issue_date, :charge_row_due_date,
                                      :charge_row_reckoning, :charge_row_metadata, :charge_row_entry)
                            as row (id, customer_id, kind, number, external_id, claim_id, currency, amount,
                                    issue_date, due_date, reckoning, metadata, entry_id)
                        """)
                .column("charge_row_id", UUID.class, charges, charge -> charge.id()
                        .value())
                .column("charge_row_customer", UUID.class, charges, charge -> charge.customer()
                        .value())
                .column("charge_row_kind", String.class, charges, charge -> charge.kind()
                        .code())
                .column("charge_row_number", String.class, charges, Charge::number)
                .column("charge_row_external_id", String.class, charges, Charge::externalId)
                .column("charge_row_claim", UUID.class, charges, Charge::claim)
                .column("charge_row_currency", String.class, charges, charge -> charge.amount()
                        .currency()
                        .code())
                .column("charge_row_amount", Long.class, charges, charge -> charge.amount()
                        .amount())
                .column("charge_row_issue_date", LocalDate.class, charges, Charge::issueDate)
                .column("charge_row_due_date", LocalDate.class, charges, Charge::dueDate)
                .column(
                        "charge_row_reckoning",
                        String.class,
                        charges,
                        charge -> charge.reckoning() == null ? null : json.writeValueAsString(charge.reckoning()))
                .column(
                        "charge_row_metadata",
                        String.class,
                        charges,
                        charge -> json.writeValueAsString(charge.metadata()))
                .column("charge_row_entry", UUID.class, charges, Charge::entry)
                .build();
    }

    Write markVoid(ChargeId id) {
        return Write.part("charge_void", """
                        update charge
                           set state = 'void',
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :charge_void_id
                        """).bind("charge_void_id", id.value()).build();
    }

    /** Charges whose items are gone as if they had never been. */
    Mono<Void> markVoid(Collection<UUID> ids) {
        return database.sql("""
                        update charge
                           set state = 'void',
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = any(:ids)
                           and state = 'issued'
                        """).bind("ids", ids.toArray(UUID[]::new)).update().then();
    }

    Mono<CustomerId> customerOf(ChargeId id) {
        return database.sql("select customer_id from charge where tenant_id = :tenant and id = :id")
                .bind("id", id.value())
                .one(columns -> new CustomerId(new Row(columns).uuid("customer_id")));
    }

    /** Without what only its views show. The customer is locked by whoever asks. */
    Mono<Kept> find(ChargeId id) {
        return database.sql("""
                        select id, customer_id, kind, state, number, external_id, claim_id, currency, amount,
                               issue_date, due_date, entry_id, version
                          from charge
                         where tenant_id = :tenant
                           and id = :id
                        """).bind("id", id.value()).one(columns -> kept(new Row(columns)));
    }

    private static Kept kept(Row row) {
        return new Kept(
                new Charge(
                        new ChargeId(row.uuid("id")),
                        row.uuid("entry_id"),
                        new CustomerId(row.uuid("customer_id")),
                        ChargeKind.of(row.text("kind")),
                        row.text("number"),
                        row.textIfAny("external_id"),
                        row.uuidIfAny("claim_id"),
                        new Money(row.minor("amount"), row.currency("currency")),
                        row.date("issue_date"),
                        row.date("due_date"),
                        null,
                        Map.of()),
                row.text("state").equals("void"),
                new Version(row.number("version")));
    }

    /** What interest was claimed of a customer's claims so far, by claim. */
    Mono<Map<UUID, Claimed>> claimed(CustomerId customer) {
        return database.sql("""
                        select c.claim_id,
                               sum(case c.kind when 'interest' then c.amount else -c.amount end)::bigint as amount,
                               max(c.issue_date) as through,
                               sum(credited.amount + waived.amount)::bigint as ended
                          from charge c
                         cross join lateral (
                               select coalesce(sum(b.net + b.tax), 0) as amount
                                 from claim_credited b
                                where b.tenant_id = :tenant
                                  and b.item_id = c.id) as credited
                         cross join lateral (
                               select coalesce(-sum(m.item_delta + m.written_off_delta), 0) as amount
                                 from movement m
                                where m.tenant_id = :tenant
                                  and m.item_id = c.id
                                  and m.kind in ('waiver', 'waiver_undone')) as waived
                         where c.tenant_id = :tenant
                           and c.customer_id = :customer
                           and c.kind in ('interest', 'interest_credit')
                           and c.state = 'issued'
                         group by c.claim_id
                        """)
                .bind("customer", customer.value())
                .all(Row::new)
                .collectMap(
                        row -> row.uuid("claim_id"),
                        row -> new Claimed(row.minor("amount"), row.date("through"), row.minor("ended")));
    }

    /** The interest claims of these claims, the newest first. */
    Flux<InterestOf> interestOf(Collection<UUID> claims) {
        return claims.isEmpty()
                ? Flux.empty()
                : database.sql("""
                        select id, claim_id
                          from charge
                         where tenant_id = :tenant
                           and claim_id = any(:claims)
                           and kind = 'interest'
                           and state = 'issued'
                         order by issue_date desc, id desc
                        """)
                        .bind("claims", claims.toArray(UUID[]::new))
                        .all(Row::new)
                        .map(row -> new InterestOf(row.uuid("id"), row.uuid("claim_id")));
    }

    record InterestOf(UUID interest, UUID claim) {}
}
