package io.duebook.audit;

import io.duebook.platform.Caller;
import io.duebook.platform.Transactions;
import io.duebook.shared.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/**
 * Seals what has a number, behind the commands and not within them, and proves the seals: by counting them anew from the
 * first event on, and by the copies that left the database.
 */
@Component
class Sealer {

    static final Pass CHAIN = new Pass("chain", Spine.EVENT, "");
    static final Pass CHECKPOINT = new Pass("checkpoint", Spine.EVENT, "");

    private static final int AT_ONCE = 1_000;

    private final EventSeals seals;
    private final Checkpoints checkpoints;
    private final Signatures signatures;
    private final AuditStates states;
    private final Transactions transactions;

    Sealer(
            EventSeals seals,
            Checkpoints checkpoints,
            Signatures signatures,
            AuditStates states,
            Transactions transactions) {
        this.seals = seals;
        this.checkpoints = checkpoints;
        this.signatures = signatures;
        this.states = states;
        this.transactions = transactions;
    }

    /** Seals every event that has a number, a thousand by a seal at most. How many seals it took. */
    Mono<Integer> seal() {
        return Mono.defer(this::sealNext)
                .repeat()
                .takeWhile(events -> events > 0)
                .reduce(0, (sum, one) -> sum + 1);
    }

    /** The copy leaves before the seal is kept: there is none inside that is not outside. How many events it covers. */
    private Mono<Integer> sealNext() {
        return Caller.current()
                .flatMap(caller -> transactions.write(states.hold()
                        .then(Mono.zip(lastOf(caller.tenant()), seals.now()))
                        .flatMap(begun -> sealNext(begun.getT1(), begun.getT2()))));
    }

    private record Last(TenantId tenant, long sequence, byte[] hash) {}

    private Mono<Last> lastOf(TenantId tenant) {
        return seals.last()
                .map(seal -> new Last(tenant, seal.sequence(), seal.hash()))
                .defaultIfEmpty(new Last(tenant, 0, Chain.beginning(tenant)));
    }

    private Mono<Integer> sealNext(Last last, Instant now) {
        return seals.told(last.sequence(), AT_ONCE)
                .collectList()
                .filter(events -> !events.isEmpty())
                .map(events -> new Sealed(
                        signed(last.tenant(), events.getLast().sequence(), Chain.through(last.hash(), events), now),
                        events.size()))
                .delayUntil(made -> checkpoints.keep(made.seal()))
                .delayUntil(made -> seals.insert(made.seal(), last.sequence()))
                .map(Sealed::events)
                .defaultIfEmpty(0);
    }

    private record Sealed(EventSeal seal, int events) {}

    private EventSeal signed(TenantId tenant, long sequence, byte[] hash, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        byte[] text = EventSeal.signed(tenant, sequence, hash, at).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new EventSeal(tenant, sequence, hash, at, signatures.keyId(), signatures.sign(text));
    }

    /** What a stretch of events comes to, and what of the seals within it does not. */
    record Proven(byte[] hash, List<Wrong> wrong) {}

    /**
     * Counts a stretch of events anew and compares every seal within it, and every copy that was kept outside.
     *
     * @param before what the events before it come to; null: it is the first stretch
     */
    Mono<Proven> prove(List<String> numbers, byte @Nullable [] before) {
        long behind = Long.parseLong(numbers.getFirst()) - 1;
        long upTo = Long.parseLong(numbers.getLast());
        return Caller.current().flatMap(caller -> Mono.zip(
                        transactions.read(Mono.zip(
                                seals.told(behind, numbers.size()).collectList(),
                                seals.within(behind, upTo).collectList())),
                        checkpoints.within(caller.tenant(), behind, upTo))
                .map(read -> compare(
                        before == null ? Chain.beginning(caller.tenant()) : before, read.getT1(), read.getT2())));
    }

    private Proven compare(byte[] before, Tuple2<List<EventText>, List<EventSeal>> kept, List<EventSeal> outside) {
        var wrong = new ArrayList<Wrong>();
        byte[] hash = before;
        for (EventText event : kept.getT1()) {
            hash = Chain.link(hash, event.told());
            wrong.addAll(differing("seal", event.sequence(), hash, kept.getT2()));
            wrong.addAll(differing("checkpoint", event.sequence(), hash, outside));
        }
        return new Proven(hash, wrong);
    }

    private List<Wrong> differing(String rule, long sequence, byte[] hash, List<EventSeal> seals) {
        String key = Long.toString(sequence);
        var wrong = new ArrayList<Wrong>();
        for (EventSeal seal : seals) {
            if (seal.sequence() == sequence) {
                if (!Arrays.equals(seal.hash(), hash)) {
                    wrong.add(new Wrong(
                            CHAIN, key, rule, seal.hex(), HexFormat.of().formatHex(hash)));
                }
                if (!signatures.isOurs(seal)) {
                    wrong.add(new Wrong(CHAIN, key, rule + "_signature", "true", "false"));
                }
            }
        }
        return List.copyOf(wrong);
    }

    /** The newest copy outside, against what the database has of it; nothing where none is kept. */
    Mono<Compared> compareNewest() {
        return Caller.current()
                .flatMap(caller -> checkpoints.latest(caller.tenant()))
                .flatMap(latest -> Mono.justOrEmpty(
                        latest.stream().reduce((one, other) -> one.sequence() >= other.sequence() ? one : other)))
                .flatMap(newest -> transactions.read(Mono.zip(
                                seals.lastNumber(),
                                seals.within(newest.sequence() - 1, newest.sequence())
                                        .collectList())
                        .map(known -> compare(newest, known.getT1(), known.getT2()))));
    }

    record Compared(String key, List<Wrong> wrong) {}

    private static Compared compare(EventSeal newest, long lastNumber, List<EventSeal> kept) {
        String key = Long.toString(newest.sequence());
        if (lastNumber < newest.sequence()) {
            return new Compared(
                    key,
                    List.of(new Wrong(
                            CHECKPOINT,
                            key,
                            "events_up_to",
                            Long.toString(newest.sequence()),
                            Long.toString(lastNumber))));
        }
        String found = kept.isEmpty() ? null : kept.getFirst().hex();
        return newest.hex().equals(found)
                ? new Compared(key, List.of())
                : new Compared(key, List.of(new Wrong(CHECKPOINT, key, "seal", newest.hex(), found)));
    }
}
