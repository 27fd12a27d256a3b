package io.duebook.invoice;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.shared.InvoiceId;
import io.duebook.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reads a page of the invoices a client asked for, in one statement. */
@Repository
class InvoiceList {

    private final Database database;
    private final Tenants tenants;
    private final BusinessClock clock;

    InvoiceList(Database database, Tenants tenants, BusinessClock clock) {
        this.database = database;
        this.tenants = tenants;
        this.clock = clock;
    }

    Flux<InvoiceSummary> page(InvoiceFilter filter, @Nullable Cursor after, int rows) {
        return tenants.current().map(tenant -> tenant.today(clock)).flatMapMany(today -> query(filter, after, rows)
                .all(columns -> summary(new SeenInvoice(new Row(columns), today))));
    }

    private Database.Query query(InvoiceFilter filter, @Nullable Cursor after, int rows) {
        Instant since = filter.updatedSince();
        Listing asked = ofState(knownBy(narrowed(filter), filter.known()), filter.state());
        return since == null ? asked.newestFirst("i.id", after, rows) : asked.changedSince(since, "i", after, rows);
    }

    private Listing narrowed(InvoiceFilter filter) {
        List<InvoiceId> ids = filter.ids();
        String q = filter.q();
        return Listing.of(database, "select " + SeenInvoice.COMMON + SeenInvoice.FROM)
                .where(
                        "i.id = any(:ids)",
                        ids == null ? null : ids.stream().map(InvoiceId::value).toArray(UUID[]::new))
                .where("i.customer_id = :customer", filter.customer())
                .where("i.external_id = :external_id", filter.externalId())
                .where(
                        "(i.number ilike :q || '%' or i.reference ilike '%' || :q || '%')",
                        q == null ? null : likeText(q))
                .where("i.issue_date >= :issued_from", filter.issuedFrom())
                .where("i.issue_date <= :issued_to", filter.issuedTo());
    }

    private static String likeText(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Listing knownBy(Listing asked, InvoiceFilter.KnownBy known) {
        Listing found = asked.where("i.purchase_order = :purchase_order", known.purchaseOrder())
                .where("i.delivery_note = :delivery_note", known.deliveryNote())
                .where("i.contract = :contract", known.contract())
                .where("i.salesperson = :salesperson", known.salesperson())
                .where("""
                        i.id in (select d.invoice_id
                                   from invoice_tax_document d
                                  where d.tenant_id = :tenant
                                    and d.number = :tax_document)
                        """, known.taxDocument());
        return known.taxState() == null ? found : found.where(taxState(known.taxState()));
    }

    private static String taxState(InvoiceFilter.TaxState asked) {
        return switch (asked) {
            case NONE -> "not exists" + taxDocuments("");
            case REQUESTED -> "exists" + taxDocuments("and d.state = 'requested'");
            case ISSUED ->
                "exists" + taxDocuments("and d.state = 'issued'") + " and not exists"
                        + taxDocuments("and d.state = 'requested'");
            case REVERSED ->
                "exists" + taxDocuments("and d.state = 'reversed'") + " and not exists"
                        + taxDocuments("and d.state <> 'reversed'");
        };
    }

    private static String taxDocuments(String which) {
        return " (select from invoice_tax_document d where d.tenant_id = :tenant and d.invoice_id = i.id " + which
                + ")";
    }

    private static Listing ofState(Listing asked, InvoiceFilter.@Nullable State state) {
        return state == null
                ? asked
                : asked.where(
                        switch (state) {
                            case DRAFT -> "i.state = 'draft'";
                            case VOID -> "i.state = 'void'";
                            case OPEN -> "i.state = 'issued' and o.open > 0";
                            case PAID -> "i.state = 'issued' and o.open = 0 and o.written_off = 0";
                            case WRITTEN_OFF -> "i.state = 'issued' and o.open = 0 and o.written_off > 0";
                        });
    }

    private static InvoiceSummary summary(SeenInvoice seen) {
        Row row = seen.row();
        return new InvoiceSummary(
                seen.id(),
                row.textIfAny("number"),
                row.textIfAny("external_id"),
                seen.customer(),
                seen.state(),
                seen.flags(),
                seen.closedBy(),
                row.dateIfAny("issue_date"),
                row.dateIfAny("due_date"),
                row.currency("currency"),
                row.minor("total"),
                row.minor("open"),
                row.minor("disputed_amount"),
                seen.daysPastDue(),
                row.textIfAny("reference"),
                row.textIfAny("purchase_order"),
                seen.taxState(),
                row.number("version"),
                row.moment("created_at"),
                row.moment("updated_at"));
    }
}
