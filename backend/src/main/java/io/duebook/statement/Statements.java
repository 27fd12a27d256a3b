package io.duebook.statement;

import io.duebook.customer.Customers;
import io.duebook.item.AsOf;
import io.duebook.item.Balances;
import io.duebook.item.DateBasis;
import io.duebook.item.Knowledge;
import io.duebook.item.LateChanges;
import io.duebook.item.Position;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.NumberSeries;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.StatementId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Freezes statements and finds them again, as they were. */
@Service
class Statements {

    private static final String SERIES = "statement";

    private final FrozenStatementRepository frozen;
    private final VerificationTokens tokens;
    private final Customers customers;
    private final Balances balances;
    private final LateChanges late;
    private final NumberSeries numbers;
    private final Tenants tenants;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final JsonMapper json;

    Statements(
            FrozenStatementRepository frozen,
            VerificationTokens tokens,
            Customers customers,
            Balances balances,
            LateChanges late,
            NumberSeries numbers,
            Tenants tenants,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock,
            JsonMapper json) {
        this.frozen = frozen;
        this.tokens = tokens;
        this.customers = customers;
        this.balances = balances;
        this.late = late;
        this.numbers = numbers;
        this.tenants = tenants;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
        this.json = json;
    }

    /**
     * What was frozen, or what was frozen before and still says the same.
     *
     * @param isNew whether it was frozen now
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(StatementId id, byte[] answer, boolean isNew) {}

    /**
     * Freezes what is known now of a customer, behind their lock: no command on their money is under way, so that what
     * is known at that moment never changes.
     *
     * @throws UnknownReference if there is no such customer
     * @throws StatementRefused for a day to come, and for a period that does not follow
     */
    Mono<Outcome> freeze(NewStatement request) {
        return transactions.write(customers
                .lockEvenArchived(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(Mono.defer(() -> gather(request)))
                .flatMap(this::keep));
    }

    /** What a statement is made from. */
    private record Found(Tenant tenant, Knowledge known, Chain.Place place, Statement statement) {}

    private Mono<Found> gather(NewStatement request) {
        return late.now(request.customer())
                .zipWhen(known -> frozen.chain(request.customer(), request.kind()))
                .zipWhen(found -> tenants.current())
                .flatMap(found -> gather(
                        request,
                        found.getT2(),
                        found.getT1().getT1(),
                        found.getT1().getT2()));
    }

    private Mono<Found> gather(NewStatement request, Tenant tenant, Knowledge known, Chain chain) {
        Chain.Place place = place(request, chain, tenant.today(clock));
        var asOf = new AsOf(place.to(), DateBasis.ACCOUNTING, known.at(), false, tenant.zone(), false);
        return compute(request, place, asOf).map(statement -> new Found(tenant, known, place, statement));
    }

    private static Chain.Place place(NewStatement request, Chain chain, LocalDate today) {
        LocalDate end = request.end(today);
        if (end.isAfter(today)) {
            throw StatementRefused.inFuture(request.kind() == StatementKind.OPEN_ITEM ? "/as_of" : "/to", today);
        }
        return switch (request.kind()) {
            case OPEN_ITEM -> chain.ofOpenItems(end);
            case ACTIVITY -> chain.ofActivity(request.from(), end);
        };
    }

    private Mono<Statement> compute(NewStatement request, Chain.Place place, AsOf asOf) {
        LocalDate from = place.from();
        if (from == null) {
            return balances.position(request.customer(), asOf)
                    .map(position -> Statement.ofOpenItems(position, asOf).frozen());
        }
        return balances.position(request.customer(), from, asOf).flatMap(position -> Mono.justOrEmpty(place.before())
                .flatMap(before -> follow(before, from, asOf, position))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> Statement.ofActivity(position, from, asOf).frozen())));
    }

    private Mono<Statement> follow(Chain.Link before, LocalDate from, AsOf asOf, Position position) {
        return frozen.knowledge(before.id())
                .flatMapMany(then -> late.since(then, position.customer(), asOf.on(from.minusDays(1))))
                .collectList()
                .zipWhen(
                        since -> closings(before.id()),
                        (since, closings) -> Statement.following(position, from, asOf, closings, since));
    }

    private Mono<Map<String, Long>> closings(StatementId before) {
        return found(before).map(FrozenStatement::closings);
    }

    private Mono<FrozenStatement> found(StatementId id) {
        return frozen.find(id).map(kept -> FrozenStatement.read(json, kept, ""));
    }

    /** Nothing new is said twice: where the last version says the same, it is the answer. */
    private Mono<Outcome> keep(Found found) {
        return Mono.justOrEmpty(found.place().same())
                .flatMap(same -> found(same.id())
                        .filter(last -> draft(found, last.number()).saysTheSame(last, json)))
                .flatMap(last -> frozen.find(last.id()))
                .map(last -> outcome(last, false))
                .switchIfEmpty(Mono.defer(() -> number(found).flatMap(number -> keep(found, number))));
    }

    private Mono<String> number(Found found) {
        return Mono.justOrEmpty(found.place().same())
                .map(Chain.Link::number)
                .switchIfEmpty(Mono.defer(() -> numbers.take(
                                SERIES,
                                found.tenant()
                                        .policies()
                                        .numbering()
                                        .statement()
                                        .format(),
                                found.place().to(),
                                1)
                        .map(List::getFirst)));
    }

    private Mono<Outcome> keep(Found found, String number) {
        FrozenStatement statement = draft(found, number);
        byte[] content = statement.content(json);
        String hash = HexFormat.of().formatHex(CanonicalJson.hash(content));
        return database.write(Write.all(
                        frozen.insert(statement, found.place(), found.known(), content),
                        tokens.keep(statement.id()),
                        events.append(StatementEvents.frozen(statement, hash))))
                .thenReturn(outcome(new FrozenStatement.Kept(statement.id(), hash, content), true));
    }

    private static FrozenStatement draft(Found found, String number) {
        Instant frozenAt = found.known().at().truncatedTo(ChronoUnit.MICROS);
        return FrozenStatement.of(new StatementId(Ids.next()), number, found.place(), found.statement(), frozenAt);
    }

    private Outcome outcome(FrozenStatement.Kept kept, boolean isNew) {
        return new Outcome(kept.id(), kept.answer(tokens.url(kept.id())), isNew);
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<byte[]> answer(StatementId id) {
        return kept(id).map(kept -> kept.answer(tokens.url(id)));
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<FrozenStatement> get(StatementId id) {
        return kept(id).map(kept -> FrozenStatement.read(json, kept, tokens.url(id)));
    }

    private Mono<FrozenStatement.Kept> kept(StatementId id) {
        return transactions.readByKey(frozen.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    /**
     * What came into the books since for the days of a statement.
     *
     * @throws NotFound if there is none of this id that the caller may see
     */
    Mono<StatementChanges> changes(StatementId id) {
        return transactions.read(
                found(id).switchIfEmpty(Mono.error(NotFound::new)).flatMap(statement -> balances.asOf(
                                statement.asOf(), null)
                        .zipWhen(asOf -> frozen.knowledge(id))
                        .flatMap(asked -> changes(statement, asked.getT1(), asked.getT2()))));
    }

    private Mono<StatementChanges> changes(FrozenStatement statement, AsOf asOf, Knowledge then) {
        return balances.position(statement.customer(), asOf)
                .flatMap(now -> switch (StatementKind.of(statement.kind())) {
                    case ACTIVITY ->
                        late.since(then, statement.customer(), asOf)
                                .collectList()
                                .map(changes -> StatementChanges.ofActivity(statement, now, asOf, changes));
                    case OPEN_ITEM ->
                        late.ofClaims(then, statement.customer(), asOf)
                                .collectList()
                                .map(changes -> StatementChanges.ofOpenItems(statement, now, asOf, changes));
                });
    }

    Mono<Page<ListedStatement>> list(StatementFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .thenMany(frozen.list(filter, after, limit.withOneMore()))
                .collectList()
                .map(rows -> Page.of(
                        rows, limit.rows(), last -> Cursor.after(last.id().value()))));
    }
}
