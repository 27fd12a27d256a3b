package io.duebook.payment;

import io.duebook.charge.ReversalCharges;
import io.duebook.item.AllocationUndo;
import io.duebook.item.CreditRefund;
import io.duebook.item.MadeAllocation;
import io.duebook.item.NewItem;
import io.duebook.item.Reversals.Reinstated;
import io.duebook.item.Reversals.Reversed;
import io.duebook.item.SettledBefore.Settled;
import io.duebook.platform.Database;
import io.duebook.platform.Write;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reversals of payments in the database, and what they make of the payment. */
@Repository
class ReversalRepository {

    private final Database database;

    ReversalRepository(Database database) {
        this.database = database;
    }

    private static final String STANDING = """
            select id, payment_id, kind, reversed_on, amount, allocations, freed, reclaimed, entry_id, dispute, whole,
                   reinstated_on is not null as over
              from payment_reversal
             where tenant_id = :tenant
            """;

    /**
     * A reversal as it is kept.
     *
     * @param freed how much each allocation that it undid gave free, in minor units; all of it where none is said
     * @param isWhole whether it took the whole payment
     * @param isOver whether the money was given again
     */
    record Standing(
            UUID id,
            PaymentId payment,
            NewReversal.Kind kind,
            LocalDate on,
            long amount,
            Map<UUID, Optional<Long>> freed,
            Optional<UUID> reclaimed,
            UUID entry,
            Optional<String> dispute,
            boolean isWhole,
            boolean isOver) {

        /** What an allocation that it undid settles again, should the money come again: what was taken out of it. */
        Settled partOf(MadeAllocation made) {
            return Settled.of(
                    made,
                    freed.getOrDefault(made.id(), Optional.empty())
                            .orElse(made.amount().amount()));
        }
    }

    /** The reversal of a whole payment that stands; empty where none does. */
    Mono<Standing> standing(PaymentId payment) {
        return database.sql(STANDING + " and payment_id = :payment and reinstated_on is null and whole")
                .bind("payment", payment.value())
                .one(ReversalRepository::standing);
    }

    /** The reversal that a dispute brought about, standing or over. */
    Mono<Standing> ofDispute(String dispute) {
        return database.sql(STANDING + " and dispute = :dispute")
                .bind("dispute", dispute)
                .one(ReversalRepository::standing);
    }

    /** A reversal by its own id, standing or over. */
    Mono<Standing> find(UUID id) {
        return database.sql(STANDING + " and id = :id").bind("id", id).one(ReversalRepository::standing);
    }

    private static Map<UUID, Optional<Long>> freed(Readable row) {
        UUID[] allocations = Objects.requireNonNull(row.get("allocations", UUID[].class));
        Long @Nullable [] freed = row.get("freed", Long[].class);
        var each = new LinkedHashMap<UUID, Optional<Long>>();
        for (int at = 0; at < allocations.length; at++) {
            each.put(allocations[at], freed == null ? Optional.empty() : Optional.of(freed[at]));
        }
        return each;
    }

    private static Standing standing(Readable columns) {
        var row = new io.duebook.platform.Row(columns);
        return new Standing(
                row.uuid("id"),
                new PaymentId(row.uuid("payment_id")),
                NewReversal.Kind.of(row.text("kind")),
                row.date("reversed_on"),
                row.minor("amount"),
                freed(columns),
                Optional.ofNullable(row.uuidIfAny("reclaimed")),
                row.uuid("entry_id"),
                Optional.ofNullable(row.textIfAny("dispute")),
                row.fact("whole"),
                row.fact("over"));
    }

    /** A payment taken back as a whole. */
    Write insert(PaymentId payment, Reversed reversed, Taking taking, ReversalCharges charges) {
        List<MadeAllocation> undone =
                reversed.undone().stream().map(AllocationUndo::made).toList();
        return row(new Taken(
                        taking.id(),
                        payment,
                        reversed.receipt().credit().customer(),
                        taking.kind(),
                        reversed.on(),
                        reversed.amount(),
                        undone,
                        undone.stream().map(made -> made.amount().amount()).toList(),
                        reversed.entry(),
                        charges,
                        taking.dispute(),
                        true))
                .and(become("reversed", payment));
    }

    /** A part of a payment, which stands. */
    Write insertPart(UUID id, PaymentId payment, CreditRefund booked, Dispute dispute, ReversalCharges charges) {
        return row(new Taken(
                id,
                payment,
                booked.release().credit().customer(),
                NewReversal.Kind.CHARGEBACK,
                booked.on(),
                booked.amount(),
                booked.release().undone(),
                booked.release().freedByEach(),
                booked.entry(),
                charges,
                Optional.of(dispute.id()),
                false));
    }

    private record Taken(
            UUID id,
            PaymentId payment,
            CustomerId customer,
            NewReversal.Kind kind,
            LocalDate on,
            long amount,
            List<MadeAllocation> undone,
            List<Long> freed,
            UUID entry,
            ReversalCharges charges,
            Optional<String> dispute,
            boolean isWhole) {}

    private static Write row(Taken taken) {
        return Write.part("payment_reversal_row", """
                        insert into payment_reversal (tenant_id, id, customer_id, payment_id, kind, reversed_on, amount,
                                                      allocations, freed, entry_id, customer_fee, reclaimed, dispute,
                                                      whole, created_at)
                        select :tenant, :payment_reversal_row_id, :payment_reversal_row_customer,
                               :payment_reversal_row_payment, :payment_reversal_row_kind, :payment_reversal_row_on,
                               :payment_reversal_row_amount, :payment_reversal_row_allocations,
                               :payment_reversal_row_freed, :payment_reversal_row_entry, fee, reclaimed, dispute, :payment_reversal_row_whole, :now
                          from unnest(:payment_reversal_row_fee, :payment_reversal_row_reclaimed,
                                      :payment_reversal_row_dispute) as row (fee, reclaimed, dispute)
                        """)
                .bind("payment_reversal_row_id", taken.id())
                .bind("payment_reversal_row_customer", taken.customer().value())
                .bind("payment_reversal_row_payment", taken.payment().value())
                .bind("payment_reversal_row_kind", taken.kind().code())
                .bind("payment_reversal_row_on", taken.on())
                .bind("payment_reversal_row_amount", taken.amount())
                .bind(
                        "payment_reversal_row_allocations",
                        taken.undone().stream().map(MadeAllocation::id).toArray(UUID[]::new))
                .bind("payment_reversal_row_freed", taken.freed().toArray(Long[]::new))
                .bind("payment_reversal_row_entry", taken.entry())
                .bind("payment_reversal_row_whole", taken.isWhole())
                .bind(
                        "payment_reversal_row_fee",
                        new UUID[] {taken.charges().fee().map(ChargeId::value).orElse(null)})
                .bind(
                        "payment_reversal_row_reclaimed",
                        new UUID[] {taken.charges().reclaimed().map(NewItem::id).orElse(null)})
                .bind(
                        "payment_reversal_row_dispute",
                        new String[] {taken.dispute().orElse(null)})
                .build();
    }

    /** Whether people were told of a dispute that is in no books. */
    Mono<Boolean> isTold(String dispute) {
        return database.sql("select dispute from dispute_told where tenant_id = :tenant and dispute = :dispute")
                .bind("dispute", dispute)
                .one(row -> true)
                .defaultIfEmpty(false);
    }

    Write told(KeptPayment payment, String dispute) {
        return Write.part("dispute_told_row", """
                        insert into dispute_told (tenant_id, dispute, customer_id, payment_id, told_at)
                        values (:tenant, :dispute_told_row_dispute, :dispute_told_row_customer,
                                :dispute_told_row_payment, :now)
                        """)
                .bind("dispute_told_row_dispute", dispute)
                .bind("dispute_told_row_customer", payment.customer().value())
                .bind("dispute_told_row_payment", payment.id().value())
                .build();
    }

    /** A reversal turns out to be that of a dispute. */
    Write isOf(String dispute, UUID reversal) {
        return Write.part("payment_disputed", """
                        update payment_reversal
                           set dispute = :payment_disputed_as
                         where tenant_id = :tenant
                           and id = :payment_disputed_id
                        """)
                .bind("payment_disputed_as", dispute)
                .bind("payment_disputed_id", reversal)
                .build();
    }

    /** The reversal of a whole payment ends, and the payment stands. */
    Write reinstate(Standing reversal, Reinstated reinstated) {
        return end(reversal, reinstated.entry(), reinstated.on()).and(become("received", reversal.payment()));
    }

    /** A reversal ends. */
    Write end(Standing reversal, UUID entry, LocalDate on) {
        return Write.part("payment_reinstated", """
                        update payment_reversal
                           set reinstated_on = :payment_reinstated_on,
                               reinstated_entry = :payment_reinstated_entry
                         where tenant_id = :tenant
                           and id = :payment_reinstated_id
                           and reinstated_on is null
                        """)
                .bind("payment_reinstated_on", on)
                .bind("payment_reinstated_entry", entry)
                .bind("payment_reinstated_id", reversal.id())
                .build();
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
