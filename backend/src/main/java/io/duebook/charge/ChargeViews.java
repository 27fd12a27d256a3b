package io.duebook.charge;

import io.duebook.item.OpenItem;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import io.duebook.tenant.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads charges as clients see them, each in one statement. */
@Repository
class ChargeViews {

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private static final String VIEW = """
            select c.id, c.number, c.external_id, c.customer_id, u.name as customer_name,
                   u.external_id as customer_external_id, c.kind, c.state, c.claim_id, about.kind as claim_kind,
                   about.number as claim_number, c.currency, c.amount, coalesce(o.open, 0) as open, k.unapplied,
                   coalesce(o.written_off, 0) as written_off,
                   coalesce(moved.settled, 0) as settled, coalesce(moved.waived, 0) as waived,
                   c.issue_date, c.due_date, coalesce(o.disputed or o.contested > 0, false) as disputed,
                   exists (select from reservation r
                            where r.tenant_id = :tenant
                              and r.item_id = c.id
                              and r.released_at is null) as processing,
                   c.reckoning::text as reckoning, c.metadata::text as metadata, c.version, c.created_at, c.updated_at
              from charge c
              join customer u on u.tenant_id = :tenant and u.id = c.customer_id
              left join open_item o on o.tenant_id = :tenant and o.id = c.id
              left join credit k on k.tenant_id = :tenant and k.id = c.id
              left join lateral (
                   select (-sum(m.item_delta + m.written_off_delta) filter (where m.credit_id is not null
                                                                                     or m.kind like 'netting%'
                                                                                     or m.kind like 'debt\\_passed\\_on%'))::bigint
                              as settled,
                          (-sum(m.item_delta + m.written_off_delta) filter (where m.kind like 'waiver%'))::bigint as waived
                     from movement m
                    where m.tenant_id = :tenant
                      and m.item_id = o.id
                      and m.kind not in (o.kind, 'refund_reclaimed')) as moved on o.open < o.amount
              left join open_item about on about.tenant_id = :tenant and about.id = c.claim_id
             where c.tenant_id = :tenant
            """;

    private final Database database;
    private final Tenants tenants;
    private final BusinessClock clock;
    private final JsonMapper json;

    ChargeViews(Database database, Tenants tenants, BusinessClock clock, JsonMapper json) {
        this.database = database;
        this.tenants = tenants;
        this.clock = clock;
        this.json = json;
    }

    Mono<ChargeView> get(ChargeId id) {
        return find(id).switchIfEmpty(Mono.error(
                () -> new IllegalStateException("a charge that was just written is not there: " + id)));
    }

    Mono<ChargeView> find(ChargeId id) {
        return today().flatMap(today -> database.sql(VIEW + " and c.id = :id")
                .bind("id", id.value())
                .one(columns -> view(new Row(columns), today)));
    }

    Flux<ChargeView> list(ChargeFilter filter, @Nullable Cursor after, int rows) {
        return today().flatMapMany(today -> query(filter, after, rows).all(columns -> view(new Row(columns), today)));
    }

    private Mono<LocalDate> today() {
        return tenants.current().map(tenant -> tenant.today(clock));
    }

    private Database.Query query(ChargeFilter filter, @Nullable Cursor after, int rows) {
        ChargeKind kind = filter.kind();
        ChargeFilter.State state = filter.state();
        Instant since = filter.updatedSince();
        Listing asked = Listing.of(database, VIEW)
                .where("c.customer_id = :customer", filter.customer())
                .where("c.claim_id = :invoice", filter.invoice())
                .where("c.kind = :kind", kind == null ? null : kind.code())
                .where("c.external_id = :external_id", filter.externalId())
                .where("c.issue_date >= :issued_from", filter.issuedFrom())
                .where("c.issue_date <= :issued_to", filter.issuedTo());
        Listing ofState = state == null ? asked : asked.where(condition(state));
        return since == null ? ofState.newestFirst("c.id", after, rows) : ofState.changedSince(since, "c", after, rows);
    }

    private static String condition(ChargeFilter.State state) {
        return switch (state) {
            case OPEN -> "c.state = 'issued' and o.open > 0";
            case PAID -> "c.state = 'issued' and o.open = 0 and o.written_off = 0";
            case WRITTEN_OFF -> "c.state = 'issued' and o.open = 0 and o.written_off > 0";
            case ISSUED -> "c.state = 'issued' and o.id is null";
            case VOID -> "c.state = 'void'";
        };
    }

    private ChargeView view(Row row, LocalDate today) {
        ChargeKind kind = ChargeKind.of(row.text("kind"));
        String state = state(row, kind);
        String reckoning = row.textIfAny("reckoning");
        return new ChargeView(
                new ChargeId(row.uuid("id")),
                row.text("number"),
                row.textIfAny("external_id"),
                new ChargeView.CustomerName(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                kind,
                state,
                flags(row, state, today),
                claim(row),
                row.textIfAny("claim_number"),
                row.currency("currency"),
                row.minor("amount"),
                row.minor("open"),
                row.minor("written_off"),
                row.minor("waived"),
                row.columns().get("unapplied", Long.class),
                row.date("issue_date"),
                row.date("due_date"),
                state.equals("open") ? Math.toIntExact(ChronoUnit.DAYS.between(row.date("due_date"), today)) : null,
                reckoning == null ? null : json.readValue(reckoning, Charge.Counted.class),
                json.readValue(row.text("metadata"), WORDS),
                row.number("version"),
                row.moment("created_at"),
                row.moment("updated_at"));
    }

    private static @Nullable PublicId claim(Row row) {
        String kind = row.textIfAny("claim_kind");
        return kind == null ? null : OpenItem.Kind.of(kind).idOf(row.uuid("claim_id"));
    }

    private static String state(Row row, ChargeKind kind) {
        String state = row.text("state");
        return kind == ChargeKind.INTEREST_CREDIT || state.equals("void")
                ? state
                : row.minor("open") > 0 ? "open" : row.minor("written_off") > 0 ? "written_off" : "paid";
    }

    private static List<String> flags(Row row, String state, LocalDate today) {
        if (!state.equals("open")) {
            return List.of();
        }
        var flags = new ArrayList<String>();
        if (row.date("due_date").isBefore(today)) {
            flags.add("overdue");
        }
        if (row.minor("settled") > 0) {
            flags.add("partly_paid");
        }
        if (row.fact("disputed")) {
            flags.add("disputed");
        }
        if (row.fact("processing")) {
            flags.add("payment_processing");
        }
        return flags;
    }
}
