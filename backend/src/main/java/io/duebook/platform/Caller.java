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
 */
public record Caller(
        TenantId tenant,
        @Nullable CustomerId customer,
        String actor,
        String client,
        @Nullable String membership,
        List<String> roles,
        Set<String> scopes,
        String requestId) {

    private static final String JOB = "job";

    /** A part of this server at work for a tenant: a job, the sequencer. */
    public static Caller program(TenantId tenant, String name) {
        return new Caller(tenant, null, "duebook:" + name, "duebook:" + name, null, List.of(), Set.of(), JOB);
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

    /** Whether a part of this server is at work, and nobody waits for an answer. */
    boolean isJob() {
        return requestId.equals(JOB) && actor.startsWith("duebook:");
    }

    public boolean isContact() {
        return customer != null;
    }
}
