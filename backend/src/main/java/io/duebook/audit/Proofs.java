package io.duebook.audit;

import io.duebook.platform.Caller;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.shared.EventId;
import io.duebook.shared.TenantId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Tells what the auditor found, and hands out what proves the chain to whoever does not believe us. */
@Service
class Proofs {

    private final AuditStates states;
    private final Findings findings;
    private final EventSeals seals;
    private final Checkpoints checkpoints;
    private final Signatures signatures;
    private final Transactions transactions;

    Proofs(
            AuditStates states,
            Findings findings,
            EventSeals seals,
            Checkpoints checkpoints,
            Signatures signatures,
            Transactions transactions) {
        this.states = states;
        this.findings = findings;
        this.seals = seals;
        this.checkpoints = checkpoints;
        this.signatures = signatures;
        this.transactions = transactions;
    }

    Mono<AuditStatus> status() {
        return transactions.read(Mono.zip(
                        states.find(),
                        findings.countOpen(),
                        seals.last().map(Optional::of).defaultIfEmpty(Optional.empty()),
                        seals.lastNumber(),
                        seals.now())
                .map(known -> new AuditStatus(
                        AuditVerdict.of(known.getT1(), known.getT2(), known.getT5()),
                        known.getT5(),
                        known.getT1().verifiedAt(),
                        known.getT2(),
                        AuditStatus.WholeRound.of(known.getT1().full()),
                        known.getT3().map(AuditStatus.Seal::of).orElse(null),
                        known.getT4(),
                        checkpoints.areKept(),
                        signatures.publicKeyPem())));
    }

    /** @param open only those that stand, or only those that do not; null: all */
    Mono<Page<Finding>> findings(@Nullable Boolean open, @Nullable Cursor before, Limit limit) {
        return transactions.read(findings.list(open, before, limit.withOneMore())
                .collectList()
                .map(found -> Page.of(
                        found, limit.rows(), last -> Cursor.after(last.id().value()))));
    }

    /** Newest first. */
    Mono<Page<AuditStatus.Seal>> seals(@Nullable Cursor before, Limit limit) {
        return transactions.read(seals.newest(before == null ? Long.MAX_VALUE : number(before), limit.withOneMore())
                .map(AuditStatus.Seal::of)
                .collectList()
                .map(found -> Page.of(found, limit.rows(), last -> Cursor.after(last.sequence()))));
    }

    private static long number(Cursor cursor) {
        try {
            return Long.parseLong(cursor.key().getFirst());
        } catch (NumberFormatException noNumber) {
            throw Cursor.unreadable();
        }
    }

    /** @throws NotFound if there is no event of this id */
    Mono<EventProof> of(EventId event) {
        return Caller.current()
                .flatMap(caller -> transactions.read(seals.exists(event)
                        .filter(exists -> exists)
                        .switchIfEmpty(Mono.error(NotFound::new))
                        .then(Mono.defer(() -> seals.numberOf(event)))
                        .flatMap(number -> of(event, number, caller.tenant()))
                        .defaultIfEmpty(unsealed(event, null))));
    }

    private EventProof unsealed(EventId event, @Nullable Long number) {
        return new EventProof(event, number, null, List.of(), null, signatures.publicKeyPem());
    }

    private Mono<EventProof> of(EventId event, long number, TenantId tenant) {
        return seals.covering(number)
                .flatMap(seal -> seals.before(number)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(before -> sealed(event, number, tenant, before, seal)))
                .defaultIfEmpty(unsealed(event, number));
    }

    private Mono<EventProof> sealed(
            EventId event, long number, TenantId tenant, Optional<EventSeal> before, EventSeal seal) {
        long behind = before.map(EventSeal::sequence).orElse(0L);
        byte[] from = before.map(EventSeal::hash).orElseGet(() -> Chain.beginning(tenant));
        return seals.told(behind, Math.toIntExact(seal.sequence() - behind))
                .map(text -> new EventProof.Told(text.sequence(), text.told()))
                .collectList()
                .map(told -> new EventProof(
                        event,
                        number,
                        HexFormat.of().formatHex(from),
                        told,
                        AuditStatus.Seal.of(seal),
                        signatures.publicKeyPem()));
    }
}
