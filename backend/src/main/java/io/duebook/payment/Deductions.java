package io.duebook.payment;

import io.duebook.customer.Customers;
import io.duebook.item.OpenItem;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Limit;
import io.duebook.platform.Listing;
import io.duebook.platform.Page;
import io.duebook.platform.Row;
import io.duebook.platform.Transactions;
import io.duebook.shared.AllocationId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DeductionId;
import io.duebook.shared.PaymentId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What payers withheld, by reason, for whoever asks them about it. */
@Service
class Deductions {

    private static final String VIEW = """
            select d.id, d.customer_id, c.name as customer_name, c.external_id as customer_external_id,
                   -- Of money that passed from another customer, the payment it came with.
                   coalesce((select t.source_id
                               from transfer t
                              where t.tenant_id = :tenant
                                and t.id = d.credit_id), d.credit_id) as credit_id,
                   d.allocation_id, d.item_id, i.kind, i.number, d.reason, d.amount, d.currency, d.deducted_on,
                   undone.accounting_on as reversed_on
              from deduction d
              join customer c on c.tenant_id = :tenant and c.id = d.customer_id
              join open_item i on i.tenant_id = :tenant and i.id = d.item_id
              left join movement undone on undone.tenant_id = :tenant and undone.reverses = d.id
             where d.tenant_id = :tenant
            """;

    private final Customers customers;
    private final Database database;
    private final Transactions transactions;

    Deductions(Customers customers, Database database, Transactions transactions) {
        this.customers = customers;
        this.database = database;
        this.transactions = transactions;
    }

    /** Newest first, those taken back included. */
    Mono<Page<DeductionView>> list(
            @Nullable CustomerId customer, @Nullable String reason, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(customer)
                .thenMany(query(customer, reason, after, limit.withOneMore()).all(columns -> view(new Row(columns))))
                .collectList()
                .map(rows -> Page.of(
                        rows, limit.rows(), last -> Cursor.after(last.id().value()))));
    }

    private Database.Query query(
            @Nullable CustomerId customer, @Nullable String reason, @Nullable Cursor after, int rows) {
        return Listing.of(database, VIEW)
                .where("d.customer_id = :customer", customer)
                .where("d.reason = :reason", reason)
                .newestFirst("d.id", after, rows);
    }

    private static DeductionView view(Row row) {
        return new DeductionView(
                new DeductionId(row.uuid("id")),
                new PaymentView.CustomerName(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                new PaymentId(row.uuid("credit_id")),
                new AllocationId(row.uuid("allocation_id")),
                OpenItem.Kind.of(row.text("kind")).idOf(row.uuid("item_id")),
                row.text("number"),
                row.text("reason"),
                row.minor("amount"),
                row.currency("currency"),
                row.date("deducted_on"),
                row.dateIfAny("reversed_on"));
    }
}
