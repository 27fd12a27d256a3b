package io.duebook.payment;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.RefundId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Refunds in the database. */
@Repository
class RefundRepository {

    private static final String KEPT = """
            select id, customer_id, credit_id, state, currency, amount, refunded_on, method, processor, entry_id,
                   exists (select from payment p
                            where p.tenant_id = :tenant
                              and p.id = refund.credit_id
                              and p.state = 'reversed') as taken_back
              from refund
             where tenant_id = :tenant
               and id = :id
               and state <> 'undone'
            """;

    private final Database database;

    RefundRepository(Database database) {
        this.database = database;
    }

    Mono<KeptRefund> find(RefundId id) {
        return database.sql(KEPT).bind("id", id.value()).one(columns -> kept(new Row(columns)));
    }

    private static KeptRefund kept(Row row) {
        return new KeptRefund(
                new RefundId(row.uuid("id")),
                new CustomerId(row.uuid("customer_id")),
                row.uuid("credit_id"),
                RefundState.of(row.text("state")),
                new Money(row.minor("amount"), row.currency("currency")),
                row.date("refunded_on"),
                row.text("method"),
                row.textIfAny("processor"),
                row.uuid("entry_id"),
                row.fact("taken_back"));
    }

    Write insert(KeptRefund refund, @Nullable String externalId) {
        return Write.part("refund_row", """
                        insert into refund (tenant_id, id, customer_id, external_id, credit_id, state, currency, amount,
                                            refunded_on, method, processor, entry_id, version, created_at, updated_at)
                        select :tenant, :refund_row_id, :refund_row_customer, external_id, :refund_row_credit,
                               :refund_row_state, :refund_row_currency, :refund_row_amount, :refund_row_on,
                               :refund_row_method, processor, :refund_row_entry, 1, :now, :now
                          from unnest(:refund_row_external_id, :refund_row_processor) as row (external_id, processor)
                        """)
                .bind("refund_row_id", refund.id().value())
                .bind("refund_row_customer", refund.customer().value())
                .bind("refund_row_external_id", new String[] {externalId})
                .bind("refund_row_credit", refund.credit())
                .bind("refund_row_state", refund.state().code())
                .bind("refund_row_currency", refund.amount().currency().code())
                .bind("refund_row_amount", refund.amount().amount())
                .bind("refund_row_on", refund.refundedOn())
                .bind("refund_row_method", refund.method())
                .bind("refund_row_processor", new String[] {refund.processor()})
                .bind("refund_row_entry", refund.entry())
                .build();
    }

    Write moveTo(RefundState state, RefundId id) {
        return Write.part("refund_moves", """
                        update refund
                           set state = :refund_moves_to,
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :refund_moves_id
                        """)
                .bind("refund_moves_to", state.code())
                .bind("refund_moves_id", id.value())
                .build();
    }

    Write fail(RefundId id, RefundFailure failure, UUID entry, LocalDate on) {
        return Write.part("refund_fails", """
                        update refund
                           set state = 'failed',
                               failure_code = :refund_fails_code,
                               failure_message = :refund_fails_message,
                               failed_on = :refund_fails_on,
                               failed_entry = :refund_fails_entry,
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :refund_fails_id
                        """)
                .bind("refund_fails_code", failure.code())
                .bind("refund_fails_message", failure.message())
                .bind("refund_fails_on", on)
                .bind("refund_fails_entry", entry)
                .bind("refund_fails_id", id.value())
                .build();
    }

    /** One that had failed was given after all. */
    Write giveAgain(KeptRefund refund) {
        return Write.part("refund_again", """
                        update refund
                           set state = :refund_again_state,
                               refunded_on = :refund_again_on,
                               entry_id = :refund_again_entry,
                               failure_code = null,
                               failure_message = null,
                               failed_on = null,
                               failed_entry = null,
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :refund_again_id
                        """)
                .bind("refund_again_state", refund.state().code())
                .bind("refund_again_on", refund.refundedOn())
                .bind("refund_again_entry", refund.entry())
                .bind("refund_again_id", refund.id().value())
                .build();
    }

    /** What was given back of credit whose import is undone, as if neither had been. */
    Mono<Void> markUndone(Collection<UUID> credits) {
        return database.sql("""
                        update refund
                           set state = 'undone',
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and credit_id = any(:credits)
                        """)
                .bind("credits", credits.toArray(UUID[]::new))
                .update()
                .then();
    }
}
