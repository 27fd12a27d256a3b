package io.duebook.plan;

import io.duebook.item.OpenItem;
import io.duebook.item.Waivers.Waived;
import io.duebook.plan.OfferPayments.Allocated;
import io.duebook.plan.SettlementOffer.Offered;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.ApprovalId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.SettlementOfferId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settlement offers in the database, with the books of their claims as they are now. */
@Repository
class SettlementOfferRepository {

    /** An offer that is only proposed is not the customer's to see. */
    private static final String OFFERS = """
            select * from (
            select o.id, o.customer_id, u.name as customer_name, u.external_id as customer_external_id, o.currency,
                   o.debt, o.amount, o.offered_on, o.expires_on, o.reason, o.approval_id, o.agreed_at is not null as agreed,
                   o.met_on, o.superseded, o.withdrawn_on, o.paid_before::text as paid_before, o.created_at,
                   case when o.withdrawn_on is not null then 'withdrawn'
                        when o.met_on is not null then 'met'
                        when o.agreed_at is null and a.state = 'rejected' then 'rejected'
                        when o.expires_on < :today or o.superseded then 'expired'
                        when o.agreed_at is null then 'proposed'
                        else 'active' end as state,
                   (select coalesce(jsonb_agg(jsonb_build_object('item', f.item_id, 'kind', i.kind, 'number', i.number,
                               'claimed', f.claimed, 'open', i.open + i.written_off, 'waived', waived.amount)
                               order by i.due_on, i.issued_on, i.id), '[]')::text
                      from item_offer f
                      join open_item i on i.tenant_id = :tenant and i.id = f.item_id
                     cross join lateral (
                           select coalesce(-sum(m.item_delta + m.written_off_delta), 0)::bigint as amount
                             from settlement_waiver w
                             join movement m on m.tenant_id = :tenant and m.id = w.movement_id
                            where w.tenant_id = :tenant
                              and w.offer_id = o.id
                              and m.item_id = f.item_id
                              and not exists (select from movement undone
                                               where undone.tenant_id = :tenant
                                                 and undone.reverses = m.id)) as waived
                     where f.tenant_id = :tenant
                       and f.offer_id = o.id) as items,
                   -- Of money that passed from another customer: which it was there, and since when.
                   (select coalesce(jsonb_agg(jsonb_build_object('money', coalesce(c.origin_id, c.id),
                               'amount', -m.item_delta,
                               'money_on', coalesce(c.origin_money_on, c.cash_on, c.value_on),
                               'on', greatest(m.accounting_on, c.cash_on)) order by m.id), '[]')::text
                      from item_offer f
                      join movement m on m.tenant_id = :tenant and m.item_id = f.item_id and m.kind = 'allocation'
                      join credit c on c.tenant_id = :tenant and c.id = m.credit_id
                     where f.tenant_id = :tenant
                       and f.offer_id = o.id
                       and coalesce(c.origin_kind, c.kind) in ('payment', 'opening')
                       and not exists (select from movement undone
                                        where undone.tenant_id = :tenant
                                          and undone.reverses = m.id)) as standing
              from settlement_offer o
              join customer u on u.tenant_id = :tenant and u.id = o.customer_id
              left join approval a on a.tenant_id = :tenant and a.id = o.approval_id
             where o.tenant_id = :tenant
               and (o.agreed_at is not null or :acting_customer::uuid is null)
               %s) as offer
            """;

    private final Database database;
    private final JsonMapper json;

    SettlementOfferRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<CustomerId> customerOf(SettlementOfferId id) {
        return database.sql("select customer_id from settlement_offer where tenant_id = :tenant and id = :id")
                .bind("id", id.value())
                .one(columns -> new CustomerId(new Row(columns).uuid("customer_id")));
    }

    Mono<SettlementOffer> find(SettlementOfferId id, LocalDate today) {
        return database.sql(OFFERS.formatted("and o.id = :id"))
                .bind("id", id.value())
                .bind("today", today)
                .one(columns -> offer(new Row(columns)));
    }

    /** Those that have a place on one of these claims, whatever became of them. */
    Flux<SettlementOffer> on(Collection<UUID> items, LocalDate today) {
        return database.sql(OFFERS.formatted("""
                        and o.id in (select f.offer_id
                                       from item_offer f
                                      where f.tenant_id = :tenant
                                        and f.item_id = any(:items)
                                        and f.live)"""))
                .bind("items", items.toArray(UUID[]::new))
                .bind("today", today)
                .all(columns -> offer(new Row(columns)));
    }

    /** Newest first. */
    Flux<SettlementOffer> list(
            @Nullable CustomerId customer,
            SettlementOffer.@Nullable State state,
            @Nullable Cursor after,
            int rows,
            LocalDate today) {
        return database.sql(OFFERS.formatted("""
                        and (:customer::uuid is null or o.customer_id = :customer)
                        and (:after::uuid is null or o.id < :after)""") + """
                         where :state::text is null or state = :state
                         order by id desc
                         limit :rows
                        """)
                .bind("customer", customer == null ? null : customer.value(), UUID.class)
                .bind("state", state == null ? null : state.code(), String.class)
                .bind("after", after == null ? null : after.uuid(), UUID.class)
                .bind("rows", rows)
                .bind("today", today)
                .all(columns -> offer(new Row(columns)));
    }

    /** What of which money settles these claims now, by money. */
    Mono<Map<UUID, Long>> paidBefore(Collection<UUID> items) {
        return database.sql("""
                        select coalesce(c.origin_id, c.id) as money, sum(-m.item_delta)::bigint as amount
                          from movement m
                          join credit c on c.tenant_id = :tenant and c.id = m.credit_id
                         where m.tenant_id = :tenant
                           and m.item_id = any(:items)
                           and m.kind = 'allocation'
                           and coalesce(c.origin_kind, c.kind) in ('payment', 'opening')
                           and not exists (select from movement undone
                                            where undone.tenant_id = :tenant
                                              and undone.reverses = m.id)
                         group by coalesce(c.origin_id, c.id)
                        """)
                .bind("items", items.toArray(UUID[]::new))
                .all(Row::new)
                .collectMap(row -> row.uuid("money"), row -> row.minor("amount"));
    }

    Write insert(SettlementOffer offer) {
        List<SettlementOffer> one = List.of(offer);
        Write row = Write.part("settlement_offer_row", """
                        insert into settlement_offer (tenant_id, id, customer_id, currency, debt, amount, offered_on,
                                                      expires_on, reason, paid_before, approval_id, agreed_at, created_at)
                        select :tenant, id, :settlement_offer_row_customer, :settlement_offer_row_currency,
                               :settlement_offer_row_debt, :settlement_offer_row_amount,
                               :settlement_offer_row_offered_on, :settlement_offer_row_expires_on,
                               :settlement_offer_row_reason, :settlement_offer_row_before::jsonb, approval_id,
                               case when agreed then :now end, :now
                          from unnest(:settlement_offer_row_id, :settlement_offer_row_approval,
                                      :settlement_offer_row_agreed) as row (id, approval_id, agreed)
                        """)
                .column("settlement_offer_row_id", UUID.class, one, row1 -> row1.id()
                        .value())
                .column("settlement_offer_row_approval", UUID.class, one, SettlementOfferRepository::approval)
                .column("settlement_offer_row_agreed", Boolean.class, one, SettlementOffer::agreed)
                .bind("settlement_offer_row_customer", offer.customer().value())
                .bind("settlement_offer_row_currency", offer.debt().currency().code())
                .bind("settlement_offer_row_debt", offer.debt().amount())
                .bind("settlement_offer_row_amount", offer.amount().amount())
                .bind("settlement_offer_row_offered_on", offer.offeredOn())
                .bind("settlement_offer_row_expires_on", offer.expiresOn())
                .bind("settlement_offer_row_reason", offer.reason())
                .bind("settlement_offer_row_before", text(offer.payments().before()))
                .build();
        return row.and(Write.part("settlement_offer_item", """
                        insert into item_offer (tenant_id, offer_id, item_id, customer_id, claimed, live)
                        select :tenant, :settlement_offer_item_of, item_id, :settlement_offer_item_customer, claimed, true
                          from unnest(:settlement_offer_item_id, :settlement_offer_item_claimed)
                            as row (item_id, claimed)
                        """)
                .bind("settlement_offer_item_of", offer.id().value())
                .bind("settlement_offer_item_customer", offer.customer().value())
                .column("settlement_offer_item_id", UUID.class, offer.items(), Offered::item)
                .column("settlement_offer_item_claimed", Long.class, offer.items(), Offered::claimed)
                .build());
    }

    private static @Nullable UUID approval(SettlementOffer offer) {
        ApprovalId approval = offer.approval();
        return approval == null ? null : approval.value();
    }

    private String text(Map<UUID, Long> before) {
        var texts = new HashMap<String, Long>();
        before.forEach((money, amount) -> texts.put(money.toString(), amount));
        return json.writeValueAsString(texts);
    }

    /** Gives the claims of these offers free for another. Sent before the other is written. */
    Mono<Void> supersede(Collection<SettlementOfferId> ids) {
        UUID[] offers = ids.stream().map(SettlementOfferId::value).toArray(UUID[]::new);
        return ids.isEmpty()
                ? Mono.empty()
                : database.write(Write.part("settlement_offer_superseded", """
                                update settlement_offer
                                   set superseded = true
                                 where tenant_id = :tenant
                                   and id = any(:settlement_offer_superseded_id)
                                """)
                        .bind("settlement_offer_superseded_id", offers)
                        .build()
                        .and(free(offers)));
    }

    private static Write free(UUID[] offers) {
        return Write.part("settlement_offer_free", """
                        update item_offer
                           set live = false
                         where tenant_id = :tenant
                           and offer_id = any(:settlement_offer_free_id)
                        """)
                .bind("settlement_offer_free_id", offers)
                .build();
    }

    Write agree(SettlementOfferId id) {
        return Write.part("settlement_offer_agreed", """
                        update settlement_offer
                           set agreed_at = :now
                         where tenant_id = :tenant
                           and id = :settlement_offer_agreed_id
                        """)
                .bind("settlement_offer_agreed_id", id.value())
                .build();
    }

    Write withdraw(SettlementOfferId id, LocalDate on) {
        return Write.part("settlement_offer_withdrawn", """
                        update settlement_offer
                           set withdrawn_on = :settlement_offer_withdrawn_on
                         where tenant_id = :tenant
                           and id = :settlement_offer_withdrawn_id
                        """)
                .bind("settlement_offer_withdrawn_id", id.value())
                .bind("settlement_offer_withdrawn_on", on)
                .build()
                .and(free(new UUID[] {id.value()}));
    }

    Write meet(SettlementOffer offer, LocalDate on, List<Waived> waived) {
        return Write.part("settlement_offer_met", """
                        update settlement_offer
                           set met_on = :settlement_offer_met_on
                         where tenant_id = :tenant
                           and id = :settlement_offer_met_id
                        """)
                .bind("settlement_offer_met_id", offer.id().value())
                .bind("settlement_offer_met_on", on)
                .build()
                .and(Write.part("settlement_offer_waiver", """
                                insert into settlement_waiver (tenant_id, movement_id, offer_id, customer_id)
                                select :tenant, movement_id, :settlement_offer_waiver_of, :settlement_offer_waiver_customer
                                  from unnest(:settlement_offer_waiver_movement) as row (movement_id)
                                """)
                        .bind("settlement_offer_waiver_of", offer.id().value())
                        .bind(
                                "settlement_offer_waiver_customer",
                                offer.customer().value())
                        .column("settlement_offer_waiver_movement", UUID.class, waived, Waived::movement)
                        .build());
    }

    Write reopen(SettlementOfferId id) {
        return Write.part("settlement_offer_reopened", """
                        update settlement_offer
                           set met_on = null
                         where tenant_id = :tenant
                           and id = :settlement_offer_reopened_id
                        """)
                .bind("settlement_offer_reopened_id", id.value())
                .build();
    }

    /** The movements by which it was met, taken back or not. */
    Flux<UUID> waivers(SettlementOfferId id) {
        return database.sql("""
                        select movement_id
                          from settlement_waiver
                         where tenant_id = :tenant
                           and offer_id = :id
                        """).bind("id", id.value()).all(columns -> new Row(columns).uuid("movement_id"));
    }

    /** The day on which money was taken from one of its claims, by the latest news; empty where none ever was. */
    Mono<LocalDate> lastTaken(SettlementOfferId id) {
        return database.sql("""
                        select undone.accounting_on
                          from item_offer f
                          join movement undone
                            on undone.tenant_id = :tenant
                           and undone.item_id = f.item_id
                           and undone.kind = 'allocation_undone'
                         where f.tenant_id = :tenant
                           and f.offer_id = :id
                         order by undone.recorded_at desc, undone.id desc
                         limit 1
                        """).bind("id", id.value()).one(columns -> new Row(columns).date("accounting_on"));
    }

    private SettlementOffer offer(Row row) {
        UUID approval = row.uuidIfAny("approval_id");
        return new SettlementOffer(
                new SettlementOfferId(row.uuid("id")),
                new CustomerId(row.uuid("customer_id")),
                row.text("customer_name"),
                row.textIfAny("customer_external_id"),
                SettlementOffer.State.of(row.text("state")),
                new Money(row.minor("debt"), row.currency("currency")),
                new Money(row.minor("amount"), row.currency("currency")),
                row.date("offered_on"),
                row.date("expires_on"),
                row.text("reason"),
                approval == null ? null : new ApprovalId(approval),
                row.fact("agreed"),
                row.dateIfAny("met_on"),
                row.fact("superseded"),
                row.dateIfAny("withdrawn_on"),
                nodes(row, "items").stream()
                        .map(SettlementOfferRepository::offered)
                        .toList(),
                new OfferPayments(
                        nodes(row, "standing").stream()
                                .map(SettlementOfferRepository::allocated)
                                .toList(),
                        before(json.readTree(row.text("paid_before")))),
                row.moment("created_at"));
    }

    private List<JsonNode> nodes(Row row, String column) {
        return List.copyOf(json.readTree(row.text(column)).values());
    }

    private static Offered offered(JsonNode item) {
        return new Offered(
                UUID.fromString(item.path("item").asString()),
                OpenItem.Kind.of(item.path("kind").asString()),
                item.path("number").asString(),
                item.path("claimed").asLong(),
                item.path("open").asLong(),
                item.path("waived").asLong());
    }

    private static Allocated allocated(JsonNode made) {
        return new Allocated(
                UUID.fromString(made.path("money").asString()),
                made.path("amount").asLong(),
                LocalDate.parse(made.path("money_on").asString()),
                LocalDate.parse(made.path("on").asString()));
    }

    /** The first offers kept it by money and claim: {@code money claim}. */
    private static Map<UUID, Long> before(JsonNode texts) {
        var before = new HashMap<UUID, Long>();
        texts.properties()
                .forEach(entry -> before.merge(
                        UUID.fromString(entry.getKey().split(" ")[0]),
                        entry.getValue().asLong(),
                        Math::addExact));
        return before;
    }
}
