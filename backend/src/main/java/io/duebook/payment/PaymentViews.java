package io.duebook.payment;

import io.duebook.item.Exchange;
import io.duebook.item.OpenItem;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.shared.AllocationId;
import io.duebook.shared.BillId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.RefundId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads payments as clients see them, with what they settle, in one statement. */
@Repository
class PaymentViews {

    private static final String VIEW = """
            select p.id, p.external_id, p.customer_id, c.name as customer_name, c.external_id as customer_external_id,
                   case when known.told then coalesce(payer.name, p.payer) end as payer, payer.id as payer_id,
                   payer.external_id as payer_external_id, p.currency, p.amount, p.received_on, p.method, p.channel, p.account,
                   bill.id as bill_id, bill.kind as bill_kind, bill.number as bill_number, bill.matures_on,
                   case when known.told then p.reference end as reference, p.state, p.created_at, k.unapplied,
                   (select coalesce(-sum(m.credit_delta), 0)::bigint
                      from movement m
                     where m.tenant_id = :tenant
                       and m.credit_id = p.id
                       and m.kind like 'paid_for%') as passed_on,
                   (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'invoice', m.item_id, 'kind', o.kind, 'number', o.number,
                               'customer', other.id, 'name', other.name, 'external_id', other.external_id,
                               'amount', -m.item_delta, 'currency', m.currency, 'on', m.accounting_on,
                               'discount', (select coalesce(-sum(d.item_delta), 0)
                                              from movement d
                                             where d.tenant_id = :tenant
                                               and d.part_of = m.id
                                               and d.kind = 'discount'),
                               'rounding', (select coalesce(sum(d.credit_delta - d.item_delta), 0)
                                              from movement d
                                             where d.tenant_id = :tenant
                                               and d.part_of = m.id
                                               and d.kind = 'rounding'),
                               'deduction', (select coalesce(-sum(d.item_delta), 0)
                                               from movement d
                                              where d.tenant_id = :tenant
                                                and d.part_of = m.id
                                                and d.kind = 'deduction'),
                               'exchange', case when m.item_delta <> m.credit_delta
                                   then (select jsonb_build_object('amount', -x.credit_delta, 'steps', by_rate.steps)
                                           from movement x
                                           join allocation_exchange by_rate
                                             on by_rate.tenant_id = :tenant
                                            and by_rate.id = x.id
                                          where x.tenant_id = :tenant
                                            and x.part_of = m.id
                                            and x.kind = 'exchange') end,
                               'reversed', exists (select from movement undone
                                                    where undone.tenant_id = :tenant
                                                      and undone.reverses = m.id))
                               order by m.id), '[]')::text
                      from movement m
                      join open_item o on o.tenant_id = :tenant and o.id = m.item_id
                      left join customer other on other.tenant_id = :tenant
                                              and other.id = m.customer_id
                                              and other.id <> p.customer_id
                     where m.tenant_id = :tenant
                       -- What passed to others settles theirs.
                       and m.credit_id = any(p.id || array(select passed.id
                                                             from transfer passed
                                                            where passed.tenant_id = :tenant
                                                              and passed.source_id = p.id))
                       and m.kind = 'allocation') as allocations,
                   (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'amount', r.amount, 'reversed_on', r.reversed_on,
                               'customer_fee', r.customer_fee, 'reclaimed', r.reclaimed,
                               'reinstated_on', r.reinstated_on) order by r.id), '[]')::text
                      from payment_reversal r
                     where r.tenant_id = :tenant
                       and r.payment_id = p.id) as reversals,
                   (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'amount', f.amount, 'state', f.state,
                               'refunded_on', f.refunded_on) order by f.id), '[]')::text
                      from refund f
                     where f.tenant_id = :tenant
                       and f.credit_id = p.id) as refunds
              from payment p
              join customer c on c.tenant_id = :tenant and c.id = p.customer_id
              join credit k on k.tenant_id = :tenant and k.id = p.id
              left join bill on bill.tenant_id = :tenant and bill.payment_id = p.id
              left join customer payer on payer.tenant_id = :tenant and payer.id = p.payer_id
             -- Who sent money that was claimed for the wrong customer is no business of that customer's contacts.
             cross join lateral (select cast(:acting_customer as uuid) is null
                                        or p.account <> 'suspense'
                                        or p.state <> 'reversed' as told) as known
             where p.tenant_id = :tenant
               and p.state <> 'undone'
            """;

    private final Database database;
    private final JsonMapper json;

    PaymentViews(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<PaymentView> find(PaymentId id) {
        return database.sql(VIEW + " and p.id = :id").bind("id", id.value()).one(this::view);
    }

    Flux<PaymentView> list(PaymentFilter filter, @Nullable Cursor after, int rows) {
        Listing asked = Listing.of(database, VIEW)
                .where("p.customer_id = :customer", filter.customer())
                .where("p.external_id = :external_id", filter.externalId())
                .where("p.received_on >= :received_from", filter.receivedFrom())
                .where("p.received_on <= :received_to", filter.receivedTo());
        return (filter.unapplied() ? asked.where("k.unapplied > 0") : asked)
                .latestDayFirst("p.received_on", "p.id", after, rows)
                .all(this::view);
    }

    private PaymentView view(Readable row) {
        List<PaymentView.PaymentRefundView> refunds = List.copyOf(
                        json.readTree(text(row, "refunds")).values())
                .stream()
                .map(PaymentViews::refund)
                .toList();
        return new PaymentView(
                new PaymentId(uuid(row, "id")),
                row.get("external_id", String.class),
                new PaymentView.CustomerName(
                        new CustomerId(uuid(row, "customer_id")),
                        text(row, "customer_name"),
                        row.get("customer_external_id", String.class)),
                row.get("payer", String.class),
                paidBy(row),
                new Money(minor(row, "amount"), Currency.of(text(row, "currency"))),
                Objects.requireNonNull(row.get("received_on", LocalDate.class)),
                text(row, "method"),
                row.get("channel", String.class),
                text(row, "account"),
                bill(row),
                row.get("reference", String.class),
                text(row, "state"),
                minor(row, "unapplied"),
                minor(row, "passed_on"),
                List.copyOf(json.readTree(text(row, "allocations")).values()).stream()
                        .map(made -> allocation(made, Currency.of(text(row, "currency"))))
                        .toList(),
                List.copyOf(json.readTree(text(row, "reversals")).values()).stream()
                        .map(PaymentViews::reversal)
                        .toList(),
                refunds.stream()
                        .filter(refund -> !refund.state().equals("failed"))
                        .mapToLong(PaymentView.PaymentRefundView::amount)
                        .sum(),
                refunds,
                List.of(),
                Objects.requireNonNull(row.get("created_at", Instant.class)));
    }

    private static PaymentView.@Nullable PaymentBillView bill(Readable row) {
        UUID id = row.get("bill_id", UUID.class);
        return id == null
                ? null
                : new PaymentView.PaymentBillView(
                        new BillId(id),
                        BillKind.of(text(row, "bill_kind")),
                        text(row, "bill_number"),
                        Objects.requireNonNull(row.get("matures_on", LocalDate.class)));
    }

    private static PaymentView.@Nullable CustomerName paidBy(Readable row) {
        UUID payer = row.get("payer_id", UUID.class);
        return payer == null
                ? null
                : new PaymentView.CustomerName(
                        new CustomerId(payer), text(row, "payer"), row.get("payer_external_id", String.class));
    }

    private static PaymentView.@Nullable CustomerName other(JsonNode made) {
        return given(made, "customer")
                .map(id -> new PaymentView.CustomerName(
                        new CustomerId(UUID.fromString(id)),
                        made.path("name").asString(),
                        given(made, "external_id").orElse(null)))
                .orElse(null);
    }

    private static PaymentView.PaymentAllocationView allocation(JsonNode made, Currency money) {
        Currency claimed = Currency.of(made.path("currency").asString());
        return new PaymentView.PaymentAllocationView(
                new AllocationId(UUID.fromString(made.path("id").asString())),
                other(made),
                OpenItem.Kind.of(made.path("kind").asString())
                        .idOf(UUID.fromString(made.path("invoice").asString())),
                made.path("number").asString(),
                made.path("amount").asLong(),
                claimed,
                made.path("discount").asLong(),
                made.path("rounding").asLong(),
                made.path("deduction").asLong(),
                exchange(made.path("exchange"), claimed, money),
                LocalDate.parse(made.path("on").asString()),
                made.path("reversed").asBoolean());
    }

    private static @Nullable ExchangeView exchange(JsonNode made, Currency claimed, Currency money) {
        return made.isObject()
                ? ExchangeView.of(
                        new Money(made.path("amount").asLong(), money),
                        Exchange.rate(
                                claimed,
                                money,
                                made.path("steps").values().stream()
                                        .map(step -> String.join(
                                                " ",
                                                step.path("base").asString(),
                                                step.path("quote").asString(),
                                                step.path("rate").asString(),
                                                step.path("on").asString()))
                                        .toArray(String[]::new)))
                : null;
    }

    private static PaymentView.PaymentReversalView reversal(JsonNode made) {
        return new PaymentView.PaymentReversalView(
                made.path("kind").asString(),
                made.path("amount").asLong(),
                LocalDate.parse(made.path("reversed_on").asString()),
                given(made, "customer_fee")
                        .map(UUID::fromString)
                        .map(ChargeId::new)
                        .orElse(null),
                given(made, "reclaimed")
                        .map(UUID::fromString)
                        .map(ChargeId::new)
                        .orElse(null),
                given(made, "reinstated_on").map(LocalDate::parse).orElse(null));
    }

    private static PaymentView.PaymentRefundView refund(JsonNode made) {
        return new PaymentView.PaymentRefundView(
                new RefundId(UUID.fromString(made.path("id").asString())),
                made.path("amount").asLong(),
                made.path("state").asString(),
                LocalDate.parse(made.path("refunded_on").asString()));
    }

    private static Optional<String> given(JsonNode made, String field) {
        return Optional.of(made.path(field)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    private static UUID uuid(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, UUID.class));
    }

    private static long minor(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
