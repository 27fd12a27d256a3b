package io.duebook.invoice;

import io.duebook.item.DiscountOffer;
import io.duebook.item.Instalment;
import io.duebook.platform.Database;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.ImportId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.tenant.EarlyDiscount;
import io.duebook.tenant.Terms;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Invoices, their lines and tax shares in the database. */
@Repository
class InvoiceRepository {

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};
    private static final TypeReference<List<Instalment>> INSTALMENTS = new TypeReference<>() {};
    static final TypeReference<List<TaxDocument>> TAX_DOCUMENTS = new TypeReference<>() {};

    /** An invoice of a number to be put in; an undone one gave its number back. */
    static final String NUMBERED =
            "select from invoice where tenant_id = :tenant and number = %s and state <> 'undone'";

    private final Database database;
    private final JsonMapper json;

    InvoiceRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Write insert(List<Row> rows) {
        return Write.all(
                insertInvoices(rows),
                insertLines(rows),
                insertTaxes(rows),
                insertTaxDocuments(rows),
                insertDeposits(rows));
    }

    private Write insertInvoices(List<Row> rows) {
        return Write.part("invoice_row", """
                        insert into invoice (tenant_id, id, customer_id, state, number, external_id, issue_date,
                                             due_date, currency, terms, net, tax, total, opening, disputed, reference,
                                             metadata, import_id, import_line, entry_id, discount_percent,
                                             discount_days, discount_until, instalments, purchase_order,
                                             delivery_note, contract, salesperson, version, created_at, updated_at, issued_at)
                        select :tenant, id, customer_id, state, number, external_id, issue_date,
                               due_date, currency, terms, net, tax, total, opening, disputed, reference,
                               metadata::jsonb, import_id, import_line, entry_id, discount_percent,
                               discount_days, discount_until, instalments::jsonb, purchase_order,
                               delivery_note, contract, salesperson, 1, :now, :now, case when state = 'issued' then :now end
                          from unnest(:invoice_row_id, :invoice_row_customer, :invoice_row_state, :invoice_row_number,
                                      :invoice_row_external_id, :invoice_row_issue_date, :invoice_row_due_date,
                                      :invoice_row_currency, :invoice_row_terms, :invoice_row_net, :invoice_row_tax,
                                      :invoice_row_total, :invoice_row_opening, :invoice_row_disputed,
                                      :invoice_row_reference, :invoice_row_metadata, :invoice_row_import,
                                      :invoice_row_import_line, :invoice_row_entry, :invoice_row_discount_percent,
                                      :invoice_row_discount_days, :invoice_row_discount_until,
                                      :invoice_row_instalments, :invoice_row_purchase_order,
                                      :invoice_row_delivery_note, :invoice_row_contract, :invoice_row_salesperson)
                            as row (id, customer_id, state, number, external_id, issue_date,
                                    due_date, currency, terms, net, tax, total, opening, disputed, reference,
                                    metadata, import_id, import_line, entry_id, discount_percent, discount_days,
                                    discount_until, instalments, purchase_order, delivery_note, contract,
                                    salesperson)
                        """)
                .column("invoice_row_id", UUID.class, rows, row -> row.invoice()
                        .id()
                        .value())
                .column("invoice_row_customer", UUID.class, rows, row -> row.invoice()
                        .customer()
                        .value())
                .column("invoice_row_state", String.class, rows, row -> row.invoice()
                        .state()
                        .code())
                .column("invoice_row_number", String.class, rows, row -> row.invoice()
                        .number())
                .column("invoice_row_external_id", String.class, rows, row -> row.invoice()
                        .externalId())
                .column("invoice_row_issue_date", LocalDate.class, rows, row -> row.invoice()
                        .issueDate())
                .column("invoice_row_due_date", LocalDate.class, rows, row -> row.invoice()
                        .dueDate())
                .column("invoice_row_currency", String.class, rows, row -> row.invoice()
                        .total()
                        .currency()
                        .code())
                .column("invoice_row_terms", String.class, rows, row -> {
                    Terms terms = row.invoice().terms();
                    return terms == null ? null : terms.text();
                })
                .column("invoice_row_net", Long.class, rows, row -> row.invoice()
                        .net()
                        .amount())
                .column("invoice_row_tax", Long.class, rows, row -> row.invoice()
                        .tax()
                        .amount())
                .column("invoice_row_total", Long.class, rows, row -> row.invoice()
                        .total()
                        .amount())
                .column("invoice_row_opening", Boolean.class, rows, row -> row.invoice()
                        .opening())
                .column("invoice_row_disputed", Boolean.class, rows, Row::disputed)
                .column("invoice_row_reference", String.class, rows, row -> row.invoice()
                        .reference())
                .column(
                        "invoice_row_metadata",
                        String.class,
                        rows,
                        row -> json.writeValueAsString(row.invoice().metadata()))
                .column("invoice_row_import", UUID.class, rows, row -> {
                    ImportId importId = row.importId();
                    return importId == null ? null : importId.value();
                })
                .column("invoice_row_import_line", Integer.class, rows, Row::importLine)
                .column("invoice_row_entry", UUID.class, rows, Row::entry)
                .column("invoice_row_discount_percent", BigDecimal.class, rows, row -> {
                    EarlyDiscount discount = row.invoice().discount();
                    return discount == null ? null : discount.percent();
                })
                .column("invoice_row_discount_days", Integer.class, rows, row -> {
                    EarlyDiscount discount = row.invoice().discount();
                    return discount == null ? null : discount.days();
                })
                .column("invoice_row_purchase_order", String.class, rows, row -> row.invoice()
                        .references()
                        .purchaseOrder())
                .column("invoice_row_delivery_note", String.class, rows, row -> row.invoice()
                        .references()
                        .deliveryNote())
                .column("invoice_row_contract", String.class, rows, row -> row.invoice()
                        .references()
                        .contract())
                .column("invoice_row_salesperson", String.class, rows, row -> row.invoice()
                        .references()
                        .salesperson())
                .column(
                        "invoice_row_instalments",
                        String.class,
                        rows,
                        row -> row.invoice().instalments().isEmpty()
                                ? null
                                : json.writeValueAsString(row.invoice().instalments()))
                .column("invoice_row_discount_until", LocalDate.class, rows, row -> {
                    DiscountOffer offer = row.invoice().state() == Invoice.State.DRAFT
                            ? null
                            : row.invoice().offer();
                    return offer == null ? null : offer.until();
                })
                .build();
    }

    private static Write insertLines(List<Row> rows) {
        record Numbered(Invoice invoice, int number, Line line) {}
        List<Numbered> lines = rows.stream()
                .map(Row::invoice)
                .flatMap(invoice -> IntStream.range(0, invoice.lines().size())
                        .mapToObj(at ->
                                new Numbered(invoice, at + 1, invoice.lines().get(at))))
                .toList();
        return Write.part("invoice_line_row", """
                        insert into invoice_line (tenant_id, invoice_id, line, customer_id, description, quantity,
                                                  unit_amount, tax_rate, net)
                        select :tenant, invoice_id, line, customer_id, description, quantity, unit_amount, tax_rate, net
                          from unnest(:invoice_line_row_invoice, :invoice_line_row_number, :invoice_line_row_customer,
                                      :invoice_line_row_description, :invoice_line_row_quantity,
                                      :invoice_line_row_unit_amount, :invoice_line_row_tax_rate, :invoice_line_row_net)
                            as row (invoice_id, line, customer_id, description, quantity, unit_amount, tax_rate, net)
                        """)
                .column("invoice_line_row_invoice", UUID.class, lines, row -> row.invoice()
                        .id()
                        .value())
                .column("invoice_line_row_number", Integer.class, lines, Numbered::number)
                .column("invoice_line_row_customer", UUID.class, lines, row -> row.invoice()
                        .customer()
                        .value())
                .column("invoice_line_row_description", String.class, lines, row -> row.line()
                        .description())
                .column("invoice_line_row_quantity", BigDecimal.class, lines, row -> row.line()
                        .quantity())
                .column("invoice_line_row_unit_amount", Long.class, lines, row -> row.line()
                        .unitAmount()
                        .amount())
                .column("invoice_line_row_tax_rate", BigDecimal.class, lines, row -> row.line()
                        .taxRate())
                .column("invoice_line_row_net", Long.class, lines, row -> row.line()
                        .net()
                        .amount())
                .build();
    }

    private static Write insertTaxes(List<Row> rows) {
        record Share(Invoice invoice, TaxShare tax) {}
        List<Share> shares = rows.stream()
                .map(Row::invoice)
                .flatMap(invoice -> invoice.taxes().stream().map(tax -> new Share(invoice, tax)))
                .toList();
        return Write.part("invoice_tax_row", """
                        insert into invoice_tax (tenant_id, invoice_id, rate, customer_id, net, tax)
                        select :tenant, invoice_id, rate, customer_id, net, tax
                          from unnest(:invoice_tax_row_invoice, :invoice_tax_row_rate, :invoice_tax_row_customer,
                                      :invoice_tax_row_net, :invoice_tax_row_tax)
                            as row (invoice_id, rate, customer_id, net, tax)
                        """)
                .column("invoice_tax_row_invoice", UUID.class, shares, share -> share.invoice()
                        .id()
                        .value())
                .column("invoice_tax_row_rate", BigDecimal.class, shares, share -> share.tax()
                        .rate())
                .column("invoice_tax_row_customer", UUID.class, shares, share -> share.invoice()
                        .customer()
                        .value())
                .column("invoice_tax_row_net", Long.class, shares, share -> share.tax()
                        .net()
                        .amount())
                .column("invoice_tax_row_tax", Long.class, shares, share -> share.tax()
                        .tax()
                        .amount())
                .build();
    }

    private static Write insertTaxDocuments(List<Row> rows) {
        record Placed(Invoice invoice, int place, TaxDocument document) {}
        List<Placed> documents = rows.stream()
                .map(Row::invoice)
                .flatMap(invoice -> IntStream.range(
                                0, invoice.references().taxDocuments().size())
                        .mapToObj(at -> new Placed(
                                invoice,
                                at + 1,
                                invoice.references().taxDocuments().get(at))))
                .toList();
        return documents.isEmpty()
                ? Write.nothing()
                : Write.part("invoice_tax_document_row", """
                        insert into invoice_tax_document (tenant_id, invoice_id, place, customer_id, kind, number, state,
                                                          issued_on)
                        select :tenant, invoice_id, place, customer_id, kind, number, state, issued_on
                          from unnest(:invoice_tax_document_row_invoice, :invoice_tax_document_row_place,
                                      :invoice_tax_document_row_customer, :invoice_tax_document_row_kind,
                                      :invoice_tax_document_row_number, :invoice_tax_document_row_state,
                                      :invoice_tax_document_row_issued_on)
                            as row (invoice_id, place, customer_id, kind, number, state, issued_on)
                        """)
                        .column("invoice_tax_document_row_invoice", UUID.class, documents, row -> row.invoice()
                                .id()
                                .value())
                        .column("invoice_tax_document_row_place", Integer.class, documents, Placed::place)
                        .column("invoice_tax_document_row_customer", UUID.class, documents, row -> row.invoice()
                                .customer()
                                .value())
                        .column("invoice_tax_document_row_kind", String.class, documents, row -> row.document()
                                .kind()
                                .name()
                                .toLowerCase(Locale.ROOT))
                        .column("invoice_tax_document_row_number", String.class, documents, row -> row.document()
                                .number())
                        .column("invoice_tax_document_row_state", String.class, documents, row -> row.document()
                                .state()
                                .code())
                        .column("invoice_tax_document_row_issued_on", LocalDate.class, documents, row -> row.document()
                                .issuedOn())
                        .build();
    }

    private static Write insertDeposits(List<Row> rows) {
        record Placed(Invoice invoice, int place, DepositId deposit) {}
        List<Placed> named = rows.stream()
                .map(Row::invoice)
                .flatMap(invoice -> IntStream.range(0, invoice.deposits().size())
                        .mapToObj(at ->
                                new Placed(invoice, at + 1, invoice.deposits().get(at))))
                .toList();
        return named.isEmpty()
                ? Write.nothing()
                : Write.part("invoice_deposit_row", """
                        insert into invoice_deposit (tenant_id, invoice_id, place, deposit_id, customer_id)
                        select :tenant, invoice_id, place, deposit_id, customer_id
                          from unnest(:invoice_deposit_row_invoice, :invoice_deposit_row_place,
                                      :invoice_deposit_row_deposit, :invoice_deposit_row_customer)
                            as row (invoice_id, place, deposit_id, customer_id)
                        """)
                        .column("invoice_deposit_row_invoice", UUID.class, named, row -> row.invoice()
                                .id()
                                .value())
                        .column("invoice_deposit_row_place", Integer.class, named, Placed::place)
                        .column("invoice_deposit_row_deposit", UUID.class, named, row -> row.deposit()
                                .value())
                        .column("invoice_deposit_row_customer", UUID.class, named, row -> row.invoice()
                                .customer()
                                .value())
                        .build();
    }

    /** By what else an invoice is known, said anew. The invoice is locked. */
    Mono<Write> change(Invoice invoice) {
        return database.sql("""
                        delete from invoice_tax_document
                         where tenant_id = :tenant
                           and invoice_id = :invoice
                        """)
                .bind("invoice", invoice.id().value())
                .update()
                .thenReturn(changed(invoice).and(insertTaxDocuments(List.of(Row.of(invoice, null)))));
    }

    private static Write changed(Invoice invoice) {
        List<InvoiceReferences> row = List.of(invoice.references());
        return Write.part("invoice_known_by", """
                        update invoice
                           set purchase_order = row.purchase_order,
                               delivery_note = row.delivery_note,
                               contract = row.contract,
                               salesperson = row.salesperson,
                               version = version + 1,
                               updated_at = :now
                          from unnest(:invoice_known_by_purchase_order, :invoice_known_by_delivery_note,
                                      :invoice_known_by_contract, :invoice_known_by_salesperson)
                            as row (purchase_order, delivery_note, contract, salesperson)
                         where tenant_id = :tenant
                           and id = :invoice_known_by_id
                        """)
                .bind("invoice_known_by_id", invoice.id().value())
                .column("invoice_known_by_purchase_order", String.class, row, InvoiceReferences::purchaseOrder)
                .column("invoice_known_by_delivery_note", String.class, row, InvoiceReferences::deliveryNote)
                .column("invoice_known_by_contract", String.class, row, InvoiceReferences::contract)
                .column("invoice_known_by_salesperson", String.class, row, InvoiceReferences::salesperson)
                .build();
    }

    Write markIssued(Invoice invoice, UUID entry) {
        return Write.part("invoice_issued", """
                        update invoice
                           set state = 'issued',
                               number = :invoice_issued_number,
                               issue_date = :invoice_issued_issue_date,
                               due_date = :invoice_issued_due_date,
                               discount_until = case when discount_days is not null
                                                     then least(:invoice_issued_issue_date::date + discount_days,
                                                                :invoice_issued_due_date::date)
                                                end,
                               entry_id = case when total > 0 then :invoice_issued_entry end,
                               version = version + 1,
                               updated_at = :now,
                               issued_at = :now
                         where tenant_id = :tenant
                           and id = :invoice_issued_id
                        """)
                .bind("invoice_issued_id", invoice.id().value())
                .bind("invoice_issued_number", Objects.requireNonNull(invoice.number()))
                .bind("invoice_issued_issue_date", Objects.requireNonNull(invoice.issueDate()))
                .bind("invoice_issued_due_date", Objects.requireNonNull(invoice.dueDate()))
                .bind("invoice_issued_entry", entry)
                .build();
    }

    Write markVoid(InvoiceId id) {
        return Write.part("invoice_void", """
                        update invoice
                           set state = 'void',
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :invoice_void_id
                        """)
                .bind("invoice_void_id", id.value())
                .build();
    }

    Mono<Void> markUndone(ImportId importId) {
        return database.sql("""
                        update invoice
                           set state = 'undone',
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and import_id = :import
                           and state <> 'undone'
                        """).bind("import", importId.value()).update().then();
    }

    /** The invoice, locked until the transaction ends. */
    Mono<Invoice> lock(InvoiceId id) {
        return database.sql("""
                        select i.id, i.customer_id, i.state, i.number, i.external_id, i.issue_date, i.due_date,
                               i.currency, i.terms, i.discount_percent, i.discount_days, i.instalments::text as instalments, i.total, i.opening, i.reference, i.metadata::text as metadata,
                               i.purchase_order, i.delivery_note, i.contract, i.salesperson,
                               (select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'number', d.number,
                                           'state', d.state, 'issued_on', d.issued_on) order by d.place), '[]')::text
                                  from invoice_tax_document d
                                 where d.tenant_id = :tenant
                                   and d.invoice_id = i.id) as tax_documents,
                               i.version,
                               array(select f.deposit_id
                                       from invoice_deposit f
                                      where f.tenant_id = :tenant
                                        and f.invoice_id = i.id
                                      order by f.place) as deposits,
                               array(select t.rate || ' ' || t.net || ' ' || t.tax
                                       from invoice_tax t
                                      where t.tenant_id = :tenant
                                        and t.invoice_id = i.id
                                      order by t.rate) as taxes
                          from invoice i
                         where i.tenant_id = :tenant
                           and i.id = :id
                           and i.state <> 'undone'
                           for update of i
                        """).bind("id", id.value()).one(this::invoice);
    }

    /** Without its lines, which nothing is decided by once it is made. */
    private Invoice invoice(Readable row) {
        Currency currency = Currency.of(text(row, "currency"));
        String terms = row.get("terms", String.class);
        return new Invoice(
                new InvoiceId(Objects.requireNonNull(row.get("id", UUID.class))),
                new CustomerId(Objects.requireNonNull(row.get("customer_id", UUID.class))),
                Invoice.State.of(text(row, "state")),
                row.get("number", String.class),
                row.get("external_id", String.class),
                row.get("issue_date", LocalDate.class),
                row.get("due_date", LocalDate.class),
                terms == null ? null : Terms.parse(terms),
                discount(row),
                instalments(row),
                List.of(),
                taxes(Objects.requireNonNull(row.get("taxes", String[].class)), currency),
                new Money(Objects.requireNonNull(row.get("total", Long.class)), currency),
                Boolean.TRUE.equals(row.get("opening", Boolean.class)),
                row.get("reference", String.class),
                references(row),
                json.readValue(text(row, "metadata"), WORDS),
                deposits(row),
                new Version(Objects.requireNonNull(row.get("version", Integer.class))));
    }

    private InvoiceReferences references(Readable row) {
        return new InvoiceReferences(
                row.get("purchase_order", String.class),
                row.get("delivery_note", String.class),
                row.get("contract", String.class),
                row.get("salesperson", String.class),
                json.readValue(text(row, "tax_documents"), TAX_DOCUMENTS));
    }

    private static List<DepositId> deposits(Readable row) {
        return Arrays.stream(Objects.requireNonNull(row.get("deposits", UUID[].class)))
                .map(DepositId::new)
                .toList();
    }

    private List<Instalment> instalments(Readable row) {
        String parts = row.get("instalments", String.class);
        return parts == null ? List.of() : json.readValue(parts, INSTALMENTS);
    }

    private static @Nullable EarlyDiscount discount(Readable row) {
        BigDecimal percent = row.get("discount_percent", BigDecimal.class);
        return percent == null
                ? null
                : new EarlyDiscount(percent, Objects.requireNonNull(row.get("discount_days", Integer.class)));
    }

    private static List<TaxShare> taxes(String[] rows, Currency currency) {
        return Arrays.stream(rows)
                .map(row -> row.split(" "))
                .map(parts -> new TaxShare(
                        new BigDecimal(parts[0]),
                        new Money(Long.parseLong(parts[1]), currency),
                        new Money(Long.parseLong(parts[2]), currency)))
                .toList();
    }

    Mono<CustomerId> customerOf(InvoiceId id) {
        return database.sql("select customer_id from invoice where tenant_id = :tenant and id = :id")
                .bind("id", id.value())
                .one(row -> new CustomerId(Objects.requireNonNull(row.get("customer_id", UUID.class))));
    }

    /** The entry that issued it; none for an invoice over nothing. */
    Mono<List<UUID>> entryOf(InvoiceId id) {
        return database.sql("""
                        select entry_id
                          from invoice
                         where tenant_id = :tenant
                           and id = :id
                           and entry_id is not null
                        """)
                .bind("id", id.value())
                .one(row -> List.of(Objects.requireNonNull(row.get("entry_id", UUID.class))));
    }

    Flux<UUID> ofImport(ImportId importId) {
        return database.sql("""
                        select id
                          from invoice
                         where tenant_id = :tenant
                           and import_id = :import
                           and state <> 'undone'
                        """)
                .bind("import", importId.value())
                .all(row -> Objects.requireNonNull(row.get("id", UUID.class)));
    }

    Mono<Map<String, InvoiceId>> byNumbers(List<String> numbers) {
        return database.sql("""
                        select number, id
                          from invoice
                         where tenant_id = :tenant
                           and number = any(:numbers)
                           and state <> 'undone'
                        """)
                .bind("numbers", numbers.toArray(String[]::new))
                .all(row -> Map.entry(
                        text(row, "number"), new InvoiceId(Objects.requireNonNull(row.get("id", UUID.class)))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
