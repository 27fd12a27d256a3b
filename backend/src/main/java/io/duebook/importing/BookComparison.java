package io.duebook.importing;

import io.duebook.customer.Customers;
import io.duebook.importing.HeldInvoice.HeldPayment;
import io.duebook.importing.ImportRepository.Planning;
import io.duebook.importing.StagedRows.Staged;
import io.duebook.platform.Database;
import io.duebook.shared.ImportId;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Compares every sound row of an import with the books as they are now: known already, in conflict, or new. Some
 * thousand rows at a time, and by lists of keys: the rows were just written, so no plan for a join of them can be relied on.
 */
@Component
class BookComparison {

    private static final int ROWS_AT_ONCE = 2_000;

    private static final String HELD = """
            select i.number, i.state, c.external_id as customer, i.external_id, i.issue_date, i.due_date, i.currency,
                   i.total,
                   array(select p.received_on || ' ' || p.amount
                           from movement a
                           join payment p on p.tenant_id = :tenant and p.id = a.credit_id
                          where a.tenant_id = :tenant
                            and a.item_id = i.id
                            and a.kind = 'allocation'
                            and p.state <> 'undone') as payments
              from invoice i
              join customer c on c.tenant_id = :tenant and c.id = i.customer_id
             where i.tenant_id = :tenant
               and i.state <> 'undone'
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
            // A plan kept from when the books were small reads them whole, for each of many batches.
            return imports.plan(id, Planning.ANEW)
                    .then(rows.forgetComparison(id))
                    .then(compareBehind(id, 0, header, newCustomers))
                    .expand(line -> compareBehind(id, line, header, newCustomers))
                    .then()
                    // Not for writing: each key of each row would be planned anew.
                    .then(imports.plan(id, Planning.AS_USUAL))
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
        return database.sql(HELD + " and i.number = any(:numbers)")
                .bind("numbers", numbers)
                .all(BookComparison::held)
                .collectMap(HeldInvoice::number, Function.identity());
    }

    private Mono<Map<String, HeldInvoice>> byExternalId(List<Staged> found) {
        String[] ids = found.stream()
                .flatMap(staged -> Stream.ofNullable(staged.receivable().externalId()))
                .toArray(String[]::new);
        return database.sql(HELD + " and i.external_id = any(:ids)")
                .bind("ids", ids)
                .all(BookComparison::held)
                .collectMap(held -> Objects.requireNonNull(held.externalId()), Function.identity());
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

    private static HeldInvoice held(Readable row) {
        String number = row.get("number", String.class);
        return new HeldInvoice(
                number == null ? "a draft" : number,
                Objects.requireNonNull(row.get("state", String.class)),
                row.get("customer", String.class),
                row.get("external_id", String.class),
                row.get("issue_date", LocalDate.class),
                row.get("due_date", LocalDate.class),
                Objects.requireNonNull(row.get("currency", String.class)),
                Objects.requireNonNull(row.get("total", Long.class)),
                Arrays.stream(Objects.requireNonNull(row.get("payments", String[].class)))
                        .map(payment -> payment.split(" "))
                        .map(parts -> new HeldPayment(LocalDate.parse(parts[0]), Long.parseLong(parts[1])))
                        .collect(Collectors.toSet()));
    }
}
