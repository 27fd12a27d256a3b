package io.duebook.invoice;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.RecurringInvoiceId;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Reads recurring invoices as clients see them, each in one statement. */
@Repository
class RecurringInvoiceViews {

    private static final String VIEW = """
            select r.id, r.external_id, r.customer_id, c.name as customer_name, c.external_id as customer_external_id,
                   r.state, r.currency, r.amount, r.every, r.step, r.first_on, r.until, r.times, r.made, r.next_on,
                   r.trouble, r.template::text as template, r.version, r.created_at, r.updated_at,
                   array(select concat_ws(' ', m.made_on, m.invoice_id, i.number)
                           from recurring_invoice_made m
                           join invoice i on i.tenant_id = :tenant and i.id = m.invoice_id
                          where m.tenant_id = :tenant
                            and m.recurring_id = r.id
                          order by m.made_on desc
                          limit 12) as latest
              from recurring_invoice r
              join customer c on c.tenant_id = :tenant and c.id = r.customer_id
             where r.tenant_id = :tenant
            """;

    private final Database database;
    private final JsonMapper json;

    RecurringInvoiceViews(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<RecurringInvoiceView> find(RecurringInvoiceId id) {
        return database.sql(VIEW + " and r.id = :id").bind("id", id.value()).one(this::view);
    }

    /** Newest first. */
    Flux<RecurringInvoiceView> list(
            @Nullable CustomerId customer,
            RecurringInvoice.@Nullable State state,
            @Nullable String externalId,
            @Nullable Cursor after,
            int rows) {
        return database.sql(VIEW + """
                           and (:customer::uuid is null or r.customer_id = :customer)
                           and (:state::text is null or r.state = :state)
                           and (:external_id::text is null or r.external_id = :external_id)
                           and (:after::uuid is null or r.id < :after)
                         order by r.id desc
                         limit :rows
                        """)
                .bind("customer", customer == null ? null : customer.value(), UUID.class)
                .bind("state", state == null ? null : state.code(), String.class)
                .bind("external_id", externalId, String.class)
                .bind("after", after == null ? null : after.uuid(), UUID.class)
                .bind("rows", rows)
                .all(this::view);
    }

    private RecurringInvoiceView view(Readable columns) {
        var row = new Row(columns);
        return new RecurringInvoiceView(
                new RecurringInvoiceId(row.uuid("id")),
                row.textIfAny("external_id"),
                new RecurringInvoiceView.CustomerName(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                row.text("state"),
                row.currency("currency"),
                row.minor("amount"),
                Recurrence.Every.of(row.text("every")),
                row.number("step"),
                row.date("first_on"),
                row.dateIfAny("until"),
                columns.get("times", Integer.class),
                row.number("made"),
                row.dateIfAny("next_on"),
                row.textIfAny("trouble"),
                latest(row.texts("latest")),
                json.readTree(row.text("template")),
                row.number("version"),
                row.moment("created_at"),
                row.moment("updated_at"));
    }

    private static List<RecurringInvoiceView.MadeInvoice> latest(String[] rows) {
        return Stream.of(rows)
                .map(row -> row.split(" ", 3))
                .map(parts -> new RecurringInvoiceView.MadeInvoice(
                        LocalDate.parse(parts[0]),
                        new InvoiceId(UUID.fromString(parts[1])),
                        Optional.of(parts)
                                .filter(all -> all.length > 2)
                                .map(all -> all[2])
                                .orElse(null)))
                .toList();
    }
}
