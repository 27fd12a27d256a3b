package io.duebook.payment;

import io.duebook.platform.Database;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Payments in the database. */
@Repository
class PaymentRepository {

    private final Database database;

    PaymentRepository(Database database) {
        this.database = database;
    }

    Write insert(List<Row> rows) {
        return Write.part("payment_row", """
                        insert into payment (tenant_id, id, customer_id, payer, external_id, state, currency, amount,
                                             received_on, method, account, reference, processor, processor_object,
                                             channel, import_id, import_line, entry_id, payer_id, version, created_at,
                                             updated_at)
                        select :tenant, id, customer_id, payer, external_id, 'received', currency, amount,
                               received_on, method, account, reference, processor, processor_object,
                               channel, import_id, import_line, entry_id, payer_id, 1, :now, :now
                          from unnest(:payment_row_id, :payment_row_customer, :payment_row_payer,
                                      :payment_row_external_id, :payment_row_currency, :payment_row_amount,
                                      :payment_row_received_on, :payment_row_method, :payment_row_account,
                                      :payment_row_reference, :payment_row_processor, :payment_row_processor_object,
                                      :payment_row_channel, :payment_row_import, :payment_row_import_line, :payment_row_entry,
                                      :payment_row_paid_by)
                            as row (id, customer_id, payer, external_id, currency, amount, received_on, method,
                                    account, reference, processor, processor_object, channel, import_id, import_line, entry_id,
                                    payer_id)
                        """)
                .column("payment_row_id", UUID.class, rows, row -> row.id().value())
                .column("payment_row_customer", UUID.class, rows, row -> row.received()
                        .customer()
                        .value())
                .column("payment_row_payer", String.class, rows, row -> row.received()
                        .payer())
                .column("payment_row_external_id", String.class, rows, row -> row.received()
                        .externalId())
                .column("payment_row_currency", String.class, rows, row -> row.received()
                        .amount()
                        .currency()
                        .code())
                .column("payment_row_amount", Long.class, rows, row -> row.received()
                        .amount()
                        .amount())
                .column("payment_row_received_on", LocalDate.class, rows, row -> row.received()
                        .receivedOn())
                .column("payment_row_method", String.class, rows, row -> row.received()
                        .method())
                .column("payment_row_account", String.class, rows, row -> row.received()
                        .account())
                .column("payment_row_reference", String.class, rows, row -> row.received()
                        .reference())
                .column("payment_row_processor", String.class, rows, row -> row.received()
                        .processor())
                .column("payment_row_processor_object", String.class, rows, row -> row.received()
                        .processorObject())
                .column("payment_row_channel", String.class, rows, row -> row.received()
                        .channel())
                .column("payment_row_import", UUID.class, rows, row -> {
                    ImportId importId = row.importId();
                    return importId == null ? null : importId.value();
                })
                .column("payment_row_import_line", Integer.class, rows, Row::importLine)
                .column("payment_row_entry", UUID.class, rows, Row::entry)
                .column("payment_row_paid_by", UUID.class, rows, row -> {
                    CustomerId paidBy = row.received().paidBy();
                    return paidBy == null ? null : paidBy.value();
                })
                .build();
    }

    /** Empty where there is none of this id that the caller may see. */
    Mono<KeptPayment> find(PaymentId id) {
        return database.sql("""
                        select id, customer_id, currency, amount, account, processor, processor_object
                          from payment
                         where tenant_id = :tenant
                           and id = :id
                           and state <> 'undone'
                        """).bind("id", id.value()).one(columns -> kept(new io.duebook.platform.Row(columns)));
    }

    private static KeptPayment kept(io.duebook.platform.Row row) {
        return new KeptPayment(
                new PaymentId(row.uuid("id")),
                new CustomerId(row.uuid("customer_id")),
                new Money(row.minor("amount"), row.currency("currency")),
                row.text("account"),
                row.textIfAny("processor"),
                row.textIfAny("processor_object"));
    }

    Flux<UUID> ofImport(ImportId importId) {
        return database.sql("""
                        select id
                          from payment
                         where tenant_id = :tenant
                           and import_id = :import
                           and state <> 'undone'
                        """)
                .bind("import", importId.value())
                .all(row -> Objects.requireNonNull(row.get("id", UUID.class)));
    }

    Mono<Void> markUndone(ImportId importId) {
        return database.sql("""
                        update payment
                           set state = 'undone',
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and import_id = :import
                           and state <> 'undone'
                        """).bind("import", importId.value()).update().then();
    }
}
