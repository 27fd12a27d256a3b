package io.duebook.platform;

import io.duebook.shared.ApprovalId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of what waits for a second person. */
@Repository
class ApprovalRepository {

    private static final String APPROVALS = """
            select id, kind, subject, customer_id, command::text as command, amount, currency, reason, state,
                   asked_by, asked_at, decided_by, decided_at, decision
              from approval
             where tenant_id = :tenant
            """;

    private final Database database;

    ApprovalRepository(Database database) {
        this.database = database;
    }

    Mono<Approval> find(ApprovalId id) {
        return database.sql(APPROVALS + " and id = :id").bind("id", id.value()).one(ApprovalRepository::approval);
    }

    Mono<Approval> lock(ApprovalId id) {
        return database.sql(APPROVALS + " and id = :id for no key update")
                .bind("id", id.value())
                .one(ApprovalRepository::approval);
    }

    /** The latest first. */
    Flux<Approval> list(@Nullable ApprovalState state, @Nullable Cursor after, int rows) {
        return Listing.of(database, APPROVALS)
                .where("state = :state", state == null ? null : state.code())
                .newestFirst("id", after, rows)
                .all(ApprovalRepository::approval);
    }

    /** Of one customer, or of all; in the order in which they were asked. */
    Flux<Approval> pending(String kind, @Nullable CustomerId customer) {
        return database.sql(APPROVALS + """
                           and kind = :kind
                           and (:customer::uuid is null or customer_id = :customer)
                           and state = 'pending'
                         order by id
                        """)
                .bind("kind", kind)
                .bind("customer", customer == null ? null : customer.value(), UUID.class)
                .all(ApprovalRepository::approval);
    }

    /** In the order in which they were asked. */
    Flux<Approval> pending(String kind, List<String> subjects) {
        return database.sql(APPROVALS + """
                           and kind = :kind
                           and subject = any(:subjects)
                           and state = 'pending'
                         order by id
                        """)
                .bind("kind", kind)
                .bind("subjects", subjects.toArray(String[]::new))
                .all(ApprovalRepository::approval);
    }

    Write insert(ApprovalId id, ApprovalRequest asked, String command) {
        List<ApprovalRequest> one = List.of(asked);
        return Write.part("approval_insert", """
                        insert into approval (tenant_id, id, kind, subject, customer_id, command, amount, currency,
                                              reason, state, asked_by, asked_at)
                        select :tenant, :approval_insert_id, :approval_insert_kind, :approval_insert_subject,
                               customer_id, :approval_insert_command::jsonb, amount, currency,
                               :approval_insert_reason, 'pending', :actor, :now
                          from unnest(:approval_insert_customer, :approval_insert_amount, :approval_insert_currency)
                            as row (customer_id, amount, currency)
                        """)
                .bind("approval_insert_id", id.value())
                .bind("approval_insert_kind", asked.kind())
                .bind("approval_insert_subject", asked.subject().text())
                .bind("approval_insert_command", command)
                .bind("approval_insert_reason", asked.reason().text())
                .column(
                        "approval_insert_customer",
                        UUID.class,
                        one,
                        row -> row.customer() == null ? null : row.customer().value())
                .column(
                        "approval_insert_amount",
                        Long.class,
                        one,
                        row -> row.amount() == null ? null : row.amount().amount())
                .column(
                        "approval_insert_currency",
                        String.class,
                        one,
                        row -> row.amount() == null
                                ? null
                                : row.amount().currency().code())
                .build();
    }

    Write decide(ApprovalId id, String state, @Nullable String decision) {
        return Write.part("approval_decide", """
                        update approval
                           set state = :approval_decide_state, decided_by = :actor, decided_at = :now,
                               decision = row.decision
                          from unnest(:approval_decide_decision) as row (decision)
                         where approval.tenant_id = :tenant
                           and approval.id = :approval_decide_id
                        """)
                .bind("approval_decide_id", id.value())
                .bind("approval_decide_state", state)
                .bind("approval_decide_decision", new String[] {decision})
                .build();
    }

    private static Approval approval(Readable row) {
        UUID customer = row.get("customer_id", UUID.class);
        Long amount = row.get("amount", Long.class);
        return new Approval(
                new ApprovalId(Objects.requireNonNull(row.get("id", UUID.class))),
                text(row, "kind"),
                text(row, "subject"),
                customer == null ? null : new CustomerId(customer),
                text(row, "command"),
                amount == null ? null : new Money(amount, Currency.of(text(row, "currency"))),
                text(row, "reason"),
                ApprovalState.of(text(row, "state")),
                text(row, "asked_by"),
                Objects.requireNonNull(row.get("asked_at", Instant.class)),
                row.get("decided_by", String.class),
                row.get("decided_at", Instant.class),
                row.get("decision", String.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
