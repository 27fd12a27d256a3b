package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What came into the books after somebody had read them: the changes of past days that were not known then. */
@Component
public class LateChanges {

    private final Database database;
    private final Clock clock;

    LateChanges(Database database, Clock businessClock) {
        this.database = database;
        this.clock = businessClock;
    }

    /**
     * What is known of a customer now. Only behind the customer's lock: then no command on their money is under way, and
     * whatever is recorded next is recorded later.
     */
    public Mono<Knowledge> now(CustomerId customer) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.sql("""
                        select id, recorded_at
                          from movement
                         where tenant_id = :tenant
                           and customer_id = :customer
                           and recorded_at > :unsettled
                         order by recorded_at, id
                        """)
                .bind("customer", customer.value())
                .bind("unsettled", now.minus(Knowledge.UNSETTLED))
                .all(columns -> new Lately(new Row(columns).uuid("id"), new Row(columns).moment("recorded_at")))
                .collectList()
                .map(lately -> new Knowledge(
                        // Another server's clock may be a little ahead of ours.
                        lately.isEmpty() || !lately.getLast().recordedAt().isAfter(now)
                                ? now
                                : lately.getLast().recordedAt(),
                        lately.stream().map(Lately::movement).toList()));
    }

    private record Lately(UUID movement, Instant recordedAt) {}

    /**
     * Changes of a customer's balance that were not known then and are as of the point asked: of that day and the days
     * before it, and those that would be of these days if they had not come too late for their period. By currency, day
     * and moment. What came and went on one day is left out together, unless one of the two was known.
     */
    public Flux<BalanceChange> since(Knowledge then, CustomerId customer, AsOf asOf) {
        return unknown(then, customer, asOf, """
                        select coalesce(moved.item_id, moved.credit_id) as id,
                               moved.kind || case when moved.item_id is null and credit.cash_on is not null
                                                  then ':bill' else '' end as kind,
                               coalesce(item.kind, credit.kind) as item_kind,
                               coalesce(item.number, credit.number) as number,
                               moved.currency, moved.item_delta - moved.credit_delta as amount,
                               moved.accounting_on as issued_on, moved.value_on, moved.recorded_at,
                               %s as companion
                          from changed moved
                          left join open_item item on item.tenant_id = :tenant and item.id = moved.item_id
                          left join credit on credit.tenant_id = :tenant and credit.id = moved.credit_id
                         where moved.item_delta <> moved.credit_delta
                         order by moved.currency, moved.accounting_on, moved.recorded_at,
                                  moved.kind in ('allocation', 'exchange'), moved.id
                        """.formatted(Balances.COMPANION))
                .all(columns -> Balances.change(new Row(columns)))
                .filter(change -> !change.on().isAfter(asOf.day())
                        || change.isOfBefore(asOf.day().plusDays(1)));
    }

    /** What changed of a customer's claims as of that day and was not known then, by day and moment. */
    public Flux<ClaimChange> ofClaims(Knowledge then, CustomerId customer, AsOf asOf) {
        return unknown(then, customer, asOf, """
                        select moved.item_id, moved.accounting_on, moved.value_on, moved.recorded_at, moved.item_delta,
                               moved.kind, item.kind as item_kind, credit.id as credit_id, credit.kind as credit_kind
                          from changed moved
                          join open_item item on item.tenant_id = :tenant and item.id = moved.item_id
                          left join credit on credit.tenant_id = :tenant and credit.id = moved.credit_id
                         where moved.item_delta <> 0
                           and moved.accounting_on <= :as_of
                         order by moved.accounting_on, moved.recorded_at, moved.id
                        """).all(columns -> claimChange(new Row(columns)));
    }

    private static ClaimChange claimChange(Row row) {
        UUID credit = row.uuidIfAny("credit_id");
        UUID item = row.uuid("item_id");
        return new ClaimChange(
                item,
                row.date("accounting_on"),
                row.date("value_on"),
                row.moment("recorded_at"),
                credit == null ? BalanceChange.kindOf(row.text("kind")) : row.text("credit_kind"),
                credit == null
                        ? OpenItem.Kind.of(row.text("item_kind")).idOf(item)
                        : Credit.Kind.of(row.text("credit_kind")).idOf(credit),
                row.minor("item_delta"));
    }

    /** @param select from {@code changed}: movements that were not known then, without those that came and went on one day */
    private Database.Query unknown(Knowledge then, CustomerId customer, AsOf asOf, String select) {
        return database.sql("""
                        with unknown as materialized (
                            select *
                              from movement
                             where tenant_id = :tenant
                               and customer_id = :customer
                               and (accounting_on <= :as_of or value_on <= :as_of)
                               and recorded_at > :settled
                               and recorded_at <= :known_at
                               and (recorded_at > :then or id <> all(:lately))
                        ), changed as (
                            select *
                              from unknown
                             where not exists (select from unknown undoing
                                                where undoing.reverses = unknown.id
                                                  and undoing.kind = unknown.kind || '_undone'
                                                  and undoing.accounting_on = unknown.accounting_on)
                               and not exists (select from unknown undone
                                                where undone.id = unknown.reverses
                                                  and unknown.kind = undone.kind || '_undone'
                                                  and undone.accounting_on = unknown.accounting_on)
                        )
                        """ + select)
                .bind("customer", customer.value())
                .bind("as_of", asOf.day())
                .bind("settled", then.settled())
                .bind("then", then.at())
                .bind("lately", then.late())
                .bind("known_at", asOf.recordedUntil());
    }
}
