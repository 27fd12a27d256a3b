package io.duebook.importing;

import io.duebook.importing.Receivable.Debtor;
import io.duebook.importing.Receivable.Settled;
import io.duebook.platform.Database;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.ImportId;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of imports that are not in the books yet, and what is wrong with them. */
@Repository
class StagedRows {

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private final Database database;
    private final JsonMapper json;

    StagedRows(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A row with what it says, ready for the books. */
    record Staged(int line, Receivable receivable) {}

    /** Keeps rows as they were read. */
    Mono<Void> add(ImportId importId, List<CheckedRow> rows) {
        List<RowError> errors =
                rows.stream().flatMap(row -> row.errors().stream()).toList();
        return database.write(rows(importId, rows).and(errors(importId, errors)));
    }

    private Write rows(ImportId importId, List<CheckedRow> rows) {
        return Write.part("import_stage", """
                        insert into import_row (tenant_id, import_id, line, state, sound, customer, debtor, number,
                                                external_id, issue_date, due_date, currency, total, disputed, reference,
                                                received_on, paid, method, payment_reference, metadata)
                        select :tenant, :import_stage_import, line, case when sound then 'accepted' else 'rejected' end,
                               sound, customer, debtor::jsonb, number, external_id, issue_date, due_date, currency,
                               total, disputed, reference, received_on, paid, method, payment_reference,
                               metadata::jsonb
                          from unnest(:import_stage_line, :import_stage_sound, :import_stage_customer,
                                      :import_stage_debtor, :import_stage_number, :import_stage_external_id,
                                      :import_stage_issue_date, :import_stage_due_date, :import_stage_currency,
                                      :import_stage_total, :import_stage_disputed, :import_stage_reference,
                                      :import_stage_received_on, :import_stage_paid, :import_stage_method,
                                      :import_stage_payment_reference, :import_stage_metadata)
                            as row (line, sound, customer, debtor, number, external_id, issue_date, due_date, currency,
                                    total, disputed, reference, received_on, paid, method, payment_reference, metadata)
                        """)
                .bind("import_stage_import", importId.value())
                .column("import_stage_line", Integer.class, rows, CheckedRow::line)
                .column("import_stage_sound", Boolean.class, rows, row -> row.receivable() != null)
                .column("import_stage_customer", String.class, rows, of(row -> row.debtor()
                        .externalId()))
                .column("import_stage_debtor", String.class, rows, of(row -> json.writeValueAsString(row.debtor())))
                .column("import_stage_number", String.class, rows, CheckedRow::number)
                .column("import_stage_external_id", String.class, rows, CheckedRow::externalId)
                .column("import_stage_issue_date", LocalDate.class, rows, of(Receivable::issueDate))
                .column("import_stage_due_date", LocalDate.class, rows, of(Receivable::dueDate))
                .column("import_stage_currency", String.class, rows, of(row -> row.currency()
                        .code()))
                .column("import_stage_total", Long.class, rows, of(Receivable::total))
                .column("import_stage_disputed", Boolean.class, rows, of(Receivable::disputed))
                .column("import_stage_reference", String.class, rows, of(Receivable::reference))
                .column("import_stage_received_on", LocalDate.class, rows, ofPayment(Settled::receivedOn))
                .column("import_stage_paid", Long.class, rows, ofPayment(Settled::amount))
                .column("import_stage_method", String.class, rows, ofPayment(Settled::method))
                .column("import_stage_payment_reference", String.class, rows, ofPayment(Settled::reference))
                .column("import_stage_metadata", String.class, rows, of(row -> json.writeValueAsString(row.metadata())))
                .build();
    }

    private static Write.Column<CheckedRow> of(Write.Column<Receivable> column) {
        return row -> row.receivable() == null ? null : column.of(row.receivable());
    }

    private static Write.Column<CheckedRow> ofPayment(Write.Column<Settled> column) {
        return of(row -> row.settled() == null ? null : column.of(row.settled()));
    }

    private static Write errors(ImportId importId, List<RowError> errors) {
        return errors.isEmpty()
                ? Write.nothing()
                : Write.part("import_fault", """
                        insert into import_error (tenant_id, import_id, line, position, code, column_name, message)
                        select :tenant, :import_fault_import, line, position, code, column_name, message
                          from unnest(:import_fault_line, :import_fault_position, :import_fault_code,
                                      :import_fault_column, :import_fault_message)
                            as row (line, position, code, column_name, message)
                        """)
                        .bind("import_fault_import", importId.value())
                        .column("import_fault_line", Integer.class, errors, RowError::line)
                        .column("import_fault_position", Integer.class, errors, RowError::position)
                        .column("import_fault_code", String.class, errors, RowError::code)
                        .column("import_fault_column", String.class, errors, RowError::column)
                        .column("import_fault_message", String.class, errors, RowError::message)
                        .build();
    }

    /** Rows whose number an earlier row of the file has, with that row's line. */
    Flux<Duplicate> duplicateNumbers(ImportId importId) {
        return duplicates(importId, "number");
    }

    /** Rows whose external id an earlier row of the file has, with that row's line. */
    Flux<Duplicate> duplicateExternalIds(ImportId importId) {
        return duplicates(importId, "external_id");
    }

    record Duplicate(int line, int firstLine) {}

    private Flux<Duplicate> duplicates(ImportId importId, String column) {
        return database.sql("""
                        select line, first_line
                          from (select line, min(line) over (partition by %1$s) as first_line
                                  from import_row
                                 where tenant_id = :tenant
                                   and import_id = :import
                                   and %1$s is not null) as numbered
                         where line > first_line
                        """.formatted(column))
                .bind("import", importId.value())
                .all(row -> new Duplicate(get(row, "line", Integer.class), get(row, "first_line", Integer.class)));
    }

    /** Rejects rows for what is wrong with themselves, for good. */
    Mono<Void> rejectForGood(ImportId importId, List<RowError> errors) {
        return reject(importId, errors, false);
    }

    /** Rejects rows for what the books hold now; another comparison may find otherwise. */
    Mono<Void> rejectForNow(ImportId importId, List<RowError> errors) {
        return reject(importId, errors, true);
    }

    private Mono<Void> reject(ImportId importId, List<RowError> errors, boolean sound) {
        return errors.isEmpty()
                ? Mono.empty()
                : database.write(errors(importId, errors)
                        .and(Write.part("import_reject", """
                                update import_row
                                   set state = 'rejected', sound = sound and :import_reject_sound
                                 where tenant_id = :tenant
                                   and import_id = :import_reject_import
                                   and line = any(:import_reject_line)
                                """)
                                .bind("import_reject_import", importId.value())
                                .bind("import_reject_sound", sound)
                                .column("import_reject_line", Integer.class, errors, RowError::line)
                                .build()));
    }

    Mono<Void> markUnchanged(ImportId importId, List<Integer> lines) {
        return lines.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        update import_row
                           set state = 'unchanged'
                         where tenant_id = :tenant
                           and import_id = :import
                           and line = any(:lines)
                        """)
                        .bind("import", importId.value())
                        .bind("lines", lines.toArray(Integer[]::new))
                        .update()
                        .then();
    }

    /** Forgets what an earlier comparison with the books found. */
    Mono<Void> forgetComparison(ImportId importId) {
        return database.sql("""
                        with forgotten as (
                            delete from import_error
                             where tenant_id = :tenant
                               and import_id = :import
                               and code in ('number_conflict', 'external_id_conflict')
                        )
                        update import_row
                           set state = 'accepted'
                         where tenant_id = :tenant
                           and import_id = :import
                           and sound
                           and state <> 'accepted'
                        """).bind("import", importId.value()).update().then();
    }

    /** The accepted rows behind a line, in the file's order. */
    Flux<Staged> accepted(ImportId importId, int afterLine, int rows) {
        return database.sql("""
                        select line, debtor::text as debtor, number, external_id, issue_date, due_date, currency, total,
                               disputed, reference, received_on, paid, method, payment_reference,
                               metadata::text as metadata
                          from import_row
                         where tenant_id = :tenant
                           and import_id = :import
                           and state = 'accepted'
                           and line > :after
                         order by line
                         limit :rows
                        """)
                .bind("import", importId.value())
                .bind("after", afterLine)
                .bind("rows", rows)
                .all(this::staged);
    }

    private Staged staged(Readable row) {
        LocalDate receivedOn = row.get("received_on", LocalDate.class);
        return new Staged(
                get(row, "line", Integer.class),
                new Receivable(
                        json.readValue(get(row, "debtor", String.class), Debtor.class),
                        get(row, "number", String.class),
                        row.get("external_id", String.class),
                        get(row, "issue_date", LocalDate.class),
                        get(row, "due_date", LocalDate.class),
                        Currency.of(get(row, "currency", String.class)),
                        get(row, "total", Long.class),
                        get(row, "disputed", Boolean.class),
                        row.get("reference", String.class),
                        receivedOn == null
                                ? null
                                : new Settled(
                                        receivedOn,
                                        get(row, "paid", Long.class),
                                        get(row, "method", String.class),
                                        row.get("payment_reference", String.class)),
                        json.readValue(get(row, "metadata", String.class), WORDS)));
    }

    /** Once they are in the books, the books have them. */
    Mono<Void> forget(ImportId importId) {
        return database.sql("""
                        delete from import_row
                         where tenant_id = :tenant
                           and import_id = :import
                        """).bind("import", importId.value()).update().then();
    }

    Flux<RowError> errors(ImportId importId, int atMost) {
        return database.sql("""
                        select line, position, column_name, code, message
                          from import_error
                         where tenant_id = :tenant
                           and import_id = :import
                         order by line, position, code
                         limit :rows
                        """)
                .bind("import", importId.value())
                .bind("rows", atMost)
                .all(row -> new RowError(
                        get(row, "line", Integer.class),
                        get(row, "position", Integer.class),
                        get(row, "column_name", String.class),
                        get(row, "code", String.class),
                        get(row, "message", String.class)));
    }

    Mono<Integer> countErrors(ImportId importId) {
        return database.sql("""
                        select count(*)::integer as errors
                          from import_error
                         where tenant_id = :tenant
                           and import_id = :import
                        """).bind("import", importId.value()).one(row -> get(row, "errors", Integer.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
