package io.duebook.payment;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.UnidentifiedReceiptId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Money of unknown payers in the database. */
@Repository
class UnidentifiedReceiptRepository {

    private static final String RECEIPT = """
            select id, external_id, state, currency, amount, received_on, method, payer, reference, entry_id, free_from,
                   free_known, payment_id, returned_on, created_at
              from unidentified_receipt
             where tenant_id = :tenant
            """;

    private final Database database;

    UnidentifiedReceiptRepository(Database database) {
        this.database = database;
    }

    Write insert(UnidentifiedReceipt receipt) {
        List<UnidentifiedReceipt> row = List.of(receipt);
        return Write.part("unidentified_row", """
                        insert into unidentified_receipt (tenant_id, id, external_id, state, currency, amount,
                                                          received_on, method, payer, reference, entry_id, free_from,
                                                          free_known, version, created_at, updated_at)
                        select :tenant, id, external_id, :unidentified_row_state, :unidentified_row_currency,
                               :unidentified_row_amount, :unidentified_row_received_on, :unidentified_row_method,
                               payer, reference, :unidentified_row_entry, :unidentified_row_free_from, :recorded_at,
                               1, :now, :now
                          from unnest(:unidentified_row_id, :unidentified_row_external_id, :unidentified_row_payer,
                                      :unidentified_row_reference) as row (id, external_id, payer, reference)
                        """)
                .column("unidentified_row_id", UUID.class, row, one -> one.id().value())
                .column("unidentified_row_external_id", String.class, row, UnidentifiedReceipt::externalId)
                .column("unidentified_row_payer", String.class, row, UnidentifiedReceipt::payer)
                .column("unidentified_row_reference", String.class, row, UnidentifiedReceipt::reference)
                .bind("unidentified_row_state", receipt.state().code())
                .bind("unidentified_row_currency", receipt.amount().currency().code())
                .bind("unidentified_row_amount", receipt.amount().amount())
                .bind("unidentified_row_received_on", receipt.receivedOn())
                .bind("unidentified_row_method", receipt.method())
                .bind("unidentified_row_entry", receipt.entry())
                .bind("unidentified_row_free_from", receipt.freeFrom())
                .build();
    }

    /** Held until the transaction ends: who comes second sees what became of it. */
    Mono<UnidentifiedReceipt> findAndLock(UnidentifiedReceiptId id) {
        return database.sql(RECEIPT + " and id = :id for no key update")
                .bind("id", id.value())
                .one(columns -> receipt(new Row(columns)));
    }

    /** Only for one that is locked. */
    Write claim(UnidentifiedReceiptId id, PaymentId payment) {
        return Write.part("unidentified_claim", """
                        update unidentified_receipt
                           set state = 'claimed',
                               payment_id = :unidentified_claim_payment,
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :unidentified_claim_id
                        """)
                .bind("unidentified_claim_payment", payment.value())
                .bind("unidentified_claim_id", id.value())
                .build();
    }

    /** The payment that claimed it was taken back: it is in suspense again from that day on. */
    Write free(PaymentId payment, LocalDate from) {
        return Write.part("unidentified_free", """
                        update unidentified_receipt
                           set state = 'unclaimed',
                               payment_id = null,
                               free_from = :unidentified_free_from,
                               free_known = :recorded_at,
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and payment_id = :unidentified_free_payment
                        """)
                .bind("unidentified_free_from", from)
                .bind("unidentified_free_payment", payment.value())
                .build();
    }

    /** Only for one that is locked. */
    Write markReturned(UnidentifiedReceiptId id, UUID entry, LocalDate on) {
        return Write.part("unidentified_return", """
                        update unidentified_receipt
                           set state = 'returned',
                               returned_on = :unidentified_return_on,
                               returned_entry = :unidentified_return_entry,
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :unidentified_return_id
                        """)
                .bind("unidentified_return_on", on)
                .bind("unidentified_return_entry", entry)
                .bind("unidentified_return_id", id.value())
                .build();
    }

    Mono<UnidentifiedReceiptView> view(UnidentifiedReceiptId id, LocalDate today) {
        return database.sql(RECEIPT + " and id = :id")
                .bind("id", id.value())
                .one(columns -> view(new Row(columns), today));
    }

    /** The oldest first. */
    Flux<UnidentifiedReceiptView> list(
            UnidentifiedReceiptFilter filter, @Nullable Cursor after, int rows, LocalDate today) {
        UnidentifiedReceipt.State state = filter.state();
        return Listing.of(database, RECEIPT)
                .where("state = :state", state == null ? null : state.code())
                .where("external_id = :external_id", filter.externalId())
                .earliestDayFirst("received_on", "id", after, rows)
                .all(columns -> view(new Row(columns), today));
    }

    private static UnidentifiedReceipt receipt(Row row) {
        return new UnidentifiedReceipt(
                new UnidentifiedReceiptId(row.uuid("id")),
                row.textIfAny("external_id"),
                UnidentifiedReceipt.State.of(row.text("state")),
                new Money(row.minor("amount"), row.currency("currency")),
                row.date("received_on"),
                row.text("method"),
                row.textIfAny("payer"),
                row.textIfAny("reference"),
                row.uuid("entry_id"),
                row.date("free_from"),
                row.moment("free_known"),
                payment(row));
    }

    private static UnidentifiedReceiptView view(Row row, LocalDate today) {
        return new UnidentifiedReceiptView(
                new UnidentifiedReceiptId(row.uuid("id")),
                row.textIfAny("external_id"),
                row.text("state"),
                row.minor("amount"),
                row.currency("currency"),
                row.date("received_on"),
                row.text("method"),
                row.textIfAny("payer"),
                row.textIfAny("reference"),
                payment(row),
                row.dateIfAny("returned_on"),
                Math.max(0, ChronoUnit.DAYS.between(row.date("received_on"), today)),
                today,
                row.moment("created_at"));
    }

    private static @Nullable PaymentId payment(Row row) {
        UUID payment = row.uuidIfAny("payment_id");
        return payment == null ? null : new PaymentId(payment);
    }
}
