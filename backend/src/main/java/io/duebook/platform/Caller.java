package io.duebook.platform;

import io.duebook.shared.CustomerId;
import io.duebook.shared.TenantId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * On whose behalf a unit of work runs. It travels in the Reactor context; the transaction binds tenant and customer
 * from here and from nowhere else.
 *
 * @param customer the only customer a contact may see; null for staff and programs
 * @param actor who acts: a person's or program's subject
 * @param client the program through which they act
 * @param membership the membership of a person
 * @param isJob whether this server is at work by itself, and nobody waits for an answer
 */
public record Caller(
        TenantId tenant,
        @Nullable CustomerId customer,
        String actor,
        String client,
        @Nullable String membership,
        List<String> roles,
        Set<String> scopes,
        String requestId,
        boolean isJob) {

    private static final String JOB = "job";

    /** Somebody who waits for an answer. */
    public Caller(
            TenantId tenant,
            @Nullable CustomerId customer,
            String actor,
            String client,
            @Nullable String membership,
            List<String> roles,
            Set<String> scopes,
            String requestId) {
        this(tenant, customer, actor, client, membership, roles, scopes, requestId, false);
    }

    /** A part of this server at work for a tenant: a job, the sequencer. */
    public static Caller program(TenantId tenant, String name) {
        return new Caller(tenant, null, "duebook:" + name, "duebook:" + name, null, List.of(), Set.of(), JOB, true);
    }

    /** Whoever the work at hand is done for; an error where nobody was bound. */
    public static Mono<Caller> current() {
        return Mono.deferContextual(context -> context.<Caller>getOrEmpty(Caller.class)
                .map(Mono::just)
                .orElseGet(() -> Mono.error(new NoTenantBound())));
    }

    public Context into(Context context) {
        return context.put(Caller.class, this);
    }

    /** The same, for whom this server goes on by itself, within the job's own time. */
    public Caller asJob() {
        return new Caller(tenant, customer, actor, client, membership, roles, scopes, requestId, true);
    }

    public boolean isContact() {
        return customer != null;
    }
}
