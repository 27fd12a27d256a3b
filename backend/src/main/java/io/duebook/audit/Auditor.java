package io.duebook.audit;

import io.duebook.platform.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Proves a tenant's books: what was written since it last looked, and in rounds all of them. A row is asked about by
 * statements that each see one moment of the books, so that a command under way is seen whole or not at all; nothing is
 * locked but the auditor's own state, and a stretch is forgotten before the next one begins.
 */
@Component
class Auditor {

    /** Ids are made before their transaction begins, and by clocks that differ. */
    private static final Duration BEFORE_ITS_TRANSACTION = Duration.ofMinutes(1);

    private static final int OUTCOMES_AT_ONCE = 500;

    private final Questions questions;
    private final Findings findings;
    private final AuditStates states;
    private final Sealer sealer;
    private final Transactions transactions;

    Auditor(Questions questions, Findings findings, AuditStates states, Sealer sealer, Transactions transactions) {
        this.questions = questions;
        this.findings = findings;
        this.states = states;
        this.sealer = sealer;
        this.transactions = transactions;
    }

    /**
     * Asks about everything that was written since it last did, and again about what was wrong. What is still being
     * written is asked about the next time.
     */
    Mono<Void> changes() {
        return told(Mono.zip(transactions.read(states.find()), transactions.read(questions.moment()))
                .flatMap(begun -> changes(begun.getT1(), begun.getT2())));
    }

    private Mono<Void> changes(AuditState state, Questions.Moment moment) {
        String floor = floor(state, moment);
        long eventsFrom = state.horizon() == null ? moment.lastEvent() : state.eventsTo();
        AtomicLong eventsTo = new AtomicLong(eventsFrom);
        AtomicReference<@Nullable Instant> outcomesTo = new AtomicReference<>(state.outcomesTo());
        return again().then(alongSince(Spine.JOURNAL_ENTRY, floor, this::documents))
                .then(alongSince(Spine.MOVEMENT, floor, this::sides))
                .then(Flux.just(Spine.values())
                        .filter(spine -> spine.isOfDocuments() || spine == Spine.OPEN_ITEM || spine == Spine.CREDIT)
                        .concatMap(spine -> alongSince(spine, floor, keys -> Mono.empty()))
                        .then())
                .then(alongSince(Spine.EVENT, Long.toString(eventsFrom), keys -> {
                    eventsTo.set(Long.parseLong(keys.getLast()));
                    return transactions
                            .read(questions.subjectsOf(keys))
                            .flatMap(this::askAll)
                            .then(transactions.read(questions.periodsOf(keys)))
                            .flatMap(periods -> askAll(Map.of(Spine.PERIOD, periods)));
                }))
                .then(outcomes(outcomesTo))
                .then(checkpoint())
                .then(Mono.defer(() -> transactions.write(states.verified(new AuditStates.Seen(
                        earlier(moment.now(), moment.oldest()), eventsTo.get(), outcomesTo.get(), moment.now())))));
    }

    /** Of books that were never looked at, the first round asks about everything; changes are what comes from now on. */
    private static String floor(AuditState state, Questions.Moment moment) {
        Instant horizon = state.horizon();
        return Questions.firstIdOf((horizon == null ? moment.oldest() : horizon).minus(BEFORE_ITS_TRANSACTION));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** What stood is asked about again: also what is not there any more is well. */
    private Mono<Void> again() {
        return transactions
                .read(findings.open())
                .flatMapIterable(Map::entrySet)
                .concatMap(open -> Flux.fromIterable(Passes.ALL)
                        .filter(pass -> pass.name().equals(open.getKey()))
                        .concatMap(pass -> Flux.fromIterable(open.getValue())
                                .buffer(pass.spine().atOnce())
                                .concatMap(keys -> ask(List.of(pass), keys))))
                .then();
    }

    private Mono<Void> documents(List<String> entries) {
        return transactions.read(questions.sourcesOf(entries)).flatMap(this::askAll);
    }

    private Mono<Void> sides(List<String> movements) {
        return transactions
                .read(questions.touchedBy(movements))
                .flatMap(touched -> askAll(Map.of(Spine.OPEN_ITEM, touched.items(), Spine.CREDIT, touched.credits())));
    }

    private Mono<Void> askAll(Map<Spine, List<String>> rows) {
        return Flux.fromIterable(rows.entrySet())
                .filter(some -> some.getKey() != Spine.CUSTOMER)
                .concatMap(some -> Flux.fromIterable(some.getValue())
                        .buffer(some.getKey().atOnce())
                        .concatMap(keys -> ask(Passes.along(some.getKey()), keys)))
                .then();
    }

    private interface Follow {
        Mono<Void> rows(List<String> keys);
    }

    private Mono<Void> alongSince(Spine spine, String after, Follow follow) {
        return next(spine, after)
                .expand(keys -> keys.size() < spine.atOnce() ? Mono.empty() : next(spine, keys.getLast()))
                .filter(keys -> !keys.isEmpty())
                .concatMap(keys -> ask(Passes.along(spine), keys).then(follow.rows(keys)))
                .then();
    }

    /** What left the database last is still in it. */
    private Mono<Void> checkpoint() {
        return sealer.compareNewest()
                .flatMap(compared -> settle(List.of(Sealer.CHECKPOINT), List.of(compared.key()), compared.wrong()));
    }

    /** The clock of outcomes may be moved, but only forward; those of one moment are asked about together. */
    private Mono<Void> outcomes(AtomicReference<@Nullable Instant> to) {
        return Mono.defer(() -> transactions.read(
                        questions.outcomesSince(to.get(), OUTCOMES_AT_ONCE).collectList()))
                .flatMap(kept -> kept.isEmpty()
                        ? Mono.just(false)
                        : ask(
                                        Passes.along(Spine.OUTCOME),
                                        kept.stream()
                                                .map(Questions.Outcome::key)
                                                .toList())
                                .then(Mono.fromCallable(() -> {
                                    Instant last = kept.getLast().at();
                                    return !last.equals(to.getAndSet(last)) && kept.size() == OUTCOMES_AT_ONCE;
                                })))
                .repeat()
                .takeWhile(more -> more)
                .then();
    }

    /**
     * Goes on with the round under way, or begins one, for about this long. Whoever dies in it goes on from the last
     * stretch but a few. Whether the round is over.
     */
    Mono<Boolean> round(Duration longest) {
        return told(Mono.defer(() -> {
            long until = System.nanoTime() + longest.toNanos();
            return transactions
                    .read(Mono.zip(states.find(), questions.moment()))
                    .map(begun -> begun.getT1().round() == null
                            ? AuditState.Round.beginning(begun.getT2().now())
                            : begun.getT1().round())
                    .flatMap(round -> goOn(round, until));
        }));
    }

    private Mono<Boolean> goOn(AuditState.Round begun, long until) {
        return stretch(begun)
                .expand(went ->
                        went.round() == null || System.nanoTime() >= until ? Mono.empty() : stretch(went.round()))
                .last()
                .flatMap(last -> last.round() == null
                        ? transactions.write(states.ended(last.before())).thenReturn(true)
                        : transactions.write(states.keep(last.round())).thenReturn(false));
    }

    /** @param round where it goes on; null: it is over */
    private record Went(AuditState.Round before, AuditState.@Nullable Round round) {}

    private Mono<Went> stretch(AuditState.Round round) {
        return next(round.spine(), round.after())
                .flatMap(keys -> keys.isEmpty()
                        ? Mono.just(new Went(round, round.next()))
                        : ask(Passes.along(round.spine()), keys)
                                .then(Mono.defer(() -> prove(round, keys)))
                                .map(hash -> behind(round, keys, hash.orElse(null))));
    }

    /** Events are sealed: what they come to is counted on, stretch by stretch. */
    private Mono<Optional<byte[]>> prove(AuditState.Round round, List<String> keys) {
        return round.spine() != Spine.EVENT
                ? Mono.just(Optional.empty())
                : sealer.prove(keys, round.hash()).flatMap(proven -> settle(List.of(Sealer.CHAIN), keys, proven.wrong())
                        .thenReturn(Optional.of(proven.hash())));
    }

    private static Went behind(AuditState.Round round, List<String> keys, byte @Nullable [] hash) {
        AuditState.Round gone = round.behind(keys.getLast(), keys.size(), hash);
        return new Went(gone, keys.size() < round.spine().atOnce() ? gone.next() : gone);
    }

    private Mono<List<String>> next(Spine spine, String after) {
        return transactions.read(questions.next(spine, after, spine.atOnce()));
    }

    /** The passes one after the other, each a statement of its own; what they find is written behind them. */
    private Mono<Void> ask(List<Pass> passes, List<String> keys) {
        return keys.isEmpty()
                ? Mono.empty()
                : transactions
                        .read(questions
                                .begin()
                                .thenMany(Flux.fromIterable(passes))
                                .concatMap(pass -> questions.ask(pass, keys))
                                .collectList())
                        .flatMap(wrong -> settle(passes, keys, wrong));
    }

    private Mono<Void> settle(List<Pass> passes, List<String> keys, List<Wrong> wrong) {
        return transactions
                .read(findings.areOpen())
                .flatMapMany(open -> open || !wrong.isEmpty() ? Flux.fromIterable(passes) : Flux.empty())
                .concatMap(pass -> findings.settle(
                        pass,
                        keys,
                        wrong.stream().filter(one -> one.pass().equals(pass)).toList()))
                .then();
    }

    /** That it could not go on is written down: such books are not verified. What keeps it from that goes with the failure. */
    private <T> Mono<T> told(Mono<T> work) {
        return work.onErrorResume(failure -> transactions
                .write(states.failed(failure.toString().lines().findFirst().orElse("")))
                .onErrorResume(unwritten -> {
                    failure.addSuppressed(unwritten);
                    return Mono.empty();
                })
                .then(Mono.error(failure)));
    }
}
