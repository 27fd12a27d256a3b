package io.duebook.exporting;

import io.duebook.ledger.HledgerJournal;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The part of an export that a person opens: who the customers are, what is open, and the journal for hledger. */
@Component
class ReadableHalf {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final Table<CustomerRow> CUSTOMERS = Table.<CustomerRow>named("customers")
            .column("id", CustomerRow::id)
            .column("external_id", CustomerRow::externalId)
            .column("name", CustomerRow::name)
            .column("kind", CustomerRow::kind)
            .column("email", CustomerRow::email)
            .column("tax_id", CustomerRow::taxId);

    private static final Table<Balance> BALANCES = Table.<Balance>named("balances")
            .column("customer", Balance::customer)
            .column("customer_name", Balance::name)
            .column("owed", Balance::owed)
            .column("unapplied", Balance::unapplied)
            .column("balance", balance -> balance.owed().minus(balance.unapplied()))
            .column("currency", balance -> balance.owed().currency().code());

    private static final Table<ItemRow> OPEN_ITEMS = Table.<ItemRow>named("open_items")
            .column("customer", ItemRow::customer)
            .column("customer_name", ItemRow::name)
            .column("kind", ItemRow::kind)
            .column("number", ItemRow::number)
            .column("issue_date", ItemRow::issuedOn)
            .column("due_date", ItemRow::dueOn)
            .column("amount", ItemRow::amount)
            .column("open", ItemRow::open)
            .column("currency", row -> row.open().currency().code());

    private final Database database;
    private final HledgerJournal journal;

    ReadableHalf(Database database, HledgerJournal journal) {
        this.database = database;
        this.journal = journal;
    }

    /** A member and what is in it, to be read within the transaction at hand. */
    record Part(String path, Flux<byte[]> content) {}

    List<Part> parts() {
        return List.of(
                new Part("readable/customers.csv", TableFiles.csv(CUSTOMERS, stretches(this::customers, row -> row.id()
                        .value()))),
                new Part(
                        "readable/balances.csv",
                        TableFiles.csv(
                                BALANCES,
                                stretches(this::customers, row -> row.id().value())
                                        .concatMap(this::balances, 0))),
                new Part("readable/open_items.csv", TableFiles.csv(OPEN_ITEMS, stretches(this::items, ItemRow::id))),
                new Part(
                        "readable/journal.hledger", journal.text().map(text -> text.getBytes(StandardCharsets.UTF_8))));
    }

    private interface Reading<T> {
        Mono<List<T>> behind(UUID last);
    }

    private interface Key<T> {
        UUID of(T row);
    }

    /** One after another: the next is asked for once this one is written. */
    private static <T> Flux<List<T>> stretches(Reading<T> reading, Key<T> key) {
        return Flux.defer(() -> {
            var last = new AtomicReference<>(BEFORE_ALL);
            return Mono.defer(() -> reading.behind(Objects.requireNonNull(last.get())))
                    .doOnNext(rows -> rows.stream()
                            .reduce((row, next) -> next)
                            .map(key::of)
                            .ifPresent(last::set))
                    .repeat()
                    .takeUntil(rows -> rows.size() < BookRows.PAGE);
        });
    }

    private record CustomerRow(
            CustomerId id,
            @Nullable String externalId,
            String name,
            String kind,
            @Nullable String email,
            @Nullable String taxId) {}

    private Mono<List<CustomerRow>> customers(UUID last) {
        return database.sql("""
                        select id, external_id, name, kind, email, tax_id
                          from customer
                         where tenant_id = :tenant
                           and id > :last
                         order by id
                         limit :rows
                        """)
                .bind("last", last)
                .bind("rows", BookRows.PAGE)
                .all(columns -> customer(new Row(columns)))
                .collectList();
    }

    private static CustomerRow customer(Row row) {
        return new CustomerRow(
                new CustomerId(row.uuid("id")),
                row.textIfAny("external_id"),
                row.text("name"),
                row.text("kind"),
                row.textIfAny("email"),
                row.textIfAny("tax_id"));
    }

    private record Balance(CustomerId customer, String name, Money owed, Money unapplied) {}

    private Mono<List<Balance>> balances(List<CustomerRow> customers) {
        return database.sql("""
                        select c.id, c.name, part.currency, sum(part.owed)::bigint as owed, sum(part.held)::bigint as held
                          from customer c
                         cross join lateral (
                               select i.currency, i.open as owed, 0 as held
                                 from open_item i
                                where i.tenant_id = :tenant
                                  and i.customer_id = c.id
                                  and i.open > 0
                                union all
                               select credit.currency, 0, credit.unapplied
                                 from credit
                                where credit.tenant_id = :tenant
                                  and credit.customer_id = c.id
                                  and credit.unapplied > 0) as part
                         where c.tenant_id = :tenant
                           and c.id = any(:customers)
                         group by c.id, c.name, part.currency
                         order by c.id, part.currency
                        """)
                .bind(
                        "customers",
                        customers.stream().map(row -> row.id().value()).toArray(UUID[]::new))
                .all(columns -> balance(new Row(columns)))
                .collectList();
    }

    private static Balance balance(Row row) {
        Currency currency = row.currency("currency");
        return new Balance(
                new CustomerId(row.uuid("id")),
                row.text("name"),
                new Money(row.minor("owed"), currency),
                new Money(row.minor("held"), currency));
    }

    private record ItemRow(
            UUID id,
            CustomerId customer,
            String name,
            String kind,
            String number,
            LocalDate issuedOn,
            LocalDate dueOn,
            Money amount,
            Money open) {}

    private Mono<List<ItemRow>> items(UUID last) {
        return database.sql("""
                        select i.id, i.customer_id, c.name, i.kind, i.number, i.issued_on, i.due_on, i.amount, i.open, i.currency
                          from open_item i
                          join customer c on c.tenant_id = :tenant and c.id = i.customer_id
                         where i.tenant_id = :tenant
                           and i.open > 0
                           and i.id > :last
                         order by i.id
                         limit :rows
                        """)
                .bind("last", last)
                .bind("rows", BookRows.PAGE)
                .all(columns -> item(new Row(columns)))
                .collectList();
    }

    private static ItemRow item(Row row) {
        Currency currency = row.currency("currency");
        return new ItemRow(
                row.uuid("id"),
                new CustomerId(row.uuid("customer_id")),
                row.text("name"),
                row.text("kind"),
                row.text("number"),
                row.date("issued_on"),
                row.date("due_on"),
                new Money(row.minor("amount"), currency),
                new Money(row.minor("open"), currency));
    }
}
