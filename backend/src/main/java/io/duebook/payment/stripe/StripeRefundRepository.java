package io.duebook.payment.stripe;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.RefundId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What Stripe is asked for refunds, in the database. */
@Repository
class StripeRefundRepository {

    private static final String REFUND = """
            select refund_id, customer_id, account, payment_intent, request, object, error_kept_since, requested_at
              from stripe_refund
             where tenant_id = :tenant
            """;

    private final Database database;

    StripeRefundRepository(Database database) {
        this.database = database;
    }

    Mono<StripeRefund> find(RefundId id) {
        return database.sql(REFUND + " and refund_id = :id")
                .bind("id", id.value())
                .one(StripeRefundRepository::refund);
    }

    Mono<StripeRefund> findByObject(String object) {
        return database.sql(REFUND + " and object = :object")
                .bind("object", object)
                .one(StripeRefundRepository::refund);
    }

    /** Where a payment's money came in at Stripe. */
    record Charged(String account, String paymentIntent) {}

    Mono<Charged> charged(PaymentId payment) {
        return database.sql("""
                        select account, payment_intent
                          from checkout
                         where tenant_id = :tenant
                           and payment_id = :payment
                           and payment_intent is not null
                        """)
                .bind("payment", payment.value())
                .one(columns -> new Row(columns))
                .map(row -> new Charged(row.text("account"), row.text("payment_intent")));
    }

    Write insert(StripeRefund refund) {
        return Write.part("stripe_refund_row", """
                        insert into stripe_refund (tenant_id, refund_id, customer_id, account, payment_intent, request,
                                                   requested_at)
                        values (:tenant, :stripe_refund_row_id, :stripe_refund_row_customer, :stripe_refund_row_account,
                                :stripe_refund_row_intent, :stripe_refund_row_request, :stripe_refund_row_at)
                        """)
                .bind("stripe_refund_row_id", refund.id().value())
                .bind("stripe_refund_row_customer", refund.customer().value())
                .bind("stripe_refund_row_account", refund.account())
                .bind("stripe_refund_row_intent", refund.paymentIntent())
                .bind("stripe_refund_row_request", refund.request())
                .bind("stripe_refund_row_at", refund.requestedAt())
                .build();
    }

    /** What we learned of it; what we know already stays. */
    Write learned(RefundId id, List<String> object, List<Instant> errorKeptSince) {
        return Write.part("stripe_refund_learned", """
                        update stripe_refund
                           set object = coalesce(object, row.learned),
                               error_kept_since = coalesce(error_kept_since, row.since)
                          from unnest(:stripe_refund_learned_object, :stripe_refund_learned_since) as row (learned, since)
                         where tenant_id = :tenant
                           and refund_id = :stripe_refund_learned_id
                        """)
                .bind("stripe_refund_learned_object", object.toArray(new String[1]))
                .bind("stripe_refund_learned_since", errorKeptSince.toArray(new Instant[1]))
                .bind("stripe_refund_learned_id", id.value())
                .build();
    }

    private static StripeRefund refund(Readable columns) {
        Row row = new Row(columns);
        return new StripeRefund(
                new RefundId(row.uuid("refund_id")),
                new CustomerId(row.uuid("customer_id")),
                row.text("account"),
                row.text("payment_intent"),
                row.text("request"),
                row.textIfAny("object"),
                columns.get("error_kept_since", Instant.class),
                row.moment("requested_at"));
    }
}
