package io.duebook.invoice;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.shared.RecurringInvoiceId;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Recurring invoices in the database. */
@Repository
class RecurringInvoiceRepository {

    private static final String ROW = """
            select id, customer_id, external_id, state, template::text as template, currency, amount, every, step,
                   first_on, until, times, occurrence, made, trouble, work_id, version
              from recurring_invoice
             where tenant_id = :tenant
            """;

    private final Database database;
    private final JsonMapper json;

    RecurringInvoiceRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<RecurringInvoice> lock(RecurringInvoiceId id) {
        return database.sql(ROW + " and id = :id for no key update")
                .bind("id", id.value())
                .one(this::row);
    }

    /** The one whose next day this work waits for; empty where another resumption has its own. */
    Mono<RecurringInvoice> lockByWork(UUID work) {
        return database.sql(ROW + " and work_id = :work for no key update")
                .bind("work", work)
                .one(this::row);
    }

    Write insert(RecurringInvoice added) {
        return values("""
                insert into recurring_invoice (tenant_id, id, customer_id, external_id, state, template, currency,
                                               amount, every, step, first_on, until, times, occurrence, made,
                                               next_on, trouble, work_id, version, created_at, updated_at)
                select :tenant, id, :recurring_customer, external_id, state, template::jsonb, :recurring_currency,
                       amount, :recurring_every, :recurring_step, :recurring_first_on, until, times, occurrence, made,
                       next_on, trouble, work_id, 1, :now, :now
                  from %s
                """, added)
                .bind("recurring_customer", added.customer().value())
                .bind("recurring_currency", added.total().currency().code())
                .bind("recurring_every", added.recurrence().every().code())
                .bind("recurring_step", added.recurrence().step())
                .bind("recurring_first_on", added.recurrence().first())
                .build();
    }

    Write update(RecurringInvoice changed) {
        return values("""
                update recurring_invoice
                   set external_id = row.external_id,
                       state = row.state,
                       template = row.template::jsonb,
                       amount = row.amount,
                       until = row.until,
                       times = row.times,
                       occurrence = row.occurrence,
                       made = row.made,
                       next_on = row.next_on,
                       trouble = row.trouble,
                       work_id = row.work_id,
                       version = row.version,
                       updated_at = :now
                  from %s
                 where recurring_invoice.tenant_id = :tenant
                   and recurring_invoice.id = row.id
                """, changed).build();
    }

    /** What may change, in the place of the text that names its rows. */
    private Write.Builder values(String text, RecurringInvoice row) {
        List<RecurringInvoice> one = List.of(row);
        return Write.part("recurring", text.formatted("""
                        unnest(:recurring_id, :recurring_external_id, :recurring_state, :recurring_template,
                               :recurring_amount, :recurring_until, :recurring_times, :recurring_occurrence,
                               :recurring_made, :recurring_next_on, :recurring_trouble, :recurring_work,
                               :recurring_version)
                           as row (id, external_id, state, template, amount, until, times, occurrence, made, next_on,
                                   trouble, work_id, version)"""))
                .column("recurring_id", UUID.class, one, plan -> plan.id().value())
                .column("recurring_external_id", String.class, one, RecurringInvoice::externalId)
                .column("recurring_state", String.class, one, plan -> plan.state()
                        .code())
                .column("recurring_template", String.class, one, plan -> json.writeValueAsString(plan.template()))
                .column("recurring_amount", Long.class, one, plan -> plan.total()
                        .amount())
                .column("recurring_until", LocalDate.class, one, plan -> plan.recurrence()
                        .until())
                .column("recurring_times", Integer.class, one, RecurringInvoice::times)
                .column("recurring_occurrence", Integer.class, one, RecurringInvoice::occurrence)
                .column("recurring_made", Integer.class, one, RecurringInvoice::made)
                .column("recurring_next_on", LocalDate.class, one, RecurringInvoice::nextOn)
                .column("recurring_trouble", String.class, one, RecurringInvoice::trouble)
                .column("recurring_work", UUID.class, one, RecurringInvoice::work)
                .column("recurring_version", Integer.class, one, plan -> plan.version()
                        .number());
    }

    /** One invoice a day, whoever makes it. */
    Write made(RecurringInvoiceId by, LocalDate on, InvoiceId invoice) {
        return Write.part("recurring_made", """
                        insert into recurring_invoice_made (tenant_id, recurring_id, made_on, invoice_id)
                        values (:tenant, :recurring_made_by, :recurring_made_on, :recurring_made_invoice)
                        """)
                .bind("recurring_made_by", by.value())
                .bind("recurring_made_on", on)
                .bind("recurring_made_invoice", invoice.value())
                .build();
    }

    private RecurringInvoice row(Readable columns) {
        var row = new Row(columns);
        return new RecurringInvoice(
                new RecurringInvoiceId(row.uuid("id")),
                new CustomerId(row.uuid("customer_id")),
                row.textIfAny("external_id"),
                RecurringInvoice.State.of(row.text("state")),
                (ObjectNode) json.readTree(row.text("template")),
                new Money(row.minor("amount"), row.currency("currency")),
                new Recurrence(
                        Recurrence.Every.of(row.text("every")),
                        row.number("step"),
                        row.date("first_on"),
                        row.dateIfAny("until")),
                columns.get("times", Integer.class),
                row.number("occurrence"),
                row.number("made"),
                row.textIfAny("trouble"),
                row.uuid("work_id"),
                new Version(row.number("version")));
    }
}
