package io.duebook.platform;

import io.duebook.shared.ApprovalId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands that need a second person: kept as they were asked, and carried out once by the word of somebody else. Until
 * then nothing is posted.
 */
@Service
public class Approvals {

    private final ApprovalRepository approvals;
    /** Asked when they are needed: who carries a command out is also who asks for it. */
    private final ObjectProvider<ApprovalHandler> handlers;

    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final JsonMapper json;

    Approvals(
            ApprovalRepository approvals,
            ObjectProvider<ApprovalHandler> handlers,
            EventLog events,
            Database database,
            Transactions transactions,
            JsonMapper json) {
        this.approvals = approvals;
        this.handlers = handlers;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Puts a command into the queue; joins the ambient transaction.
     *
     * @throws AskedBefore if the same is asked of the same document and not decided yet
     */
    public Mono<ApprovalId> ask(ApprovalRequest asked) {
        handler(asked.kind());
        ApprovalId id = new ApprovalId(Ids.next());
        return transactions.write(database.write(Write.all(
                        approvals.insert(id, asked, json.writeValueAsString(asked.command())),
                        events.append(Event.because(
                                asked.reason().text(),
                                "approval.requested",
                                id,
                                asked.customer(),
                                new Told(id, asked.kind(), asked.subject().text())))))
                .onErrorMap(Constraint.violated("approval_pending_once"), twice -> new AskedBefore())
                .thenReturn(id));
    }

    /** A command that waits for its second person. */
    public record Pending(
            ApprovalId id, String subject, @Nullable Money amount) {}

    /** What waits of one kind about any of these documents, in the order in which it was asked. */
    public Flux<Pending> pending(String kind, Collection<? extends PublicId> subjects) {
        return approvals
                .pending(kind, subjects.stream().map(PublicId::text).toList())
                .map(Approvals::pending);
    }

    /** The same about any document of a customer. */
    public Flux<Pending> pending(String kind, CustomerId customer) {
        return approvals.pending(kind, customer).map(Approvals::pending);
    }

    /** The same about any document of anybody. */
    public Flux<Pending> pending(String kind) {
        return approvals.pending(kind, (CustomerId) null).map(Approvals::pending);
    }

    private static Pending pending(Approval approval) {
        return new Pending(approval.id(), approval.subject(), approval.amount());
    }

    /**
     * Ends a request in the transaction of a command that leaves nothing of what it is about; one that was decided before
     * stays so.
     */
    public Mono<Void> withdraw(ApprovalId id, Reason reason) {
        return approvals
                .lock(id)
                .filter(approval -> approval.state() == ApprovalState.PENDING)
                .flatMap(approval -> database.write(rejecting(approval, reason)));
    }

    /**
     * Carries the command out, in one transaction with the word for it.
     *
     * @throws NotFound if there is none of this id
     * @throws DecidedBefore if it was approved or rejected before
     * @throws SecondPersonNeeded if the caller is who asked for it
     */
    Mono<ApprovalView> approve(ApprovalId id) {
        return transactions.write(approvals
                .find(id)
                .delayUntil(asked -> handler(asked.kind()).lock(json.readTree(asked.command())))
                .then(Mono.defer(() -> pending(id)))
                .delayUntil(Approvals::mustBeSomebodyElse)
                .flatMap(approval -> handler(approval.kind())
                        .carryOut(json.readTree(approval.command()))
                        .then(database.write(Write.all(
                                approvals.decide(id, "approved", null),
                                events.append(decided(approval, "approved", null))))))
                .then(approvals.find(id))
                .map(this::view));
    }

    /** Ends it without effect. Whoever asked may take it back like this, too. */
    Mono<ApprovalView> reject(ApprovalId id, Reason reason) {
        return transactions.write(pending(id)
                .flatMap(approval -> database.write(rejecting(approval, reason)))
                .then(approvals.find(id))
                .map(this::view));
    }

    private Write rejecting(Approval approval, Reason reason) {
        return Write.all(
                approvals.decide(approval.id(), "rejected", reason.text()),
                events.append(decided(approval, "rejected", reason)));
    }

    Mono<ApprovalView> get(ApprovalId id) {
        return transactions.read(approvals.find(id)).map(this::view).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<ApprovalView>> list(@Nullable ApprovalState state, @Nullable Cursor after, Limit limit) {
        return transactions.read(approvals
                .list(state, after, limit.withOneMore())
                .map(this::view)
                .collectList()
                .map(rows -> Page.of(
                        rows, limit.rows(), last -> Cursor.after(last.id().value()))));
    }

    private Mono<Approval> pending(ApprovalId id) {
        return approvals.lock(id).switchIfEmpty(Mono.error(NotFound::new)).doOnNext(approval -> {
            if (approval.state() != ApprovalState.PENDING) {
                throw new DecidedBefore(approval.state());
            }
        });
    }

    private ApprovalHandler handler(String kind) {
        return handlers.stream()
                .filter(handler -> handler.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody carries out what is asked: " + kind));
    }

    private static Mono<Void> mustBeSomebodyElse(Approval approval) {
        return Caller.current()
                .filter(caller -> caller.actor().equals(approval.askedBy()))
                .flatMap(same -> Mono.error(new SecondPersonNeeded()));
    }

    private static Event decided(Approval approval, String how, @Nullable Reason reason) {
        var told = new Told(approval.id(), approval.kind(), approval.subject());
        return reason == null
                ? Event.of("approval." + how, approval.id(), approval.customer(), told)
                : Event.because(reason.text(), "approval." + how, approval.id(), approval.customer(), told);
    }

    private ApprovalView view(Approval approval) {
        return ApprovalView.of(approval, json.readTree(approval.command()));
    }

    private record Told(ApprovalId id, String kind, String subject) {}

    /** The same was asked and nobody has decided it yet. */
    static final class AskedBefore extends Refusal {
        AskedBefore() {
            super(
                    Kind.CONFLICT,
                    "approval_pending",
                    Map.of(),
                    "The same is waiting for approval already; have it approved or rejected first.");
        }
    }

    /** A word about something that is over. */
    static final class DecidedBefore extends Refusal {
        DecidedBefore(ApprovalState state) {
            super(
                    Kind.CONFLICT,
                    "already_decided",
                    Map.of("state", state.code()),
                    "This was %s before; read it again.".formatted(state.code()));
        }
    }

    /** Somebody who agrees with themselves. */
    static final class SecondPersonNeeded extends Refusal {
        SecondPersonNeeded() {
            super(
                    Kind.FORBIDDEN,
                    "second_person_needed",
                    Map.of(),
                    "You asked for this yourself; another person or program must approve it.");
        }
    }
}
