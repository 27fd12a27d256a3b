package io.duebook.invoice;

import io.duebook.item.OpenItem;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.shared.AllocationId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads credit notes as clients see them: one statement for a document with its parts, one for a page of a list. */
@Repository
class CreditNoteViews {

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private static final String COMMON = """
            n.id, n.number, n.external_id, n.customer_id, c.name as customer_name,
            c.external_id as customer_external_id, n.state, n.issue_date, n.currency, n.total, k.unapplied,
            n.reason, n.reference, n.version, n.created_at, n.updated_at
            """;

    private static final String FROM = """
              from credit_note n
              join customer c on c.tenant_id = :tenant and c.id = n.customer_id
              join credit k on k.tenant_id = :tenant and k.id = n.id
             where n.tenant_id = :tenant
            """;

    private final Database database;
    private final JsonMapper json;

    CreditNoteViews(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<CreditNoteView> get(CreditNoteId id) {
        return find(id).switchIfEmpty(Mono.error(
                () -> new IllegalStateException("a credit note that was just written is not there: " + id)));
    }

    Mono<CreditNoteView> find(CreditNoteId id) {
        return database.sql("select " + COMMON + """
                        , n.net, n.tax, n.metadata::text as metadata,
                        (select jsonb_agg(jsonb_build_object('invoice', l.item_id, 'kind', o.kind, 'number', o.number,
                                    'invoice_line', l.invoice_line, 'description', l.description,
                                    'quantity', l.quantity::text, 'unit_amount', l.unit_amount,
                                    'tax_rate', l.tax_rate::text, 'net', l.net) order by l.line)::text
                           from credit_note_line l
                           left join open_item o on o.tenant_id = :tenant and o.id = l.item_id
                          where l.tenant_id = :tenant
                            and l.credit_note_id = n.id) as lines,
                        (select jsonb_agg(jsonb_build_object('rate', t.rate::text, 'net', t.net, 'tax', t.tax)
                                    order by t.rate)::text
                           from (select s.rate, sum(s.net)::bigint as net, sum(s.tax)::bigint as tax
                                   from credit_note_share s
                                  where s.tenant_id = :tenant
                                    and s.credit_note_id = n.id
                                  group by s.rate) as t) as taxes,
                        (select coalesce(jsonb_agg(jsonb_build_object('invoice', t.item_id, 'kind', o.kind,
                                    'number', o.number, 'net', t.net, 'tax', t.tax,
                                    'lowered', (select coalesce(-sum(m.written_off_delta), 0)
                                                  from movement m
                                                 where m.tenant_id = :tenant
                                                   and m.credit_id = n.id
                                                   and m.item_id = t.item_id
                                                   and m.kind like 'lowering%'))
                                    order by t.place), '[]')::text
                           from (select s.item_id, min(s.share) as place, sum(s.net)::bigint as net,
                                        sum(s.tax)::bigint as tax
                                   from credit_note_share s
                                  where s.tenant_id = :tenant
                                    and s.credit_note_id = n.id
                                    and s.item_id is not null
                                  group by s.item_id) as t
                           join open_item o on o.tenant_id = :tenant and o.id = t.item_id) as claims,
                        (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'invoice', m.item_id, 'kind', o.kind,
                                    'number', o.number, 'amount', -m.item_delta, 'currency', m.currency, 'on',
                                    m.accounting_on,
                                    'reversed', exists (select from movement undone
                                                         where undone.tenant_id = :tenant
                                                           and undone.reverses = m.id))
                                    order by m.id), '[]')::text
                           from movement m
                           join open_item o on o.tenant_id = :tenant and o.id = m.item_id
                          where m.tenant_id = :tenant
                            and m.credit_id = n.id
                            and m.kind = 'allocation') as allocations
                        """ + FROM + " and n.id = :id")
                .bind("id", id.value())
                .one(columns -> view(new Row(columns)));
    }

    /** Whether the caller may see an invoice or charge of this id. */
    Mono<Boolean> knowsClaim(UUID claim) {
        return database.sql("""
                        select exists (select from open_item where tenant_id = :tenant and id = :claim)
                            or exists (select from invoice where tenant_id = :tenant and id = :claim) as known
                        """).bind("claim", claim).one(row -> Boolean.TRUE.equals(row.get("known", Boolean.class)));
    }

    Flux<CreditNoteSummary> list(CreditNoteFilter filter, @Nullable Cursor after, int rows) {
        Instant since = filter.updatedSince();
        Listing asked = Listing.of(database, "select " + COMMON + FROM)
                .where("n.customer_id = :customer", filter.customer())
                .where("""
                        exists (select from credit_note_share s
                                 where s.tenant_id = :tenant
                                   and s.item_id = :claim
                                   and s.credit_note_id = n.id)
                        """, filter.claim())
                .where("n.external_id = :external_id", filter.externalId());
        return (since == null ? asked.newestFirst("n.id", after, rows) : asked.changedSince(since, "n", after, rows))
                .all(columns -> summary(new Row(columns)));
    }

    private CreditNoteView view(Row row) {
        return new CreditNoteView(
                new CreditNoteId(row.uuid("id")),
                row.text("number"),
                row.textIfAny("external_id"),
                customer(row),
                row.text("state"),
                row.date("issue_date"),
                row.currency("currency"),
                row.minor("net"),
                row.minor("tax"),
                row.minor("total"),
                row.minor("unapplied"),
                nodes(row, "lines").stream().map(CreditNoteViews::line).toList(),
                nodes(row, "taxes").stream().map(CreditNoteViews::tax).toList(),
                nodes(row, "claims").stream().map(CreditNoteViews::claim).toList(),
                nodes(row, "allocations").stream()
                        .map(CreditNoteViews::allocation)
                        .toList(),
                row.textIfAny("reason"),
                row.textIfAny("reference"),
                json.readValue(row.text("metadata"), WORDS),
                row.number("version"),
                row.moment("created_at"));
    }

    private static CreditNoteSummary summary(Row row) {
        return new CreditNoteSummary(
                new CreditNoteId(row.uuid("id")),
                row.text("number"),
                row.textIfAny("external_id"),
                customer(row),
                row.text("state"),
                row.date("issue_date"),
                row.currency("currency"),
                row.minor("total"),
                row.minor("unapplied"),
                row.textIfAny("reason"),
                row.textIfAny("reference"),
                row.number("version"),
                row.moment("created_at"),
                row.moment("updated_at"));
    }

    private static InvoiceView.CustomerName customer(Row row) {
        return new InvoiceView.CustomerName(
                new CustomerId(row.uuid("customer_id")),
                row.text("customer_name"),
                row.textIfAny("customer_external_id"));
    }

    private static CreditNoteView.CreditNoteLineView line(JsonNode line) {
        boolean namesClaim = !line.path("invoice").isNull();
        boolean namesLine = !line.path("invoice_line").isNull();
        return new CreditNoteView.CreditNoteLineView(
                namesClaim ? publicId(line) : null,
                namesClaim ? line.path("number").asString() : null,
                namesLine ? line.path("invoice_line").asInt() : null,
                line.path("description").asString(),
                decimal(line.path("quantity").asString()),
                line.path("unit_amount").asLong(),
                decimal(line.path("tax_rate").asString()),
                line.path("net").asLong());
    }

    private static CreditNoteView.CreditedTaxView tax(JsonNode tax) {
        return new CreditNoteView.CreditedTaxView(
                decimal(tax.path("rate").asString()),
                tax.path("net").asLong(),
                tax.path("tax").asLong());
    }

    private static CreditNoteView.CreditedClaimView claim(JsonNode claim) {
        long net = claim.path("net").asLong();
        long tax = claim.path("tax").asLong();
        return new CreditNoteView.CreditedClaimView(
                publicId(claim),
                claim.path("number").asString(),
                net,
                tax,
                Math.addExact(net, tax),
                claim.path("lowered").asLong());
    }

    private static CreditNoteView.CreditNoteAllocationView allocation(JsonNode made) {
        return new CreditNoteView.CreditNoteAllocationView(
                new AllocationId(UUID.fromString(made.path("id").asString())),
                publicId(made),
                made.path("number").asString(),
                made.path("amount").asLong(),
                Currency.of(made.path("currency").asString()),
                LocalDate.parse(made.path("on").asString()),
                made.path("reversed").asBoolean());
    }

    private static PublicId publicId(JsonNode claim) {
        return OpenItem.Kind.of(claim.path("kind").asString())
                .idOf(UUID.fromString(claim.path("invoice").asString()));
    }

    private static String decimal(String stored) {
        BigDecimal plain = new BigDecimal(stored).stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }

    private List<JsonNode> nodes(Row row, String column) {
        return List.copyOf(json.readTree(row.text(column)).values());
    }
}
