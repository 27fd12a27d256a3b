package io.duebook.invoice;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.InvoiceId;
import io.duebook.tenant.Tenants;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an invoice may have been written twice as: of the same customer over the same total, with the same reference or
 * order, within thirty days, not void, and not made by the same schedule. The newest five.
 */
@Component
class PossibleDuplicates {

    static final int DAYS = 30;

    /** Of an invoice {@code i}, where {@code :today} stands for the day of one without. */
    static final String COLUMN = """
            , case when i.reference is not null or i.purchase_order is not null
                   then (select coalesce(jsonb_agg(jsonb_build_object('id', same.id, 'number', same.number)
                                    order by same.id), '[]')::text
                           from (select other.id, other.number
                                   from invoice other
                                  where other.tenant_id = :tenant
                                    and other.customer_id = i.customer_id
                                    and other.id <> i.id
                                    and other.state in ('draft', 'issued')
                                    and i.state in ('draft', 'issued')
                                    and other.currency = i.currency
                                    and other.total = i.total
                                    and (other.reference is not null or other.purchase_order is not null)
                                    and (other.reference = i.reference or other.purchase_order = i.purchase_order)
                                    and coalesce(other.issue_date, :today)
                                            between coalesce(i.issue_date, :today) - :duplicate_days
                                                and coalesce(i.issue_date, :today) + :duplicate_days
                                    and not exists (select
                                                      from recurring_invoice_made one
                                                      join recurring_invoice_made another
                                                        on another.tenant_id = :tenant
                                                       and another.recurring_id = one.recurring_id
                                                     where one.tenant_id = :tenant
                                                       and one.invoice_id = i.id
                                                       and another.invoice_id = other.id)
                                  order by other.id desc
                                  limit 5) as same)
                   else '[]' end as duplicates
            """;

    private final Database database;
    private final Tenants tenants;
    private final BusinessClock clock;
    private final JsonMapper json;

    PossibleDuplicates(Database database, Tenants tenants, BusinessClock clock, JsonMapper json) {
        this.database = database;
        this.tenants = tenants;
        this.clock = clock;
        this.json = json;
    }

    /** Of an invoice that is kept; one without reference and order has none, and nothing is asked. */
    Mono<List<InvoiceView.Duplicate>> of(Invoice invoice) {
        return invoice.reference() == null && invoice.references().purchaseOrder() == null
                ? Mono.just(List.of())
                : tenants.current().flatMap(tenant -> database.sql("select i.id" + COLUMN + """
                          from invoice i
                         where i.tenant_id = :tenant
                           and i.id = :id
                        """)
                        .bind("id", invoice.id().value())
                        .bind("today", tenant.today(clock))
                        .bind("duplicate_days", DAYS)
                        .one(columns -> json.readTree(new Row(columns).text("duplicates")).values().stream()
                                .map(PossibleDuplicates::view)
                                .toList()));
    }

    static InvoiceView.Duplicate view(JsonNode same) {
        return new InvoiceView.Duplicate(
                new InvoiceId(UUID.fromString(same.path("id").asString())),
                same.path("number").isString() ? same.path("number").asString() : null);
    }
}
