package io.duebook.task;

import io.duebook.customer.CustomerName;
import io.duebook.customer.Customers;
import io.duebook.item.Contests;
import io.duebook.item.Items;
import io.duebook.item.OpenItem;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Caller;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.MergePatch;
import io.duebook.platform.NotFound;
import io.duebook.platform.NumberSeries;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.CaseId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MemberId;
import io.duebook.tenant.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Cases: opened by a customer's contact or by staff, answered by staff. One about a claim puts an amount of it in dispute
 * until it is resolved (docs/decisions/0188).
 */
@Service
public class Cases {

    private static final long MOST_MESSAGES = 200;
    private static final String SERIES = "case";
    private static final String PREFIX = "CASE-";

    private final CaseRepository cases;
    private final Contests contests;
    private final Items items;
    private final Customers customers;
    private final NumberSeries numbers;
    private final Tenants tenants;
    private final EventLog events;
    private final MergePatch patches;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Cases(
            CaseRepository cases,
            Contests contests,
            Items items,
            Customers customers,
            NumberSeries numbers,
            Tenants tenants,
            EventLog events,
            MergePatch patches,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.cases = cases;
        this.contests = contests;
        this.items = items;
        this.customers = customers;
        this.numbers = numbers;
        this.tenants = tenants;
        this.events = events;
        this.patches = patches;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Opens a case, and puts what it objects to in dispute.
     *
     * @throws UnknownReference if customer, claim or owner are none that the caller may name
     * @throws CaseRefused if more is objected to than is open and not in dispute, or a contact says what is staff's
     */
    Mono<CaseView> open(NewCase request) {
        return transactions.write(customers
                .lockEvenArchived(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(Caller.current())
                .doOnNext(caller -> mustBeStaffs(request, caller))
                .delayUntil(caller -> mustBeMember(request.owner()))
                .zipWith(Mono.defer(this::today))
                .flatMap(asked -> request.invoice() == null
                        ? openQuestion(request, asked.getT1(), asked.getT2())
                        : openDispute(request, request.invoice(), asked.getT1(), asked.getT2())));
    }

    /**
     * Objects to a claim of a customer whose own id names it.
     *
     * @throws CaseRefused if more is objected to than is open and not in dispute
     */
    public Mono<CaseView> dispute(CustomerId customer, String claim, NewDispute request) {
        return open(new NewCase(customer, claim, request.reason(), request.amount(), request.message(), null, null));
    }

    private static void mustBeStaffs(NewCase request, Caller caller) {
        if (caller.isContact() && request.dueOn() != null) {
            throw CaseRefused.staffOnly("/due_on");
        }
    }

    /** Nobody is, to a contact. */
    private Mono<Void> mustBeMember(@Nullable MemberId owner) {
        return owner == null
                ? Mono.empty()
                : cases.isMember(owner)
                        .filter(known -> known)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/owner")))
                        .then();
    }

    private Mono<CaseView> openQuestion(NewCase request, Caller caller, LocalDate today) {
        if (request.amount() != null) {
            return Mono.error(CaseRefused.needsClaim());
        }
        return numbers.take(SERIES, PREFIX)
                .map(number -> drafted(request, caller, number, CaseKind.QUESTION, null, null))
                .flatMap(one -> keep(one, null, request.message(), today, Write.nothing()));
    }

    private Mono<CaseView> openDispute(NewCase request, String claim, Caller caller, LocalDate today) {
        return items.find(Set.of(OpenItem.named(claim, "/invoice")))
                .next()
                .filter(item -> item.customer().equals(request.customer()))
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/invoice")))
                .zipWhen(item -> contests.standing(item.id()))
                .map(found -> new Disputed(found.getT1(), amount(request, found.getT1(), found.getT2())))
                .zipWhen(disputed -> numbers.take(SERIES, PREFIX))
                .flatMap(found -> openDispute(request, caller, found.getT1(), found.getT2(), today));
    }

    private record Disputed(OpenItem item, long amount) {}

    private static long amount(NewCase request, OpenItem item, Contests.Standing standing) {
        if (standing.free() == 0) {
            throw CaseRefused.nothingToDispute(item.number());
        }
        long amount = request.amount() == null ? standing.free() : request.amount();
        if (amount > standing.free()) {
            throw CaseRefused.moreThanOpen(standing.free());
        }
        return amount;
    }

    private Mono<CaseView> openDispute(
            NewCase request, Caller caller, Disputed disputed, String number, LocalDate today) {
        OpenItem item = disputed.item();
        CaseSummary one = drafted(request, caller, number, CaseKind.DISPUTE, item, disputed.amount());
        return keep(
                one,
                item,
                request.message(),
                today,
                contests.open(item, one.id(), disputed.amount(), today).recordedNotBefore(clock.instant()));
    }

    private static CaseSummary drafted(
            NewCase request,
            Caller caller,
            String number,
            CaseKind kind,
            @Nullable OpenItem item,
            @Nullable Long amount) {
        Currency currency = item == null ? null : item.amount().currency();
        return new CaseSummary(
                new CaseId(Ids.next()),
                number,
                new CustomerName(request.customer(), "", null),
                kind,
                request.reason(),
                CaseStatus.OPEN,
                null,
                item == null ? null : item.kind().idOf(item.id()),
                item == null ? null : item.number(),
                currency,
                amount,
                amount,
                null,
                null,
                request.owner(),
                null,
                request.dueOn(),
                false,
                caller.actor(),
                caller.isContact(),
                Instant.EPOCH,
                null,
                1);
    }

    private Mono<CaseView> keep(
            CaseSummary one, @Nullable OpenItem item, String words, LocalDate today, Write contested) {
        return database.write(Write.all(
                        cases.insert(one, item == null ? null : item.id(), today),
                        cases.say(one.id(), one.customer().id(), words, false, one.openedByContact()),
                        contested,
                        events.append(CaseEvents.of("opened", one, CaseStatus.OPEN))))
                .then(Mono.defer(() -> view(one.id(), today)));
    }

    /**
     * Adds to the thread. What a contact writes makes it staff's turn again.
     *
     * @throws NotFound if there is none of this id that the caller may see
     * @throws CaseRefused if it is resolved or full, or a contact says what is staff's
     */
    Mono<CaseView> say(CaseId id, NewMessage request) {
        return change(id, (one, caller, today) -> {
            boolean contact = caller.isContact();
            if (contact && request.isInternal()) {
                throw CaseRefused.staffOnly("/internal");
            }
            if (request.isWaiting() && (contact || request.isInternal())) {
                throw CaseRefused.staffOnly("/waits");
            }
            CaseStatus turn =
                    contact ? CaseStatus.OPEN : request.isWaiting() ? CaseStatus.WAITING_FOR_CUSTOMER : one.status();
            return cases.lengthOf(id)
                    .doOnNext(Cases::mustHaveRoom)
                    .thenReturn(Write.all(
                            cases.say(id, one.customer().id(), request.message(), request.isInternal(), contact),
                            turn == one.status() ? Write.nothing() : cases.turn(id, turn),
                            events.append(CaseEvents.of(request.isInternal() ? "noted" : "message_added", one, turn))));
        });
    }

    private static void mustHaveRoom(long messages) {
        if (messages >= MOST_MESSAGES) {
            throw CaseRefused.full(MOST_MESSAGES);
        }
    }

    /**
     * Says anew who answers it, and by when.
     *
     * @throws NotFound if there is none of this id that the caller may see
     * @throws CaseRefused if it is resolved, or a contact asks
     */
    Mono<CaseView> edit(CaseId id, Version expected, JsonNode patch) {
        return Mono.fromRunnable(() -> patches.apply(CaseDetails.NOTHING, patch, CaseDetails.class))
                .then(Mono.defer(() -> change(id, assigning(expected, patch))));
    }

    private Step assigning(Version expected, JsonNode patch) {
        return (one, caller, today) -> {
            mustBeStaff(caller);
            expected.mustBe(new Version(one.version()));
            var known = new CaseDetails(one.owner(), one.dueOn());
            CaseDetails wanted = patches.apply(known, patch, CaseDetails.class);
            return wanted.equals(known)
                    ? Mono.just(Write.nothing())
                    : mustBeMember(wanted.owner())
                            .thenReturn(cases.change(one.id(), wanted)
                                    .and(events.append(CaseEvents.of("assigned", one, one.status()))));
        };
    }

    private static void mustBeStaff(Caller caller) {
        if (caller.isContact()) {
            throw CaseRefused.notForContacts();
        }
    }

    /**
     * Ends a case with staff's answer. Nothing of the claim is in dispute by it any more.
     *
     * @throws NotFound if there is none of this id
     * @throws CaseRefused if it is resolved, the outcome is not one of its kind, or the customer would be told nothing
     */
    Mono<CaseView> resolve(CaseId id, CaseResolution request) {
        return change(id, (one, caller, today) -> {
            mustBeStaff(caller);
            mustFit(one.kind(), request);
            return mustBeCreditNote(one, request.creditNote())
                    .thenReturn(end(one, request.outcome(), request.creditNote(), request.message(), false, today));
        });
    }

    private static void mustFit(CaseKind kind, CaseResolution request) {
        boolean fits =
                switch (request.outcome()) {
                    case CREDITED, ACCEPTED -> kind == CaseKind.DISPUTE;
                    case REJECTED -> kind == CaseKind.DISPUTE;
                    case ANSWERED -> kind == CaseKind.QUESTION;
                    case WITHDRAWN -> false;
                };
        if (!fits) {
            throw CaseRefused.outcomeOfAnother("/outcome");
        }
        if ((request.outcome() == CaseOutcome.CREDITED) != (request.creditNote() != null)) {
            throw CaseRefused.outcomeOfAnother("/credit_note");
        }
        boolean wantsWords = request.outcome() == CaseOutcome.REJECTED || request.outcome() == CaseOutcome.ANSWERED;
        if (wantsWords && (request.message() == null || request.message().isBlank())) {
            throw CaseRefused.wantsWords();
        }
    }

    private Mono<Void> mustBeCreditNote(CaseSummary one, @Nullable CreditNoteId id) {
        return id == null
                ? Mono.empty()
                : cases.currencyOf(one.customer().id(), id)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/credit_note")))
                        .doOnNext(currency -> mustBeOfItsCurrency(one, currency))
                        .then();
    }

    private static void mustBeOfItsCurrency(CaseSummary one, Currency credited) {
        if (one.currency() != null && !one.currency().equals(credited)) {
            throw CaseRefused.otherCurrency(one.currency(), credited);
        }
    }

    /**
     * The customer objects or asks no longer; staff may say so for them.
     *
     * @throws NotFound if there is none of this id that the caller may see
     * @throws CaseRefused if it is resolved
     */
    Mono<CaseView> withdraw(CaseId id, CaseWithdrawal request) {
        return change(
                id,
                (one, caller, today) ->
                        Mono.just(end(one, CaseOutcome.WITHDRAWN, null, request.message(), caller.isContact(), today)));
    }

    private Write end(
            CaseSummary one,
            CaseOutcome outcome,
            @Nullable CreditNoteId creditNote,
            @Nullable String words,
            boolean byContact,
            LocalDate today) {
        return Write.all(
                cases.end(one.id(), outcome, creditNote),
                words == null
                        ? Write.nothing()
                        : cases.say(one.id(), one.customer().id(), words, false, byContact),
                one.invoice() == null || one.amount() == null
                        ? Write.nothing()
                        : contests.end(one.invoice().value(), one.id(), one.amount(), today),
                events.append(CaseEvents.of("resolved", one, CaseStatus.RESOLVED, outcome.code(), creditNote)));
    }

    /** What is to be written about a case that is locked and not resolved. */
    @FunctionalInterface
    private interface Step {
        Mono<Write> of(CaseSummary one, Caller caller, LocalDate today);
    }

    private Mono<CaseView> change(CaseId id, Step step) {
        return transactions.write(cases.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .switchIfEmpty(Mono.error(NotFound::new))
                .then(Mono.zip(Caller.current(), today()))
                .flatMap(asked -> cases.find(id, asked.getT2())
                        .switchIfEmpty(Mono.error(NotFound::new))
                        .doOnNext(Cases::mustBeOpen)
                        .flatMap(one -> step.of(one, asked.getT1(), asked.getT2()))
                        .flatMap(database::write)
                        .then(Mono.defer(() -> view(id, asked.getT2())))));
    }

    private static void mustBeOpen(CaseSummary one) {
        if (one.isOver()) {
            throw CaseRefused.resolved(one.number());
        }
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<CaseView> get(CaseId id) {
        return transactions.read(today().flatMap(today -> view(id, today)));
    }

    private Mono<CaseView> view(CaseId id, LocalDate today) {
        return cases.find(id, today)
                .switchIfEmpty(Mono.error(NotFound::new))
                .zipWhen(one -> cases.messages(id).collectList(), CaseView::of);
    }

    /** @throws UnknownReference if a filter names what the caller may not see */
    Mono<Page<CaseSummary>> list(CaseFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .then(Mono.defer(() -> mustKnow(filter.owner())))
                .then(Mono.defer(this::today))
                .flatMapMany(today -> cases.list(filter, after, limit.withOneMore(), today))
                .collectList()
                .map(rows -> Page.of(
                        rows, limit.rows(), last -> Cursor.after(last.id().value()))));
    }

    private Mono<Void> mustKnow(@Nullable MemberId filter) {
        return filter == null
                ? Mono.empty()
                : cases.isOrWasMember(filter)
                        .filter(known -> known)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/owner")))
                        .then();
    }

    private Mono<LocalDate> today() {
        return tenants.current().map(tenant -> tenant.today(clock));
    }
}
