package io.duebook.audit;

import io.duebook.platform.Directory;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sees to it that each tenant in use has its three works of the auditor, whoever made it, on however many servers. */
@Component
class StandingAuditor {

    static final String CHANGES = "audit_changes";
    static final String ROUND = "audit_round";
    static final String SEAL = "audit_seal";

    private static final Logger LOG = LoggerFactory.getLogger(StandingAuditor.class);

    private final Directory directory;
    private final AuditSettings settings;

    StandingAuditor(Directory directory, AuditSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 20_000)
    Mono<Void> stand() {
        return settings.standing()
                ? begin().onErrorResume(error -> {
                    LOG.atWarn().setCause(error).log("the auditor could not look for tenants; tried again later");
                    return Mono.empty();
                })
                : Mono.empty();
    }

    /** The row of a work has an id that follows from its tenant: there is one, however many servers look at once. */
    Mono<Void> begin() {
        return directory
                .write(directory
                        .sql("""
                                insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                                select md5(t.id || ' ' || kind)::uuid, t.id, kind, t.id, now()
                                  from directory.tenant t
                                 cross join unnest(cast(:kinds as text[])) as kind
                                 where t.state = 'active'
                                   and not exists (select
                                                     from directory.due_work w
                                                    where w.tenant_id = t.id
                                                      and w.kind = kind.kind
                                                      and w.subject = t.id)
                                on conflict (id) do nothing
                                """)
                        .bind("kinds", new String[] {CHANGES, ROUND, SEAL})
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    /** The works themselves. */
    @Configuration(proxyBeanMethods = false)
    static class Works {

        @Bean
        JobHandler auditChanges(Auditor auditor, AuditSettings settings) {
            return new Work(CHANGES, 2, () -> auditor.changes().thenReturn(JobHandler.again(settings.every())));
        }

        @Bean
        JobHandler auditRound(Auditor auditor, AuditSettings settings, Nights nights, Transactions transactions) {
            return new Work(ROUND, 1, () -> {
                long begun = System.nanoTime();
                return auditor.round(Work.SLICE)
                        .zipWith(transactions.read(nights.isTimeForAWholeRound()))
                        .map(went -> JobHandler.again(Work.rest(
                                Duration.ofNanos(System.nanoTime() - begun), went.getT1(), went.getT2(), settings)));
            });
        }

        @Bean
        JobHandler auditSeal(Sealer sealer, AuditSettings settings) {
            return new Work(SEAL, 2, () -> sealer.seal().thenReturn(JobHandler.again(settings.every())));
        }
    }

    private interface Run {
        Mono<JobHandler.Outcome> work();
    }

    /** @param atOnce how many tenants' at once in a server: what the auditor takes of it has a bound */
    private record Work(String kind, int atOnce, Run run) implements JobHandler {

        /** Short enough to let others come; a round goes on where it was. */
        static final Duration SLICE = Duration.ofSeconds(3);

        private static final Duration LONGEST = Duration.ofMinutes(30);
        private static final int WHOLE = 100;

        @Override
        public Mono<Outcome> run(TenantId tenant, UUID subject) {
            return run.work();
        }

        @Override
        public Duration timeLimit() {
            return LONGEST;
        }

        /** Rests nineteen times as long as it worked, for a share of five percent; at night, not before it is through. */
        static Duration rest(Duration worked, boolean isOver, boolean isNight, AuditSettings settings) {
            if (isNight && !isOver) {
                return Duration.ZERO;
            }
            Duration due = worked.multipliedBy(WHOLE - settings.share()).dividedBy(settings.share());
            return isOver && due.compareTo(settings.every()) < 0 ? settings.every() : due;
        }
    }
}
