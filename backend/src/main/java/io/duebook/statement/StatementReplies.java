package io.duebook.statement;

import io.duebook.customer.Customers;
import io.duebook.platform.Caller;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.CaseId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementId;
import io.duebook.shared.StatementReplyId;
import io.duebook.statement.NewStatementReply.Objection;
import io.duebook.statement.StatementReply.AgreedAmount;
import io.duebook.statement.StatementReply.ContestedClaim;
import io.duebook.statement.StatementReplyRepository.Kept;
import io.duebook.task.CaseView;
import io.duebook.task.Cases;
import io.duebook.task.NewDispute;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What customers say to frozen statements: each claim they object to becomes a case that holds its part, and the rest is
 * agreed. Whoever says so again adds to what was said; nothing that was agreed is owed more or less.
 */
@Service
class StatementReplies {

    private final StatementReplyRepository replies;
    private final Statements statements;
    private final Cases cases;
    private final Customers customers;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;

    StatementReplies(
            StatementReplyRepository replies,
            Statements statements,
            Cases cases,
            Customers customers,
            EventLog events,
            Database database,
            Transactions transactions) {
        this.replies = replies;
        this.statements = statements;
        this.cases = cases;
        this.customers = customers;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * All of it or nothing: a claim that cannot be objected to as asked leaves no reply and no case.
     *
     * @throws UnknownReference if the statement, or a claim on it, is none
     * @throws StatementRefused if there is a later version of it
     */
    Mono<StatementReply> reply(NewStatementReply request) {
        return transactions.write(find(request.statement())
                .delayUntil(statement -> customers.lockEvenArchived(statement.customer()))
                .delayUntil(statement -> mustBeLatest(statement.id()))
                .doOnNext(statement -> mustBeOnIt(statement, request.contested()))
                .flatMap(statement -> Flux.fromIterable(request.contested())
                        .concatMap(one -> object(statement.customer(), one))
                        .collectList()
                        .flatMap(opened -> keep(statement, opened))));
    }

    private Mono<Void> mustKnow(@Nullable StatementId filter) {
        return filter == null ? Mono.empty() : find(filter).then();
    }

    private Mono<FrozenStatement> find(StatementId id) {
        return statements.get(id).onErrorMap(NotFound.class, none -> new UnknownReference("/statement"));
    }

    private Mono<Void> mustBeLatest(StatementId id) {
        return replies.isReplaced(id)
                .filter(replaced -> replaced)
                .flatMap(replaced -> Mono.error(StatementRefused.replaced()));
    }

    private static void mustBeOnIt(FrozenStatement statement, List<Objection> contested) {
        Set<String> lines =
                statement.currencies().stream().flatMap(StatementReplies::lines).collect(Collectors.toSet());
        IntStream.range(0, contested.size())
                .filter(at -> !lines.contains(contested.get(at).item()))
                .findFirst()
                .ifPresent(at -> {
                    throw new UnknownReference("/contested/" + at + "/item");
                });
    }

    private static Stream<String> lines(Statement.InCurrency part) {
        return switch (part) {
            case Statement.OpenItems items ->
                items.lines().stream().map(line -> line.id().text());
            case Statement.Activity activity ->
                Stream.concat(
                        activity.lines().stream().map(line -> line.id().text()),
                        activity.adjustments().stream().map(line -> line.id().text()));
        };
    }

    private Mono<CaseView> object(CustomerId customer, Objection one) {
        return cases.dispute(customer, one.item(), new NewDispute(one.reason(), one.amount(), one.message()));
    }

    private Mono<StatementReply> keep(FrozenStatement statement, List<CaseView> opened) {
        var id = new StatementReplyId(Ids.next());
        List<CaseId> ids = opened.stream().map(CaseView::id).toList();
        return Caller.current()
                .flatMap(caller -> database.write(Write.all(
                        replies.insert(id, statement, caller.isContact(), ids),
                        events.append(StatementEvents.replied(id, statement, ids)))))
                .then(Mono.defer(() -> view(id)));
    }

    private Mono<StatementReply> view(StatementReplyId id) {
        return replies.find(id).switchIfEmpty(Mono.error(NotFound::new)).flatMap(this::whole);
    }

    private Mono<StatementReply> whole(Kept kept) {
        return statements
                .get(kept.statement())
                .zipWhen(
                        statement -> replies.contested(kept.id()).collectList(),
                        (statement, contested) -> whole(kept, statement, contested));
    }

    private static StatementReply whole(Kept kept, FrozenStatement statement, List<ContestedClaim> contested) {
        return new StatementReply(
                kept.id(),
                kept.statement(),
                kept.number(),
                kept.version(),
                kept.customer(),
                statement.closings().entrySet().stream()
                        .map(closing -> agreed(Currency.of(closing.getKey()), closing.getValue(), contested))
                        .toList(),
                contested,
                kept.repliedBy(),
                kept.byContact(),
                kept.repliedAt());
    }

    private static AgreedAmount agreed(Currency currency, long balance, List<ContestedClaim> contested) {
        long not = contested.stream()
                .filter(one -> one.currency().equals(currency))
                .mapToLong(ContestedClaim::amount)
                .sum();
        return new AgreedAmount(currency, balance - not);
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<StatementReply> get(StatementReplyId id) {
        return transactions.read(view(id));
    }

    /** @throws UnknownReference if a filter names what the caller may not see */
    Mono<Page<StatementReply>> list(
            @Nullable CustomerId customer, @Nullable StatementId statement, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(customer)
                .then(Mono.defer(() -> mustKnow(statement)))
                .thenMany(replies.list(customer, statement, after, limit.withOneMore()))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::whole)
                .collectList()
                .map(found -> Page.of(
                        found, limit.rows(), last -> Cursor.after(last.id().value()))));
    }
}
