package io.duebook.importing;

import io.duebook.customer.Customers;
import io.duebook.importing.HeldInvoice.HeldPayment;
import io.duebook.importing.StagedRows.Staged;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.ImportId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Compares every sound row of an import with the books as they are now: known already, in conflict, or new. Some
 * thousand rows at a time, and by lists of keys: the rows were just written, so no plan for a join of them can be relied on.
 */
@Component
class BookComparison {

    private static final int ROWS_AT_ONCE = 2_000;

    private static final String INVOICES = """
            select id, number, state, customer_id, external_id, issue_date, due_date, currency, total
              from invoice
             where tenant_id = :tenant
               and state <> 'undone'
            """;

    private final ImportRepository imports;
    private final StagedRows rows;
    private final Customers customers;
    private final Database database;

    BookComparison(ImportRepository imports, StagedRows rows, Customers customers, Database database) {
        this.imports = imports;
        this.rows = rows;
        this.customers = customers;
        this.database = database;
    }

    Mono<Void> compare(ImportId id, Header header) {
        return Mono.defer(() -> {
            var newCustomers = new HashSet<String>();
            return rows.forgetComparison(id)
                    .then(compareBehind(id, 0, header, newCustomers))
                    .expand(line -> compareBehind(id, line, header, newCustomers))
                    .then()
                    .then(Mono.defer(() -> imports.sumUp(id, newCustomers.size())));
        });
    }

    /** The next rows behind a line; the last line compared, or empty where there is no further row. */
    private Mono<Integer> compareBehind(ImportId id, int line, Header header, Set<String> newCustomers) {
        return rows.accepted(id, line, ROWS_AT_ONCE)
                .collectList()
                .filter(found -> !found.isEmpty())
                .flatMap(found -> compare(id, found, header, newCustomers)
                        .thenReturn(found.getLast().line()));
    }

    private Mono<Void> compare(ImportId id, List<Staged> found, Header header, Set<String> newCustomers) {
        return byNumber(found)
                .zipWhen(numbers ->
                        header.has(Target.EXTERNAL_ID) ? byExternalId(found) : Mono.just(Map.<String, HeldInvoice>of()))
                .map(held -> Findings.of(found, held.getT1(), held.getT2(), header))
                .flatMap(findings -> rows.markUnchanged(id, findings.unchanged())
                        .then(rows.rejectForNow(id, findings.conflicts()))
                        .then(addNewCustomers(findings.debtors(), newCustomers)));
    }

    /** What a stretch of rows came to. */
    private record Findings(List<Integer> unchanged, List<RowError> conflicts, Set<String> debtors) {

        static Findings of(
                List<Staged> rows,
                Map<String, HeldInvoice> byNumber,
                Map<String, HeldInvoice> byExternalId,
                Header header) {
            var unchanged = new ArrayList<Integer>();
            var conflicts = new ArrayList<RowError>();
            var debtors = new HashSet<String>();
            for (Staged staged : rows) {
                Receivable row = staged.receivable();
                HeldInvoice sameNumber = byNumber.get(row.number());
                HeldInvoice sameId = row.externalId() == null ? null : byExternalId.get(row.externalId());
                if (sameNumber != null) {
                    List<String> differences = sameNumber.differsFrom(row);
                    if (differences.isEmpty()) {
                        unchanged.add(staged.line());
                    } else {
                        conflicts.add(conflict(
                                staged,
                                header.at(Target.NUMBER),
                                "number_conflict",
                                "The books have an invoice of this number that differs in: "
                                        + String.join(", ", differences) + "."));
                    }
                } else if (sameId != null) {
                    conflicts.add(conflict(
                            staged,
                            header.at(Target.EXTERNAL_ID),
                            "external_id_conflict",
                            "The books have it on another invoice, " + sameId.number() + "."));
                } else {
                    debtors.add(row.debtor().externalId());
                }
            }
            return new Findings(unchanged, conflicts, debtors);
        }

        private static RowError conflict(Staged staged, Header.Column at, String code, String message) {
            return new RowError(staged.line(), at.position(), at.name(), code, message);
        }
    }

    private Mono<Map<String, HeldInvoice>> byNumber(List<Staged> found) {
        String[] numbers =
                found.stream().map(staged -> staged.receivable().number()).toArray(String[]::new);
        return held(database.sql(INVOICES + " and number = any(:numbers)").bind("numbers", numbers))
                .map(held -> held.stream().collect(Collectors.toMap(HeldInvoice::number, Function.identity())));
    }

    private Mono<Map<String, HeldInvoice>> byExternalId(List<Staged> found) {
        String[] ids = found.stream()
                .flatMap(staged -> Stream.ofNullable(staged.receivable().externalId()))
                .toArray(String[]::new);
        return held(database.sql(INVOICES + " and external_id = any(:ids)").bind("ids", ids))
                .map(held -> held.stream()
                        .collect(Collectors.toMap(
                                invoice -> Objects.requireNonNull(invoice.externalId()), Function.identity())));
    }

    /**
     * Invoices with their customers and payments, each read by its own list of keys: right after a large commit the
     * database knows nothing of the new rows, and joins them as if there were one.
     */
    private Mono<List<HeldInvoice>> held(Database.Query invoices) {
        return invoices.all(columns -> Found.of(new Row(columns)))
                .collectList()
                .filter(found -> !found.isEmpty())
                .zipWhen(this::customersOf)
                .zipWhen(found -> paymentsOf(found.getT1()), (found, payments) -> found.getT1().stream()
                        .map(invoice -> invoice.held(found.getT2(), payments.getOrDefault(invoice.id(), Set.of())))
                        .toList())
                .defaultIfEmpty(List.of());
    }

    /** The external ids of those customers that have one, by id. */
    private Mono<Map<UUID, String>> customersOf(List<Found> invoices) {
        return database.sql("""
                        select id, external_id
                          from customer
                         where tenant_id = :tenant
                           and id = any(:ids)
                           and external_id is not null
                        """)
                .bind("ids", ids(invoices.stream().map(Found::customer)))
                .all(columns -> Map.entry(new Row(columns).uuid("id"), new Row(columns).text("external_id")))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** What was ever allocated to these invoices, by invoice. */
    private Mono<Map<UUID, Set<HeldPayment>>> paymentsOf(List<Found> invoices) {
        return database.sql("""
                        select item_id, credit_id
                          from movement
                         where tenant_id = :tenant
                           and item_id = any(:ids)
                           and kind = 'allocation'
                        """)
                .bind("ids", ids(invoices.stream().map(Found::id)))
                .all(columns -> Map.entry(new Row(columns).uuid("item_id"), new Row(columns).uuid("credit_id")))
                .collectList()
                .zipWhen(this::payments)
                .map(found -> found.getT1().stream()
                        .filter(settled -> found.getT2().containsKey(settled.getValue()))
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(
                                        settled -> Objects.requireNonNull(
                                                found.getT2().get(settled.getValue())),
                                        Collectors.toSet()))));
    }

    private Mono<Map<UUID, HeldPayment>> payments(List<Map.Entry<UUID, UUID>> allocations) {
        return database.sql("""
                        select id, received_on, amount
                          from payment
                         where tenant_id = :tenant
                           and id = any(:ids)
                           and state <> 'undone'
                        """)
                .bind("ids", ids(allocations.stream().map(Map.Entry::getValue)))
                .all(columns -> Map.entry(
                        new Row(columns).uuid("id"),
                        new HeldPayment(new Row(columns).date("received_on"), new Row(columns).minor("amount"))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static UUID[] ids(Stream<UUID> all) {
        return all.distinct().toArray(UUID[]::new);
    }

    private Mono<Void> addNewCustomers(Set<String> debtors, Set<String> newCustomers) {
        return debtors.isEmpty()
                ? Mono.empty()
                : customers
                        .byExternalIds(debtors)
                        .map(known -> Objects.requireNonNull(known.externalId()))
                        .collectList()
                        .doOnNext(known -> {
                            debtors.removeAll(known);
                            newCustomers.addAll(debtors);
                        })
                        .then();
    }

    /** An invoice of the books by itself. */
    private record Found(
            UUID id,
            @Nullable String number,
            String state,
            UUID customer,
            @Nullable String externalId,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate,
            String currency,
            long total) {

        static Found of(Row row) {
            return new Found(
                    row.uuid("id"),
                    row.textIfAny("number"),
                    row.text("state"),
                    row.uuid("customer_id"),
                    row.textIfAny("external_id"),
                    row.dateIfAny("issue_date"),
                    row.dateIfAny("due_date"),
                    row.text("currency"),
                    row.minor("total"));
        }

        HeldInvoice held(Map<UUID, String> customers, Set<HeldPayment> payments) {
            return new HeldInvoice(
                    number == null ? "a draft" : number,
                    state,
                    customers.get(customer),
                    externalId,
                    issueDate,
                    dueDate,
                    currency,
                    total,
                    payments);
        }
    }
}
