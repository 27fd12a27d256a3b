package io.duebook.payment.stripe;

import io.duebook.platform.Ids;
import io.duebook.platform.Jobs;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Events as they came, each once. One whose account is no tenant's stays where it is. */
@Repository
class WebhookInbox {

    private final DatabaseClient directory;
    private final Jobs jobs;

    WebhookInbox(@Qualifier("directoryClient") DatabaseClient directory, Jobs jobs) {
        this.directory = directory;
        this.jobs = jobs;
    }

    /** Keeps an event and the work to be done on it, in one statement; an event that is known changes nothing. */
    Mono<Void> keep(WebhookEvent event) {
        return directory
                .sql("""
                        with owner as (
                            select tenant_id
                              from directory.processor_account
                             where processor = 'stripe'
                               and account = :account),
                        kept as (
                            insert into directory.webhook_inbox (id, processor, event, account, type, object, livemode,
                                                                 state)
                            values (:id, 'stripe', :event, :account, :type, :object, :livemode,
                                    case when exists (select from owner) then 'received' else 'quarantined' end)
                            on conflict (processor, event) do nothing
                            returning id)
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        select :work, owner.tenant_id, :kind, kept.id, now()
                          from owner, kept
                        """)
                .bind("account", event.account())
                .bind("id", Ids.next())
                .bind("event", event.id())
                .bind("type", event.type())
                .bind("object", event.object())
                .bind("livemode", event.livemode())
                .bind("work", Ids.next())
                .bind("kind", WebhookWorker.KIND)
                .fetch()
                .rowsUpdated()
                .then(jobs.nudge(WebhookWorker.KIND));
    }

    record Kept(String account, String type, String object) {}

    /** An event still to be looked at. */
    Mono<Kept> find(UUID id) {
        return directory
                .sql("""
                        select account, type, object
                          from directory.webhook_inbox
                         where id = :id
                           and state = 'received'
                        """)
                .bind("id", id)
                .map(row -> new Kept(
                        Objects.requireNonNull(row.get("account", String.class)),
                        Objects.requireNonNull(row.get("type", String.class)),
                        Objects.requireNonNull(row.get("object", String.class))))
                .one();
    }

    Mono<Void> processed(UUID id) {
        return close(id, "processed");
    }

    /** It was about nothing of ours. */
    Mono<Void> ignored(UUID id) {
        return close(id, "ignored");
    }

    private Mono<Void> close(UUID id, String state) {
        return directory
                .sql("""
                        update directory.webhook_inbox
                           set state = :state, processed_at = now()
                         where id = :id
                           and state = 'received'
                        """)
                .bind("state", state)
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .then();
    }

    /** Stripe repeats an event for days, not for months. */
    @Scheduled(fixedRate = 3_600_000)
    Mono<Void> forget() {
        return directory
                .sql("delete from directory.webhook_inbox where received_at < now() - interval '90 days'")
                .fetch()
                .rowsUpdated()
                .then();
    }
}
