package io.duebook.payment;

import io.duebook.charge.ReversalCharges;
import io.duebook.item.MadeAllocation;
import io.duebook.item.NewItem;
import io.duebook.item.Reversals.Reinstated;
import io.duebook.item.Reversals.Reversed;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Write;
import io.duebook.shared.ChargeId;
import io.duebook.shared.PaymentId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reversals of payments in the database, and what they make of the payment. */
@Repository
class ReversalRepository {

    private final Database database;

    ReversalRepository(Database database) {
        this.database = database;
    }

    /** @param allocations that it undid */
    record Standing(long amount, List<UUID> allocations, Optional<UUID> reclaimed) {}

    /** The reversal of a payment that stands; empty where none does. */
    Mono<Standing> standing(PaymentId payment) {
        return database.sql("""
                        select amount, allocations, reclaimed
                          from payment_reversal
                         where tenant_id = :tenant
                           and payment_id = :payment
                           and reinstated_on is null
                        """)
                .bind("payment", payment.value())
                .one(row -> new Standing(
                        Objects.requireNonNull(row.get("amount", Long.class)),
                        List.of(Objects.requireNonNull(row.get("allocations", UUID[].class))),
                        Optional.ofNullable(row.get("reclaimed", UUID.class))));
    }

    Write insert(PaymentId payment, NewReversal.Kind kind, Reversed reversed, ReversalCharges charges) {
        Write row = Write.part("payment_reversal_row", """
                        insert into payment_reversal (tenant_id, id, customer_id, payment_id, kind, reversed_on,
                                                      amount, allocations, entry_id, customer_fee, reclaimed,
                                                      created_at)
                        select :tenant, :payment_reversal_row_id, :payment_reversal_row_customer,
                               :payment_reversal_row_payment, :payment_reversal_row_kind, :payment_reversal_row_on,
                               :payment_reversal_row_amount, :payment_reversal_row_allocations, :payment_reversal_row_entry, fee,
                               reclaimed, :now
                          from unnest(:payment_reversal_row_fee, :payment_reversal_row_reclaimed) as row (fee, reclaimed)
                        """)
                .bind("payment_reversal_row_id", Ids.next())
                .bind(
                        "payment_reversal_row_customer",
                        reversed.receipt().credit().customer().value())
                .bind("payment_reversal_row_payment", payment.value())
                .bind("payment_reversal_row_kind", kind.code())
                .bind("payment_reversal_row_on", reversed.on())
                .bind(
                        "payment_reversal_row_amount",
                        reversed.receipt().credit().amount().amount())
                .bind(
                        "payment_reversal_row_allocations",
                        reversed.receipt().settles().stream()
                                .map(MadeAllocation::id)
                                .toArray(UUID[]::new))
                .bind("payment_reversal_row_entry", reversed.entry())
                .bind(
                        "payment_reversal_row_fee",
                        new UUID[] {charges.fee().map(ChargeId::value).orElse(null)})
                .bind(
                        "payment_reversal_row_reclaimed",
                        new UUID[] {charges.reclaimed().map(NewItem::id).orElse(null)})
                .build();
        return row.and(become("reversed", payment));
    }

    /** The standing reversal ends. */
    Write reinstate(PaymentId payment, Reinstated reinstated) {
        Write row = Write.part("payment_reinstated", """
                        update payment_reversal
                           set reinstated_on = :payment_reinstated_on,
                               reinstated_entry = :payment_reinstated_entry
                         where tenant_id = :tenant
                           and payment_id = :payment_reinstated_payment
                           and reinstated_on is null
                        """)
                .bind("payment_reinstated_on", reinstated.on())
                .bind("payment_reinstated_entry", reinstated.entry())
                .bind("payment_reinstated_payment", payment.value())
                .build();
        return row.and(become("received", payment));
    }

    private static Write become(String state, PaymentId payment) {
        return Write.part("payment_state", """
                        update payment
                           set state = :payment_state_now,
                               version = version + 1,
                               updated_at = :now
                         where tenant_id = :tenant
                           and id = :payment_state_of
                        """)
                .bind("payment_state_now", state)
                .bind("payment_state_of", payment.value())
                .build();
    }
}
