package io.duebook.invoice;

import io.duebook.invoice.DepositTax.Correction;
import io.duebook.invoice.DepositTax.Posted;
import io.duebook.invoice.DepositView.DepositLine;
import io.duebook.invoice.DepositView.DepositPaymentView;
import io.duebook.invoice.DepositView.DepositTaxShare;
import io.duebook.invoice.DepositView.TakenBy;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Deposits in the database, and as clients see them. */
@Repository
class DepositRepository {

    /** A deposit with the number {@code %s}. */
    static final String NUMBERED = "select from deposit where tenant_id = :tenant and number = %s";

    private static final String VIEW = """
            select d.id, d.number, d.external_id, d.customer_id, u.name as customer_name,
                   u.external_id as customer_external_id, d.currency, d.net, d.tax, d.total, d.issue_date, d.due_date,
                   d.reference, d.lines::text as lines, d.taxes::text as taxes, d.void_on, d.version, d.created_at,
                   money.received, money.held, money.payments,
                   (select coalesce(jsonb_agg(jsonb_build_object('invoice', i.id, 'number', i.number) order by i.id),
                               '[]')::text
                      from invoice_deposit f
                      join invoice i on i.tenant_id = :tenant and i.id = f.invoice_id
                     where f.tenant_id = :tenant
                       and f.deposit_id = d.id
                       and (i.state = 'issued' or i.state = 'draft' and :acting_customer::uuid is null)) as invoices
              from deposit d
              join customer u on u.tenant_id = :tenant and u.id = d.customer_id
             cross join lateral (
                   select coalesce(sum(c.unapplied + kept.used), 0)::bigint as received,
                          coalesce(sum(c.unapplied), 0)::bigint as held,
                          coalesce(jsonb_agg(jsonb_build_object('payment', c.id, 'amount', c.amount, 'unapplied',
                              c.unapplied, 'used', kept.used, 'on', c.value_on) order by c.id)
                              filter (where c.unapplied + kept.used <> 0), '[]')::text as payments
                     from deposit_credit k
                     join credit c on c.tenant_id = :tenant and c.id = k.credit_id
                    cross join lateral (
                          select coalesce(-sum(m.credit_delta), 0) as used
                            from movement m
                           where m.tenant_id = :tenant
                             and m.credit_id = c.id
                             and (m.kind like 'allocation%' or m.kind like 'exchange%' or m.kind like 'rounding%')
                             and coalesce(m.reverses, m.id) <> all(k.earlier)) as kept
                    where k.tenant_id = :tenant
                      and k.deposit_id = d.id
                      and d.void_on is null) as money
             where d.tenant_id = :tenant
            """;

    private final Database database;
    private final JsonMapper json;

    DepositRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A line as it is kept. */
    record KeptLine(String description, String quantity, long unitAmount, String taxRate, long net) {

        static KeptLine of(Line line) {
            return new KeptLine(
                    line.description(),
                    plain(line.quantity()),
                    line.unitAmount().amount(),
                    plain(line.taxRate()),
                    line.net().amount());
        }
    }

    record KeptTax(String rate, long net, long tax) {

        static KeptTax of(TaxShare share) {
            return new KeptTax(
                    plain(share.rate()), share.net().amount(), share.tax().amount());
        }
    }

    private static String plain(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    Write insert(Deposit deposit) {
        List<Deposit> one = List.of(deposit);
        return Write.part("deposit_row", """
                        insert into deposit (tenant_id, id, customer_id, number, external_id, currency, net, tax, total,
                                             taxes, lines, issue_date, due_date, reference, version, created_at)
                        select :tenant, id, :deposit_row_customer, :deposit_row_number, external_id,
                               :deposit_row_currency, :deposit_row_net, :deposit_row_tax, :deposit_row_total,
                               :deposit_row_taxes::jsonb, :deposit_row_lines::jsonb, :deposit_row_issue_date,
                               :deposit_row_due_date, reference, 1, :now
                          from unnest(:deposit_row_id, :deposit_row_external_id, :deposit_row_reference)
                            as row (id, external_id, reference)
                        """)
                .column("deposit_row_id", UUID.class, one, row -> row.id().value())
                .column("deposit_row_external_id", String.class, one, Deposit::externalId)
                .column("deposit_row_reference", String.class, one, Deposit::reference)
                .bind("deposit_row_customer", deposit.customer().value())
                .bind("deposit_row_number", deposit.number())
                .bind("deposit_row_currency", deposit.total().currency().code())
                .bind("deposit_row_net", deposit.net().amount())
                .bind("deposit_row_tax", deposit.total().minus(deposit.net()).amount())
                .bind("deposit_row_total", deposit.total().amount())
                .bind(
                        "deposit_row_taxes",
                        json.writeValueAsString(
                                deposit.taxes().stream().map(KeptTax::of).toList()))
                .bind(
                        "deposit_row_lines",
                        json.writeValueAsString(
                                deposit.lines().stream().map(KeptLine::of).toList()))
                .bind("deposit_row_issue_date", deposit.issueDate())
                .bind("deposit_row_due_date", deposit.dueDate())
                .build();
    }

    Write markVoid(DepositId id, LocalDate on) {
        return Write.part("deposit_void", """
                        update deposit
                           set void_on = :deposit_void_on,
                               version = version + 1
                         where tenant_id = :tenant
                           and id = :deposit_void_id
                        """)
                .bind("deposit_void_id", id.value())
                .bind("deposit_void_on", on)
                .build();
    }

    Mono<CustomerId> customerOf(DepositId id) {
        return database.sql("select customer_id from deposit where tenant_id = :tenant and id = :id")
                .bind("id", id.value())
                .one(columns -> new CustomerId(new Row(columns).uuid("customer_id")));
    }

    /** Without their lines, which nothing is decided by once they are made. */
    Flux<Deposit> find(Collection<DepositId> ids) {
        return ids.isEmpty()
                ? Flux.empty()
                : database.sql("""
                        select id, customer_id, number, external_id, currency, total, taxes::text as taxes, issue_date,
                               due_date, reference, void_on, version, created_at
                          from deposit
                         where tenant_id = :tenant
                           and id = any(:ids)
                         order by id
                        """)
                        .bind("ids", ids.stream().map(DepositId::value).toArray(UUID[]::new))
                        .all(columns -> deposit(new Row(columns)));
    }

    private Deposit deposit(Row row) {
        Currency currency = row.currency("currency");
        return new Deposit(
                new DepositId(row.uuid("id")),
                new CustomerId(row.uuid("customer_id")),
                row.text("number"),
                row.textIfAny("external_id"),
                row.date("issue_date"),
                row.date("due_date"),
                List.of(),
                nodes(row, "taxes").stream()
                        .map(share -> new TaxShare(
                                new BigDecimal(share.path("rate").asString()),
                                new Money(share.path("net").asLong(), currency),
                                new Money(share.path("tax").asLong(), currency)))
                        .toList(),
                new Money(row.minor("total"), currency),
                row.textIfAny("reference"),
                row.dateIfAny("void_on"),
                new Version(row.number("version")),
                row.moment("created_at"));
    }

    Mono<DepositView> view(DepositId id) {
        return database.sql(VIEW + " and d.id = :id").bind("id", id.value()).one(columns -> view(new Row(columns)));
    }

    /** Newest first. */
    Flux<DepositView> list(
            @Nullable CustomerId customer, @Nullable String externalId, @Nullable Cursor after, int rows) {
        return database.sql(VIEW + """
                           and (:customer::uuid is null or d.customer_id = :customer)
                           and (:external_id::text is null or d.external_id = :external_id)
                           and (:after::uuid is null or d.id < :after)
                         order by d.id desc
                         limit :rows
                        """)
                .bind("customer", customer == null ? null : customer.value(), UUID.class)
                .bind("external_id", externalId, String.class)
                .bind("after", after == null ? null : after.uuid(), UUID.class)
                .bind("rows", rows)
                .all(columns -> view(new Row(columns)));
    }

    /** What was posted for it, by day and rate. */
    Mono<List<Posted>> posted(DepositId id) {
        return database.sql("""
                        select posted_on, rate, sum(amount)::bigint as amount
                          from deposit_tax
                         where tenant_id = :tenant
                           and deposit_id = :id
                         group by posted_on, rate
                         order by posted_on, rate
                        """)
                .bind("id", id.value())
                .all(columns -> {
                    var row = new Row(columns);
                    return new Posted(
                            row.date("posted_on"),
                            Objects.requireNonNull(columns.get("rate", BigDecimal.class)),
                            row.minor("amount"));
                })
                .collectList();
    }

    Write post(Deposit deposit, List<Correction> corrections) {
        record Share(Correction of, BigDecimal rate, long amount) {}
        List<Share> rows = corrections.stream()
                .flatMap(one ->
                        one.rates().entrySet().stream().map(rate -> new Share(one, rate.getKey(), rate.getValue())))
                .toList();
        return Write.part("deposit_tax_row", """
                        insert into deposit_tax (tenant_id, entry_id, rate, deposit_id, customer_id, posted_on, amount)
                        select :tenant, entry_id, rate, :deposit_tax_row_of, :deposit_tax_row_customer, posted_on, amount
                          from unnest(:deposit_tax_row_entry, :deposit_tax_row_rate, :deposit_tax_row_on,
                                      :deposit_tax_row_amount) as row (entry_id, rate, posted_on, amount)
                        """)
                .bind("deposit_tax_row_of", deposit.id().value())
                .bind("deposit_tax_row_customer", deposit.customer().value())
                .column("deposit_tax_row_entry", UUID.class, rows, row -> row.of()
                        .entry())
                .column("deposit_tax_row_rate", BigDecimal.class, rows, Share::rate)
                .column("deposit_tax_row_on", LocalDate.class, rows, row -> row.of()
                        .on())
                .column("deposit_tax_row_amount", Long.class, rows, Share::amount)
                .build();
    }

    private DepositView view(Row row) {
        long received = row.minor("received");
        long held = row.minor("held");
        return new DepositView(
                new DepositId(row.uuid("id")),
                row.text("number"),
                row.textIfAny("external_id"),
                new InvoiceView.CustomerName(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                state(row, received, held),
                row.currency("currency"),
                row.minor("net"),
                row.minor("tax"),
                row.minor("total"),
                received,
                held,
                received - held,
                row.date("issue_date"),
                row.date("due_date"),
                row.textIfAny("reference"),
                nodes(row, "lines").stream().map(DepositRepository::line).toList(),
                nodes(row, "taxes").stream()
                        .map(share -> new DepositTaxShare(
                                share.path("rate").asString(),
                                share.path("net").asLong(),
                                share.path("tax").asLong()))
                        .toList(),
                nodes(row, "payments").stream()
                        .map(paid -> new DepositPaymentView(
                                new PaymentId(
                                        UUID.fromString(paid.path("payment").asString())),
                                paid.path("amount").asLong(),
                                paid.path("unapplied").asLong(),
                                paid.path("used").asLong(),
                                LocalDate.parse(paid.path("on").asString())))
                        .toList(),
                nodes(row, "invoices").stream()
                        .map(taken -> new TakenBy(
                                new InvoiceId(
                                        UUID.fromString(taken.path("invoice").asString())),
                                taken.path("number").isString()
                                        ? taken.path("number").asString()
                                        : null))
                        .toList(),
                row.dateIfAny("void_on"),
                row.number("version"),
                row.moment("created_at"));
    }

    private static String state(Row row, long received, long held) {
        if (row.dateIfAny("void_on") != null) {
            return "void";
        }
        if (received == 0) {
            return "requested";
        }
        return held == 0 ? "used" : received < row.minor("total") ? "partly_paid" : "paid";
    }

    private static DepositLine line(JsonNode line) {
        return new DepositLine(
                line.path("description").asString(),
                line.path("quantity").asString(),
                line.path("unit_amount").asLong(),
                line.path("tax_rate").asString(),
                line.path("net").asLong());
    }

    private List<JsonNode> nodes(Row row, String column) {
        return List.copyOf(json.readTree(row.text(column)).values());
    }
}
