package io.duebook.task;

import io.duebook.customer.CustomerName;
import io.duebook.item.OpenItem;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CaseId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MemberId;
import io.duebook.task.CaseView.CaseMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Cases in the database. Who opened one, who owns it and who wrote for the tenant is staff's own. */
@Repository
class CaseRepository {

    private static final String CASES = """
            select k.id, k.number, k.customer_id, u.name as customer_name, u.external_id as customer_external_id, k.kind,
                   k.reason, k.status, k.outcome, k.item_id, i.kind as item_kind, i.number as item_number, k.currency,
                   k.amount,
                   case when k.kind = 'dispute'
                        then case when k.status = 'resolved' then 0 else least(k.amount, i.open) end
                   end as disputed,
                   k.credit_note_id, n.number as credit_note_number,
                   case when :acting_customer::uuid is null then k.owner_id end as owner_id,
                   case when :acting_customer::uuid is null then coalesce(m.name, m.email) end as owner_name,
                   k.due_on,
                   case when :acting_customer::uuid is null then k.opened_by end as opened_by,
                   k.opened_by_contact, k.opened_at, k.resolved_at, k.version
              from customer_case k
              join customer u on u.tenant_id = :tenant and u.id = k.customer_id
              left join open_item i on i.tenant_id = :tenant and i.id = k.item_id
              left join credit_note n on n.tenant_id = :tenant and n.id = k.credit_note_id
              left join member m on m.tenant_id = :tenant and m.id = k.owner_id
             where k.tenant_id = :tenant
            """;

    private final Database database;

    CaseRepository(Database database) {
        this.database = database;
    }

    Mono<CustomerId> customerOf(CaseId id) {
        return database.sql("select customer_id from customer_case where tenant_id = :tenant and id = :id")
                .bind("id", id.value())
                .one(columns -> new CustomerId(new Row(columns).uuid("customer_id")));
    }

    Mono<CaseSummary> find(CaseId id, LocalDate today) {
        return database.sql(CASES + " and k.id = :id")
                .bind("id", id.value())
                .one(columns -> summary(new Row(columns), today));
    }

    /** The oldest first; to a contact without what staff write among themselves. */
    Flux<CaseMessage> messages(CaseId id) {
        return database.sql("""
                        select id, internal, by_contact, words, created_at,
                               case when :acting_customer::uuid is null or by_contact then author end as author
                          from case_message
                         where tenant_id = :tenant
                           and case_id = :case
                         order by id
                        """).bind("case", id.value()).all(columns -> message(new Row(columns)));
    }

    private static CaseMessage message(Row row) {
        return new CaseMessage(
                row.uuid("id"),
                row.fact("internal"),
                row.fact("by_contact"),
                row.textIfAny("author"),
                row.text("words"),
                row.moment("created_at"));
    }

    /** Newest first. */
    Flux<CaseSummary> list(CaseFilter filter, @Nullable Cursor after, int rows, LocalDate today) {
        Listing all = Listing.of(database, CASES)
                .where("k.customer_id = :customer", filter.customer())
                .where("k.owner_id = :owner", filter.owner())
                .where(
                        "k.status = :status",
                        filter.status() == null ? null : filter.status().code())
                .where(
                        "k.kind = :kind",
                        filter.kind() == null ? null : filter.kind().code());
        Listing wanted = Boolean.TRUE.equals(filter.unresolved()) ? all.where("k.status <> 'resolved'") : all;
        return wanted.newestFirst("k.id", after, rows).all(columns -> summary(new Row(columns), today));
    }

    Mono<Boolean> isMember(MemberId id) {
        return database.sql("select 1 from member where tenant_id = :tenant and id = :id and state <> 'revoked'")
                .bind("id", id.value())
                .one(row -> true)
                .defaultIfEmpty(false);
    }

    /** Whoever left may own cases still. */
    Mono<Boolean> isOrWasMember(MemberId id) {
        return database.sql("select 1 from member where tenant_id = :tenant and id = :id")
                .bind("id", id.value())
                .one(row -> true)
                .defaultIfEmpty(false);
    }

    /** The currency of one of the customer's; empty where it is none of theirs. */
    Mono<Currency> currencyOf(CustomerId customer, CreditNoteId id) {
        return database.sql("""
                        select currency
                          from credit_note
                         where tenant_id = :tenant
                           and id = :id
                           and customer_id = :customer
                        """)
                .bind("id", id.value())
                .bind("customer", customer.value())
                .one(columns -> new Row(columns).currency("currency"));
    }

    /** How many messages its thread has, those among staff included where the caller sees them. */
    Mono<Long> lengthOf(CaseId id) {
        return database.sql("""
                        select count(*) as messages
                          from case_message
                         where tenant_id = :tenant
                           and case_id = :id
                        """).bind("id", id.value()).one(columns -> new Row(columns).minor("messages"));
    }

    Write insert(CaseSummary one, @Nullable UUID item, LocalDate today) {
        List<CaseSummary> row = List.of(one);
        return Write.part("case_row", """
                        insert into customer_case (tenant_id, id, customer_id, number, kind, reason, item_id, currency,
                                                   amount, status, owner_id, due_on, opened_by, opened_by_contact,
                                                   opened_at, opened_on)
                        select :tenant, :case_row_id, :case_row_customer, :case_row_number, :case_row_kind,
                               :case_row_reason, item_id, currency, amount, 'open', owner_id, due_on, :actor,
                               :case_row_by_contact, :now, :case_row_today
                          from unnest(:case_row_item, :case_row_currency, :case_row_amount, :case_row_owner,
                                      :case_row_due)
                            as row (item_id, currency, amount, owner_id, due_on)
                        """)
                .bind("case_row_id", one.id().value())
                .bind("case_row_customer", one.customer().id().value())
                .bind("case_row_number", one.number())
                .bind("case_row_kind", one.kind().code())
                .bind("case_row_reason", one.reason().code())
                .bind("case_row_by_contact", one.openedByContact())
                .bind("case_row_today", today)
                .column("case_row_item", UUID.class, row, any -> item)
                .column("case_row_currency", String.class, row, of -> {
                    Currency currency = of.currency();
                    return currency == null ? null : currency.code();
                })
                .column("case_row_amount", Long.class, row, CaseSummary::amount)
                .column("case_row_owner", UUID.class, row, of -> {
                    MemberId owner = of.owner();
                    return owner == null ? null : owner.value();
                })
                .column("case_row_due", LocalDate.class, row, CaseSummary::dueOn)
                .build();
    }

    Write say(CaseId id, CustomerId customer, String words, boolean internal, boolean byContact) {
        return Write.part("case_said", """
                        insert into case_message (tenant_id, id, case_id, customer_id, internal, by_contact, author,
                                                  words, created_at)
                        values (:tenant, :case_said_id, :case_said_case, :case_said_customer, :case_said_internal,
                                :case_said_by_contact, :actor, :case_said_words, :now)
                        """)
                .bind("case_said_id", Ids.next())
                .bind("case_said_case", id.value())
                .bind("case_said_customer", customer.value())
                .bind("case_said_internal", internal)
                .bind("case_said_by_contact", byContact)
                .bind("case_said_words", words)
                .build();
    }

    /** Only behind the customer's lock. */
    Write turn(CaseId id, CaseStatus to) {
        return Write.part("case_turn", """
                        update customer_case
                           set status = :case_turn_status,
                               version = version + 1
                         where tenant_id = :tenant
                           and id = :case_turn_id
                        """)
                .bind("case_turn_id", id.value())
                .bind("case_turn_status", to.code())
                .build();
    }

    /** Only behind the customer's lock. */
    Write change(CaseId id, CaseDetails to) {
        List<CaseDetails> row = List.of(to);
        return Write.part("case_change", """
                        update customer_case
                           set owner_id = row.owner_id,
                               due_on = row.due_on,
                               version = version + 1
                          from unnest(:case_change_owner, :case_change_due) as row (owner_id, due_on)
                         where tenant_id = :tenant
                           and id = :case_change_id
                        """)
                .bind("case_change_id", id.value())
                .column("case_change_owner", UUID.class, row, of -> {
                    MemberId owner = of.owner();
                    return owner == null ? null : owner.value();
                })
                .column("case_change_due", LocalDate.class, row, CaseDetails::dueOn)
                .build();
    }

    /** Only behind the customer's lock. */
    Write end(CaseId id, CaseOutcome outcome, @Nullable CreditNoteId creditNote) {
        List<CaseOutcome> row = List.of(outcome);
        return Write.part("case_end", """
                        update customer_case
                           set status = 'resolved',
                               outcome = :case_end_outcome,
                               credit_note_id = row.credit_note_id,
                               resolved_by = :actor,
                               resolved_at = :now,
                               version = version + 1
                          from unnest(:case_end_credit_note) as row (credit_note_id)
                         where tenant_id = :tenant
                           and id = :case_end_id
                        """)
                .bind("case_end_id", id.value())
                .bind("case_end_outcome", outcome.code())
                .column("case_end_credit_note", UUID.class, row, any -> creditNote == null ? null : creditNote.value())
                .build();
    }

    private static CaseSummary summary(Row row, LocalDate today) {
        UUID item = row.uuidIfAny("item_id");
        UUID credit = row.uuidIfAny("credit_note_id");
        UUID owner = row.uuidIfAny("owner_id");
        String currency = row.textIfAny("currency");
        LocalDate dueOn = row.dateIfAny("due_on");
        CaseStatus status = CaseStatus.of(row.text("status"));
        return new CaseSummary(
                new CaseId(row.uuid("id")),
                row.text("number"),
                new CustomerName(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                CaseKind.of(row.text("kind")),
                CaseReason.of(row.text("reason")),
                status,
                row.textIfAny("outcome"),
                item == null ? null : OpenItem.Kind.of(row.text("item_kind")).idOf(item),
                row.textIfAny("item_number"),
                currency == null ? null : Currency.of(currency),
                row.columns().get("amount", Long.class),
                row.columns().get("disputed", Long.class),
                credit == null ? null : new CreditNoteId(credit),
                row.textIfAny("credit_note_number"),
                owner == null ? null : new MemberId(owner),
                row.textIfAny("owner_name"),
                dueOn,
                status != CaseStatus.RESOLVED && dueOn != null && dueOn.isBefore(today),
                row.textIfAny("opened_by"),
                row.fact("opened_by_contact"),
                row.moment("opened_at"),
                row.columns().get("resolved_at", Instant.class),
                row.number("version"));
    }
}
