package io.duebook.invoice;

import io.duebook.item.DiscountTerms;
import io.duebook.item.Due;
import io.duebook.item.Instalment;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.DepositId;
import io.duebook.shared.InvoiceId;
import io.duebook.tenant.Tenants;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads an invoice as clients see it: one statement for the document with all its parts. */
@Repository
class InvoiceViews {

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};
    private static final TypeReference<List<Instalment>> INSTALMENTS = new TypeReference<>() {};

    private final Database database;
    private final Tenants tenants;
    private final BusinessClock clock;
    private final JsonMapper json;

    InvoiceViews(Database database, Tenants tenants, BusinessClock clock, JsonMapper json) {
        this.database = database;
        this.tenants = tenants;
        this.clock = clock;
        this.json = json;
    }

    Mono<InvoiceView> get(InvoiceId id) {
        return find(id).switchIfEmpty(Mono.error(
                () -> new IllegalStateException("an invoice that was just written is not there: " + id)));
    }

    Mono<InvoiceView> find(InvoiceId id) {
        return today().flatMap(today -> database.sql("select " + SeenInvoice.COMMON + InvoiceTransfers.COLUMN
                        + InvoiceMovements.COLUMN + """
                        , i.net, i.tax, i.terms, i.opening, i.discount_percent, i.discount_days, i.discount_until,
                        i.instalments::text as instalments,
                        (select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'number', d.number, 'state',
                                    d.state, 'issued_on', d.issued_on) order by d.place), '[]')::text
                           from invoice_tax_document d
                          where d.tenant_id = :tenant
                            and d.invoice_id = i.id) as tax_documents,
                        (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'number', d.number)
                                    order by f.place), '[]')::text
                           from invoice_deposit f
                           join deposit d on d.tenant_id = :tenant and d.id = f.deposit_id
                          where f.tenant_id = :tenant
                            and f.invoice_id = i.id) as deposits
                        """
                        + PossibleDuplicates.COLUMN + """
                        , case when i.discount_percent is not null
                             then (select coalesce(sum(cc.net + cc.tax), 0)::bigint
                                     from claim_credited cc
                                     join credit k on k.tenant_id = :tenant and k.id = cc.credit_id
                                    where cc.tenant_id = :tenant
                                      and cc.item_id = i.id
                                      and k.value_on <= :today)
                        end as counted_credit, i.metadata::text as metadata,
                        (select coalesce(jsonb_agg(jsonb_build_object('description', l.description, 'quantity',
                                    l.quantity::text, 'unit_amount', l.unit_amount, 'tax_rate', l.tax_rate::text,
                                    'net', l.net, 'line', l.line, 'credited', l.credited) order by l.line), '[]')::text
                           from invoice_line l
                          where l.tenant_id = :tenant
                            and l.invoice_id = i.id) as lines,
                        (select coalesce(jsonb_agg(jsonb_build_object('rate', t.rate::text, 'net', t.net, 'tax', t.tax,
                                    'credited', t.credited)
                                    order by t.rate), '[]')::text
                           from invoice_tax t
                          where t.tenant_id = :tenant
                            and t.invoice_id = i.id) as taxes
                        """ + SeenInvoice.FROM + " and i.id = :id")
                .bind("id", id.value())
                .bind("today", today)
                .bind("duplicate_days", PossibleDuplicates.DAYS)
                .one(columns -> view(new SeenInvoice(new Row(columns), today))));
    }

    private Mono<LocalDate> today() {
        return tenants.current().map(tenant -> tenant.today(clock));
    }

    private InvoiceView view(SeenInvoice seen) {
        Row row = seen.row();
        var movements = new InvoiceMovements(nodes(row, "moved"));
        return new InvoiceView(
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
                row.minor("net"),
                row.minor("tax"),
                row.minor("total"),
                row.minor("open"),
                row.minor("disputed_amount"),
                movements.settled(row.minor("written_off")),
                seen.daysPastDue(),
                row.textIfAny("terms"),
                discount(seen, movements),
                instalments(row),
                row.textIfAny("reference"),
                row.textIfAny("purchase_order"),
                row.textIfAny("delivery_note"),
                row.textIfAny("contract"),
                row.textIfAny("salesperson"),
                seen.taxState(),
                json.readValue(row.text("tax_documents"), InvoiceRepository.TAX_DOCUMENTS),
                nodes(row, "duplicates").stream().map(PossibleDuplicates::view).toList(),
                json.readValue(row.text("metadata"), WORDS),
                nodes(row, "deposits").stream()
                        .map(taken -> new InvoiceView.TakenDeposit(
                                new DepositId(UUID.fromString(taken.path("id").asString())),
                                taken.path("number").asString()))
                        .toList(),
                row.fact("opening"),
                nodes(row, "lines").stream().map(InvoiceViews::line).toList(),
                nodes(row, "taxes").stream().map(InvoiceViews::tax).toList(),
                movements.allocations(),
                nodes(row, "transfers").stream().map(InvoiceTransfers::view).toList(),
                row.number("version"),
                row.moment("created_at"));
    }

    /** Money fills the earlier ones first: what is open is open of the later. */
    private List<InvoiceView.InstalmentView> instalments(Row row) {
        String text = row.textIfAny("instalments");
        if (text == null) {
            return List.of();
        }
        boolean isOwed = !row.text("state").equals("void");
        List<Instalment> parts = json.readValue(text, INSTALMENTS);
        long later = row.minor("total");
        var views = new ArrayList<InvoiceView.InstalmentView>();
        for (Instalment part : parts) {
            later -= part.amount();
            long open = isOwed ? new Due(part.dueOn(), part.amount(), later).open(row.minor("open")) : 0;
            views.add(new InvoiceView.InstalmentView(part.dueOn(), part.amount(), open, part.retention()));
        }
        return views;
    }

    private static InvoiceView.@Nullable DiscountView discount(SeenInvoice seen, InvoiceMovements movements) {
        Row row = seen.row();
        BigDecimal percent = row.columns().get("discount_percent", BigDecimal.class);
        LocalDate until = row.dateIfAny("discount_until");
        if (percent == null) {
            return null;
        }
        long taken = movements.discounted();
        long whole =
                DiscountTerms.whole(percent, row.minor("total") - row.minor("counted_credit") - movements.passedOn());
        boolean isOver = until == null
                || seen.today().isAfter(until)
                || !seen.state().equals("open")
                || row.minor("written_off") > 0;
        return new InvoiceView.DiscountView(
                decimal(percent.toPlainString()),
                row.number("discount_days"),
                until,
                whole,
                taken,
                isOver ? 0 : Math.min(row.minor("open"), Math.max(0, whole - taken)));
    }

    private static InvoiceView.LineView line(JsonNode line) {
        return new InvoiceView.LineView(
                line.path("line").asInt(),
                line.path("description").asString(),
                decimal(line.path("quantity").asString()),
                line.path("unit_amount").asLong(),
                decimal(line.path("tax_rate").asString()),
                line.path("net").asLong(),
                line.path("credited").asLong());
    }

    private static InvoiceView.TaxView tax(JsonNode tax) {
        return new InvoiceView.TaxView(
                decimal(tax.path("rate").asString()),
                tax.path("net").asLong(),
                tax.path("tax").asLong(),
                tax.path("credited").asLong());
    }

    private static String decimal(String stored) {
        return JustIssued.decimal(new BigDecimal(stored));
    }

    private List<JsonNode> nodes(Row row, String column) {
        return List.copyOf(json.readTree(row.text(column)).values());
    }
}
