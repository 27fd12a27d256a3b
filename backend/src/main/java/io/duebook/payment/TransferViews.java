package io.duebook.payment;

import io.duebook.customer.CustomerName;
import io.duebook.item.Credit;
import io.duebook.item.OpenItem;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads transfers as clients see them, each in one statement. */
@Repository
class TransferViews {

    private static final String VIEW = """
            select t.id, t.kind, t.external_id, t.from_customer_id, giver.name as from_name,
                   giver.external_id as from_external_id, t.to_customer_id, receiver.name as to_name,
                   receiver.external_id as to_external_id, t.source_id, claim.kind as claim_kind,
                   credit.kind as credit_kind, coalesce(claim.number, credit.number) as number, t.currency, t.amount,
                   (select coalesce(sum(m.item_delta + m.credit_delta), 0)::bigint
                      from movement m
                     where m.tenant_id = :tenant
                       and (m.credit_id = t.id and m.kind like 'transfer%'
                            or m.item_id = t.id and m.kind like 'taken\\_over%')) as standing,
                   coalesce(taken.open, received.unapplied) as left, t.transferred_on, t.with_payment, t.reason,
                   t.reversed_on, t.created_at
              from transfer t
              join customer giver on giver.tenant_id = :tenant and giver.id = t.from_customer_id
              join customer receiver on receiver.tenant_id = :tenant and receiver.id = t.to_customer_id
              left join open_item claim on claim.tenant_id = :tenant and claim.id = t.source_id
              left join credit on credit.tenant_id = :tenant and credit.id = t.source_id
              left join open_item taken on taken.tenant_id = :tenant and taken.id = t.id
              left join credit received on received.tenant_id = :tenant and received.id = t.id
             where t.tenant_id = :tenant
            """;

    private final Database database;

    TransferViews(Database database) {
        this.database = database;
    }

    Mono<TransferView> find(TransferId id) {
        return database.sql(VIEW + " and t.id = :id").bind("id", id.value()).one(columns -> view(new Row(columns)));
    }

    /** Newest first. @param customer who gave or got it */
    Flux<TransferView> list(@Nullable CustomerId customer, @Nullable Cursor after, int rows) {
        return Listing.of(database, VIEW)
                .where("(t.from_customer_id = :customer or t.to_customer_id = :customer)", customer)
                .newestFirst("t.id", after, rows)
                .all(columns -> view(new Row(columns)));
    }

    private static TransferView view(Row row) {
        PublicId credit = credit(row);
        return new TransferView(
                new TransferId(row.uuid("id")),
                row.text("kind"),
                row.textIfAny("external_id"),
                customer(row, "from"),
                customer(row, "to"),
                claim(row),
                row.textIfAny("number"),
                credit instanceof PaymentId payment ? payment : null,
                credit instanceof CreditNoteId note ? note : null,
                credit instanceof ChargeId interest ? interest : null,
                row.currency("currency"),
                row.minor("amount"),
                row.minor("standing"),
                row.minor("left"),
                row.date("transferred_on"),
                row.fact("with_payment"),
                row.textIfAny("reason"),
                row.dateIfAny("reversed_on"),
                row.moment("created_at"));
    }

    private static CustomerName customer(Row row, String side) {
        return new CustomerName(
                new CustomerId(row.uuid(side + "_customer_id")),
                row.text(side + "_name"),
                row.textIfAny(side + "_external_id"));
    }

    private static @Nullable PublicId claim(Row row) {
        String kind = row.textIfAny("claim_kind");
        return kind == null ? null : OpenItem.Kind.of(kind).idOf(row.uuid("source_id"));
    }

    private static @Nullable PublicId credit(Row row) {
        String kind = row.textIfAny("credit_kind");
        return kind == null ? null : Credit.Kind.of(kind).idOf(row.uuid("source_id"));
    }
}
