package io.duebook.payment;

import io.duebook.payment.BillView.BillCustomer;
import io.duebook.payment.BillView.BillStepView;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.BillId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bills and what was done with them, in the database. */
@Repository
class BillRepository {

    private static final String STEPS = """
            (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'on', s.taken_on, 'slip', s.slip,
                        'party', s.party, 'cost', s.cost, 'recourse', s.with_recourse, 'entry', s.entry_id,
                        'undone', s.undone_on) order by s.id), '[]')::text
               from bill_step s
              where s.tenant_id = :tenant
                and s.bill_id = b.id) as steps
            """;

    private static final String KEPT = """
            select b.id, b.payment_id, b.customer_id, b.kind, b.number, b.drawer, b.acceptor, b.issued_on, b.matures_on,
                   b.transferable, b.replaces, b.in_bank, p.currency, p.amount, taken.kind as taken_back,
                   greatest(moved.last_on, stepped.last_on) as free,
                   greatest(moved.recorded, stepped.recorded) as last_recorded,
            """ + STEPS + """
              from bill b
              join payment p on p.tenant_id = :tenant and p.id = b.payment_id
              left join payment_reversal taken on taken.tenant_id = :tenant
                                              and taken.payment_id = b.payment_id
                                              and taken.reinstated_on is null
                                              and taken.whole
             cross join lateral (select max(m.accounting_on) as last_on, max(m.recorded_at) as recorded
                                   from movement m
                                  where m.tenant_id = :tenant
                                    and m.credit_id = b.payment_id
                                    and m.kind in ('payment', 'reversal', 'reinstatement')) as moved
             cross join lateral (select max(greatest(s.taken_on, s.undone_on)) as last_on,
                                        max(greatest(s.recorded_at, s.undone_recorded_at)) as recorded
                                   from bill_step s
                                  where s.tenant_id = :tenant
                                    and s.bill_id = b.id) as stepped
             where b.tenant_id = :tenant
            """;

    private static final String VIEW = """
            select b.id, b.payment_id, p.external_id, b.customer_id, c.name as customer_name,
                   c.external_id as customer_external_id, b.kind, b.number, b.drawer, b.acceptor, p.currency, p.amount,
                   b.issued_on, p.received_on, b.matures_on, b.transferable, b.replaces, b.created_at,
                   taken.reversed_on as taken_back_on, is_now.state, lies.slip,
                   (select r.id
                      from bill r
                     where r.tenant_id = :tenant
                       and r.replaces = b.id
                     order by r.id desc
                     limit 1) as replaced_by,
                   array(select same.id
                           from bill same
                          where same.tenant_id = :tenant
                            and same.number = b.number
                            and same.kind = b.kind
                            and same.id <> b.id
                            and not exists (select from payment_reversal gone
                                             where gone.tenant_id = :tenant
                                               and gone.payment_id = same.payment_id
                                               and gone.reinstated_on is null
                                               and gone.whole)
                          order by same.id) as same_number,
            """ + STEPS + """
              from bill b
              join payment p on p.tenant_id = :tenant and p.id = b.payment_id
              join customer c on c.tenant_id = :tenant and c.id = b.customer_id
              left join payment_reversal taken on taken.tenant_id = :tenant
                                              and taken.payment_id = b.payment_id
                                              and taken.reinstated_on is null
                                              and taken.whole
              left join bill_step settled on settled.tenant_id = :tenant
                                         and settled.bill_id = b.id
                                         and settled.undone_on is null
                                         and settled.kind <> 'deposited'
              left join bill_step lies on lies.tenant_id = :tenant
                                      and lies.bill_id = b.id
                                      and lies.undone_on is null
                                      and lies.kind = 'deposited'
             cross join lateral (select case when taken.kind = 'mistake' then 'returned'
                                             when taken.kind is not null then 'dishonoured'
                                             else coalesce(settled.kind, lies.kind, 'held') end as state) as is_now
             where b.tenant_id = :tenant
            """;

    private final Database database;
    private final JsonMapper json;

    BillRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Write insert(Bill bill) {
        List<Bill> row = List.of(bill);
        return Write.part("bill_row", """
                        insert into bill (tenant_id, id, customer_id, payment_id, kind, number, drawer, acceptor,
                                          issued_on, matures_on, transferable, replaces, in_bank, created_at)
                        select :tenant, id, :bill_row_customer, :bill_row_payment, :bill_row_kind, :bill_row_number,
                               drawer, acceptor, issued_on, :bill_row_matures_on, :bill_row_transferable, replaces,
                               :bill_row_in_bank, :now
                          from unnest(:bill_row_id, :bill_row_drawer, :bill_row_acceptor, :bill_row_issued_on,
                                      :bill_row_replaces) as row (id, drawer, acceptor, issued_on, replaces)
                        """)
                .column("bill_row_id", UUID.class, row, one -> one.id().value())
                .column("bill_row_drawer", String.class, row, Bill::drawer)
                .column("bill_row_acceptor", String.class, row, Bill::acceptor)
                .column("bill_row_issued_on", LocalDate.class, row, Bill::issuedOn)
                .column("bill_row_replaces", UUID.class, row, one -> idOf(one.replaces()))
                .bind("bill_row_customer", bill.customer().value())
                .bind("bill_row_payment", bill.payment().value())
                .bind("bill_row_kind", bill.kind().code())
                .bind("bill_row_number", bill.number())
                .bind("bill_row_matures_on", bill.maturesOn())
                .bind("bill_row_transferable", bill.transferable())
                .bind("bill_row_in_bank", bill.inBank())
                .build();
    }

    private static @Nullable UUID idOf(@Nullable BillId id) {
        return id == null ? null : id.value();
    }

    /** Only for bills whose customers are locked. */
    Write take(Map<BillId, BillStep> steps) {
        var rows = List.copyOf(steps.entrySet());
        return Write.part("bill_steps", """
                        insert into bill_step (tenant_id, id, bill_id, kind, taken_on, slip, party, cost, with_recourse,
                                               entry_id, recorded_at)
                        select :tenant, id, bill_id, kind, taken_on, slip, party, cost, with_recourse, entry_id,
                               :recorded_at
                          from unnest(:bill_steps_id, :bill_steps_bill, :bill_steps_kind, :bill_steps_on,
                                      :bill_steps_slip, :bill_steps_party, :bill_steps_cost, :bill_steps_recourse,
                                      :bill_steps_entry)
                            as row (id, bill_id, kind, taken_on, slip, party, cost, with_recourse, entry_id)
                        """)
                .column("bill_steps_id", UUID.class, rows, row -> row.getValue().id())
                .column("bill_steps_bill", UUID.class, rows, row -> row.getKey().value())
                .column("bill_steps_kind", String.class, rows, row -> row.getValue()
                        .kind()
                        .code())
                .column("bill_steps_on", LocalDate.class, rows, row -> row.getValue()
                        .on())
                .column("bill_steps_slip", String.class, rows, row -> row.getValue()
                        .slip())
                .column("bill_steps_party", String.class, rows, row -> row.getValue()
                        .party())
                .column("bill_steps_cost", Long.class, rows, row -> row.getValue()
                        .cost())
                .column("bill_steps_recourse", Boolean.class, rows, row -> row.getValue()
                        .withRecourse())
                .column("bill_steps_entry", UUID.class, rows, row -> row.getValue()
                        .entry())
                .build();
    }

    /** Only for a step that stands, of a bill whose customer is locked. */
    Write undo(BillStep step, Optional<UUID> entry, LocalDate on) {
        return Write.part("bill_step_undone", """
                        update bill_step
                           set undone_on = :bill_step_undone_on,
                               undone_entry = (select entry from unnest(:bill_step_undone_entry) as row (entry)),
                               undone_recorded_at = :recorded_at
                         where tenant_id = :tenant
                           and id = :bill_step_undone_id
                        """)
                .bind("bill_step_undone_on", on)
                .bind("bill_step_undone_entry", new UUID[] {entry.orElse(null)})
                .bind("bill_step_undone_id", step.id())
                .build();
    }

    /** In no order; those that are not there are left out. */
    Flux<KeptBill> find(Collection<BillId> ids) {
        return database.sql(KEPT + " and b.id = any(:ids)")
                .bind("ids", ids.stream().map(BillId::value).toArray(UUID[]::new))
                .all(columns -> kept(new Row(columns)));
    }

    /** What a payment came as; empty where it is no promise. */
    Mono<KeptBill> of(PaymentId payment) {
        return database.sql(KEPT + " and b.payment_id = :payment")
                .bind("payment", payment.value())
                .one(columns -> kept(new Row(columns)));
    }

    /** @throws BillRefused if another one stands among those that were given in its place, or in whose place it was given */
    Mono<Void> mustStandAlone(KeptBill kept) {
        return database.sql("""
                        with recursive family as (
                            select id, replaces
                              from bill
                             where tenant_id = :tenant
                               and id = :id
                            union
                            select other.id, other.replaces
                              from family
                              join bill other on other.tenant_id = :tenant
                                             and (other.id = family.replaces or other.replaces = family.id)
                        )
                        select b.number
                          from family
                          join bill b on b.tenant_id = :tenant and b.id = family.id
                         where b.id <> :id
                           and not exists (select from payment_reversal gone
                                            where gone.tenant_id = :tenant
                                              and gone.payment_id = b.payment_id
                                              and gone.reinstated_on is null
                                              and gone.whole)
                         order by b.id desc
                         limit 1
                        """)
                .bind("id", kept.bill().id().value())
                .one(columns -> new Row(columns).text("number"))
                .doOnNext(other -> {
                    throw BillRefused.replaced(kept.bill(), other);
                })
                .then();
    }

    Mono<BillView> view(BillId id, LocalDate today) {
        return database.sql(VIEW + " and b.id = :id")
                .bind("id", id.value())
                .one(columns -> view(new Row(columns), today));
    }

    /** In no order. */
    Flux<BillView> views(Collection<BillId> ids, LocalDate today) {
        return database.sql(VIEW + " and b.id = any(:ids)")
                .bind("ids", ids.stream().map(BillId::value).toArray(UUID[]::new))
                .all(columns -> view(new Row(columns), today));
    }

    /** The first to mature first. */
    Flux<BillView> list(BillFilter filter, @Nullable Cursor after, int rows, LocalDate today) {
        BillState state = filter.state();
        BillKind kind = filter.kind();
        return Listing.of(database, VIEW)
                .where("b.customer_id = :customer", filter.customer())
                .where("is_now.state = :state", state == null ? null : state.code())
                .where("b.kind = :kind", kind == null ? null : kind.code())
                .where("b.number = :number", filter.number())
                .where("lies.slip = :slip", filter.slip())
                .where("b.matures_on >= :matures_from", filter.maturesFrom())
                .where("b.matures_on <= :matures_to", filter.maturesTo())
                .earliestDayFirst("b.matures_on", "b.id", after, rows)
                .all(columns -> view(new Row(columns), today));
    }

    private KeptBill kept(Row row) {
        String takenBack = row.textIfAny("taken_back");
        return new KeptBill(
                bill(row),
                steps(row).map(BillRepository::step).toList(),
                row.date("free"),
                row.moment("last_recorded"),
                takenBack == null ? null : NewReversal.Kind.of(takenBack));
    }

    private static Bill bill(Row row) {
        UUID replaces = row.uuidIfAny("replaces");
        return new Bill(
                new BillId(row.uuid("id")),
                new PaymentId(row.uuid("payment_id")),
                new CustomerId(row.uuid("customer_id")),
                new Money(row.minor("amount"), row.currency("currency")),
                BillKind.of(row.text("kind")),
                row.text("number"),
                row.textIfAny("drawer"),
                row.textIfAny("acceptor"),
                row.dateIfAny("issued_on"),
                row.date("matures_on"),
                row.fact("transferable"),
                replaces == null ? null : new BillId(replaces),
                row.fact("in_bank"));
    }

    private java.util.stream.Stream<JsonNode> steps(Row row) {
        return List.copyOf(json.readTree(row.text("steps")).values()).stream();
    }

    private static BillStep step(JsonNode taken) {
        return new BillStep(
                UUID.fromString(taken.path("id").asString()),
                BillStep.Kind.of(taken.path("kind").asString()),
                LocalDate.parse(taken.path("on").asString()),
                given(taken, "slip").orElse(null),
                given(taken, "party").orElse(null),
                taken.path("cost").asLong(),
                taken.path("recourse").asBoolean(),
                given(taken, "entry").map(UUID::fromString).orElse(null),
                given(taken, "undone").map(LocalDate::parse).orElse(null));
    }

    private static Optional<String> given(JsonNode taken, String field) {
        return Optional.of(taken.path(field)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    private BillView view(Row row, LocalDate today) {
        UUID replaces = row.uuidIfAny("replaces");
        UUID replacedBy = row.uuidIfAny("replaced_by");
        return new BillView(
                new BillId(row.uuid("id")),
                new PaymentId(row.uuid("payment_id")),
                row.textIfAny("external_id"),
                new BillCustomer(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                BillKind.of(row.text("kind")),
                row.text("number"),
                row.textIfAny("drawer"),
                row.textIfAny("acceptor"),
                BillState.of(row.text("state")),
                row.minor("amount"),
                row.currency("currency"),
                row.dateIfAny("issued_on"),
                row.date("received_on"),
                row.date("matures_on"),
                ChronoUnit.DAYS.between(today, row.date("matures_on")),
                row.fact("transferable"),
                row.textIfAny("slip"),
                steps(row).map(BillRepository::step).map(BillRepository::shown).toList(),
                row.dateIfAny("taken_back_on"),
                replaces == null ? null : new BillId(replaces),
                replacedBy == null ? null : new BillId(replacedBy),
                Arrays.stream(Objects.requireNonNull(row.columns().get("same_number", UUID[].class)))
                        .map(BillId::new)
                        .toList(),
                today,
                row.moment("created_at"));
    }

    private static BillStepView shown(BillStep step) {
        return new BillStepView(
                step.kind().code(),
                step.on(),
                step.slip(),
                step.party(),
                step.cost(),
                step.withRecourse(),
                step.undoneOn());
    }
}
