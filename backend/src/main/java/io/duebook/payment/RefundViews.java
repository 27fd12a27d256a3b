package io.duebook.payment;

import io.duebook.item.Credit;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.RefundId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads refunds as clients see them. */
@Repository
class RefundViews {

    private static final String VIEW = """
            select r.id, r.external_id, r.customer_id, c.name as customer_name, c.external_id as customer_external_id,
                   r.credit_id, k.kind as credit_kind, k.number, r.amount, r.currency, r.state, r.refunded_on, r.method,
                   r.failure_code, r.failure_message, r.failed_on, r.created_at
              from refund r
              join customer c on c.tenant_id = :tenant and c.id = r.customer_id
              join credit k on k.tenant_id = :tenant and k.id = r.credit_id
             where r.tenant_id = :tenant
               and r.state <> 'undone'
            """;

    private final Database database;

    RefundViews(Database database) {
        this.database = database;
    }

    Mono<RefundView> find(RefundId id) {
        return database.sql(VIEW + " and r.id = :id").bind("id", id.value()).one(columns -> view(new Row(columns)));
    }

    Flux<RefundView> list(RefundFilter filter, @Nullable Cursor after, int rows) {
        return Listing.of(database, VIEW)
                .where("r.customer_id = :customer", filter.customer())
                .where("r.credit_id = :payment", filter.payment())
                .where("r.credit_id = :credit_note", filter.creditNote())
                .where("r.external_id = :external_id", filter.externalId())
                .newestFirst("r.id", after, rows)
                .all(columns -> view(new Row(columns)));
    }

    private static RefundView view(Row row) {
        PublicId source = Credit.Kind.of(row.text("credit_kind")).idOf(row.uuid("credit_id"));
        String failure = row.textIfAny("failure_code");
        return new RefundView(
                new RefundId(row.uuid("id")),
                row.textIfAny("external_id"),
                new RefundView.RefundedCustomer(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                source instanceof PaymentId payment ? payment : null,
                source instanceof CreditNoteId note ? note : null,
                source instanceof ChargeId interest ? interest : null,
                row.textIfAny("number"),
                row.minor("amount"),
                row.currency("currency"),
                row.text("state"),
                row.date("refunded_on"),
                row.text("method"),
                failure == null ? null : new RefundView.RefundFailureView(failure, row.text("failure_message")),
                row.dateIfAny("failed_on"),
                row.moment("created_at"));
    }
}
