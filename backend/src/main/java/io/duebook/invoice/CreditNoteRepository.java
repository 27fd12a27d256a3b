package io.duebook.invoice;

import io.duebook.item.OpenItem;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Credit notes, their lines and shares in the database, and how much of each claim they have taken back. */
@Repository
class CreditNoteRepository {

    /** A credit note of a number to be put in. */
    static final String NUMBERED = "select from credit_note where tenant_id = :tenant and number = %s";

    private final Database database;
    private final JsonMapper json;

    CreditNoteRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Write insert(CreditNote note, UUID entry) {
        return Write.all(
                insertNote(note, entry), insertLines(note), insertShares(note), countRates(note), countLines(note));
    }

    private Write insertNote(CreditNote note, UUID entry) {
        List<CreditNote> rows = List.of(note);
        return Write.part("credit_note_row", """
                        insert into credit_note (tenant_id, id, customer_id, state, number, external_id, issue_date,
                                                 currency, net, tax, total, reason, reference, metadata, entry_id,
                                                 version, created_at, updated_at)
                        select :tenant, id, customer_id, 'issued', number, external_id, :credit_note_row_issue_date,
                               :credit_note_row_currency, :credit_note_row_net, :credit_note_row_tax,
                               :credit_note_row_total, reason, reference, metadata::jsonb, :credit_note_row_entry,
                               1, :now, :now
                          from unnest(:credit_note_row_id, :credit_note_row_customer, :credit_note_row_number,
                                      :credit_note_row_external_id, :credit_note_row_reason,
                                      :credit_note_row_reference, :credit_note_row_metadata)
                            as row (id, customer_id, number, external_id, reason, reference, metadata)
                        """)
                .column("credit_note_row_id", UUID.class, rows, row -> row.id().value())
                .column("credit_note_row_customer", UUID.class, rows, row -> row.customer()
                        .value())
                .column("credit_note_row_number", String.class, rows, CreditNote::number)
                .column("credit_note_row_external_id", String.class, rows, CreditNote::externalId)
                .column("credit_note_row_reason", String.class, rows, CreditNote::reason)
                .column("credit_note_row_reference", String.class, rows, CreditNote::reference)
                .column("credit_note_row_metadata", String.class, rows, row -> json.writeValueAsString(row.metadata()))
                .bind("credit_note_row_issue_date", note.issueDate())
                .bind("credit_note_row_currency", note.total().currency().code())
                .bind("credit_note_row_net", note.net().amount())
                .bind("credit_note_row_tax", note.tax().amount())
                .bind("credit_note_row_total", note.total().amount())
                .bind("credit_note_row_entry", entry)
                .build();
    }

    private static Write insertLines(CreditNote note) {
        record Numbered(int number, CreditLine line) {}
        List<Numbered> lines = IntStream.range(0, note.lines().size())
                .mapToObj(at -> new Numbered(at + 1, note.lines().get(at)))
                .toList();
        return Write.part("credit_note_line_row", """
                        insert into credit_note_line (tenant_id, credit_note_id, line, customer_id, item_id,
                                                      invoice_line, description, quantity, unit_amount, tax_rate, net)
                        select :tenant, :credit_note_line_row_note, line, :credit_note_line_row_customer, item_id,
                               invoice_line, description, quantity, unit_amount, tax_rate, net
                          from unnest(:credit_note_line_row_number, :credit_note_line_row_item,
                                      :credit_note_line_row_invoice_line, :credit_note_line_row_description,
                                      :credit_note_line_row_quantity, :credit_note_line_row_unit_amount,
                                      :credit_note_line_row_tax_rate, :credit_note_line_row_net)
                            as row (line, item_id, invoice_line, description, quantity, unit_amount, tax_rate, net)
                        """)
                .bind("credit_note_line_row_note", note.id().value())
                .bind("credit_note_line_row_customer", note.customer().value())
                .column("credit_note_line_row_number", Integer.class, lines, Numbered::number)
                .column("credit_note_line_row_item", UUID.class, lines, row -> row.line()
                        .claim())
                .column("credit_note_line_row_invoice_line", Integer.class, lines, row -> row.line()
                        .invoiceLine())
                .column("credit_note_line_row_description", String.class, lines, row -> row.line()
                        .line()
                        .description())
                .column("credit_note_line_row_quantity", BigDecimal.class, lines, row -> row.line()
                        .line()
                        .quantity())
                .column("credit_note_line_row_unit_amount", Long.class, lines, row -> row.line()
                        .line()
                        .unitAmount()
                        .amount())
                .column("credit_note_line_row_tax_rate", BigDecimal.class, lines, row -> row.line()
                        .line()
                        .taxRate())
                .column("credit_note_line_row_net", Long.class, lines, row -> row.line()
                        .line()
                        .net()
                        .amount())
                .build();
    }

    private static Write insertShares(CreditNote note) {
        record Numbered(int number, CreditShare share) {}
        List<Numbered> shares = IntStream.range(0, note.shares().size())
                .mapToObj(at -> new Numbered(at + 1, note.shares().get(at)))
                .toList();
        return Write.part("credit_note_share_row", """
                        insert into credit_note_share (tenant_id, credit_note_id, share, customer_id, item_id, rate,
                                                       net, tax)
                        select :tenant, :credit_note_share_row_note, share, :credit_note_share_row_customer, item_id,
                               rate, net, tax
                          from unnest(:credit_note_share_row_number, :credit_note_share_row_item,
                                      :credit_note_share_row_rate, :credit_note_share_row_net,
                                      :credit_note_share_row_tax) as row (share, item_id, rate, net, tax)
                        """)
                .bind("credit_note_share_row_note", note.id().value())
                .bind("credit_note_share_row_customer", note.customer().value())
                .column("credit_note_share_row_number", Integer.class, shares, Numbered::number)
                .column("credit_note_share_row_item", UUID.class, shares, row -> row.share()
                        .claim())
                .column("credit_note_share_row_rate", BigDecimal.class, shares, row -> row.share()
                        .rate())
                .column("credit_note_share_row_net", Long.class, shares, row -> row.share()
                        .net()
                        .amount())
                .column("credit_note_share_row_tax", Long.class, shares, row -> row.share()
                        .tax()
                        .amount())
                .build();
    }

    /** The database refuses a rate of which more would be taken back than was claimed. */
    private static Write countRates(CreditNote note) {
        List<CreditShare> shares =
                note.shares().stream().filter(share -> share.claim() != null).toList();
        return Write.part("credit_note_rate", """
                        update invoice_tax
                           set credited = credited + row.amount
                          from unnest(:credit_note_rate_invoice, :credit_note_rate_rate, :credit_note_rate_amount)
                            as row (invoice_id, rate, amount)
                         where invoice_tax.tenant_id = :tenant
                           and invoice_tax.invoice_id = row.invoice_id
                           and invoice_tax.rate = row.rate
                        """)
                .column("credit_note_rate_invoice", UUID.class, shares, CreditShare::claim)
                .column("credit_note_rate_rate", BigDecimal.class, shares, CreditShare::rate)
                .column("credit_note_rate_amount", Long.class, shares, share -> share.gross()
                        .amount())
                .build();
    }

    private static Write countLines(CreditNote note) {
        List<Map.Entry<CreditNote.CreditedLine, Long>> lines =
                note.creditedLines().toList();
        return Write.part("credit_note_counted_line", """
                        update invoice_line
                           set credited = credited + row.amount
                          from unnest(:credit_note_counted_line_invoice, :credit_note_counted_line_number,
                                      :credit_note_counted_line_amount) as row (invoice_id, line, amount)
                         where invoice_line.tenant_id = :tenant
                           and invoice_line.invoice_id = row.invoice_id
                           and invoice_line.line = row.line
                        """)
                .column("credit_note_counted_line_invoice", UUID.class, lines, line -> line.getKey()
                        .invoice())
                .column("credit_note_counted_line_number", Integer.class, lines, line -> line.getKey()
                        .line())
                .column("credit_note_counted_line_amount", Long.class, lines, Map.Entry::getValue)
                .build();
    }

    /** Ends it; what it took back may be credited again. */
    Write markVoid(CreditNoteId id) {
        Write ended = Write.part("credit_note_void", """
                        update credit_note
                           set state = 'void',
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :credit_note_void_id
                        """)
                .bind("credit_note_void_id", id.value())
                .build();
        Write rates = Write.part("credit_note_void_rate", """
                        update invoice_tax
                           set credited = credited - s.net - s.tax
                          from credit_note_share s
                         where s.tenant_id = :tenant
                           and s.credit_note_id = :credit_note_void_rate_of
                           and invoice_tax.tenant_id = :tenant
                           and invoice_tax.invoice_id = s.item_id
                           and invoice_tax.rate = s.rate
                        """)
                .bind("credit_note_void_rate_of", id.value())
                .build();
        Write lines = Write.part("credit_note_void_line", """
                        update invoice_line
                           set credited = credited - taken.net
                          from (select item_id, invoice_line, sum(net)::bigint as net
                                  from credit_note_line
                                 where tenant_id = :tenant
                                   and credit_note_id = :credit_note_void_line_of
                                   and invoice_line is not null
                                 group by item_id, invoice_line) as taken
                         where invoice_line.tenant_id = :tenant
                           and invoice_line.invoice_id = taken.item_id
                           and invoice_line.line = taken.invoice_line
                        """)
                .bind("credit_note_void_line_of", id.value())
                .build();
        return Write.all(ended, rates, lines);
    }

    /**
     * What is left to credit of these claims, those that are not there left out.
     *
     * @throws ClaimVoid if one of them is void
     */
    Flux<CreditedClaim> claims(Collection<OpenItem> items) {
        Map<UUID, OpenItem> byId = items.stream().collect(Collectors.toMap(OpenItem::id, item -> item));
        return items.isEmpty()
                ? Flux.empty()
                : database.sql("""
                        select o.id, coalesce(i.state, c.state) as state,
                               coalesce(c.kind = 'refund_reclaimed', false) as reclaimed,
                               array(select t.rate || ' ' || greatest(t.net + t.tax, 0) - t.credited
                                       from invoice_tax t
                                      where t.tenant_id = :tenant
                                        and t.invoice_id = o.id) as rates,
                               array(select l.line || ' ' || l.tax_rate || ' ' || greatest(l.net, 0) - l.credited
                                       from invoice_line l
                                      where l.tenant_id = :tenant
                                        and l.invoice_id = o.id) as lines,
                               (select coalesce(sum(s.net + s.tax), 0)::bigint
                                  from credit_note_share s
                                  join credit_note n on n.tenant_id = :tenant and n.id = s.credit_note_id
                                 where s.tenant_id = :tenant
                                   and s.item_id = o.id
                                   and n.state = 'issued') as credited
                          from open_item o
                          left join invoice i on i.tenant_id = :tenant and i.id = o.id
                          left join charge c on c.tenant_id = :tenant and c.id = o.id
                         where o.tenant_id = :tenant
                           and o.id = any(:ids)
                           and i.state is distinct from 'undone'
                        """)
                        .bind("ids", byId.keySet().toArray(UUID[]::new))
                        .all(columns -> claim(new Row(columns), byId));
    }

    private static CreditedClaim claim(Row row, Map<UUID, OpenItem> byId) {
        OpenItem item = Objects.requireNonNull(byId.get(row.uuid("id")));
        if ("void".equals(row.textIfAny("state"))) {
            throw new ClaimVoid(item.number());
        }
        Currency currency = item.amount().currency();
        return new CreditedClaim(
                item,
                switch (item.kind()) {
                    case INVOICE ->
                        new CreditedClaim.OfInvoice(
                                Arrays.stream(row.texts("rates"))
                                        .map(rate -> rate.split(" "))
                                        .collect(Collectors.toMap(
                                                rate -> new BigDecimal(rate[0]).stripTrailingZeros(),
                                                rate -> new Money(Long.parseLong(rate[1]), currency))),
                                Arrays.stream(row.texts("lines"))
                                        .map(line -> line.split(" "))
                                        .collect(Collectors.toMap(
                                                line -> Integer.valueOf(line[0]),
                                                line -> new CreditedClaim.LineLeft(
                                                        new BigDecimal(line[1]).stripTrailingZeros(),
                                                        new Money(Long.parseLong(line[2]), currency)))));
                    // Another customer's price: a credit note names the claim it came from.
                    case TAKEN_OVER -> new CreditedClaim.OfMoneyGivenBack();
                    case FEE, INTEREST ->
                        row.fact("reclaimed")
                                ? new CreditedClaim.OfMoneyGivenBack()
                                : new CreditedClaim.OfCharge(
                                        item.amount().minus(new Money(row.minor("credited"), currency)));
                });
    }

    /** What voiding decides by; locked until the transaction ends. */
    Mono<Issued> lock(CreditNoteId id) {
        return database.sql("""
                        select id, customer_id, state, number, external_id, issue_date, currency, total, entry_id,
                               version
                          from credit_note
                         where tenant_id = :tenant
                           and id = :id
                           for update
                        """).bind("id", id.value()).one(columns -> issued(new Row(columns)));
    }

    /**
     * A credit note as it stands in the books.
     *
     * @param entry the journal entry that posted it
     */
    record Issued(
            CreditNoteId id,
            CustomerId customer,
            CreditNote.State state,
            CreditNoteEvents.Told told,
            UUID entry,
            Version version) {}

    private static Issued issued(Row row) {
        var id = new CreditNoteId(row.uuid("id"));
        var customer = new CustomerId(row.uuid("customer_id"));
        return new Issued(
                id,
                customer,
                CreditNote.State.of(row.text("state")),
                new CreditNoteEvents.Told(
                        id,
                        customer,
                        row.text("number"),
                        row.textIfAny("external_id"),
                        new Money(row.minor("total"), row.currency("currency")),
                        row.date("issue_date")),
                row.uuid("entry_id"),
                new Version(row.number("version")));
    }

    Mono<CustomerId> customerOf(CreditNoteId id) {
        return database.sql("select customer_id from credit_note where tenant_id = :tenant and id = :id")
                .bind("id", id.value())
                .one(row -> new CustomerId(Objects.requireNonNull(row.get("customer_id", UUID.class))));
    }
}
