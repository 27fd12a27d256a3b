package io.duebook.invoice;

import io.duebook.customer.Customer;
import io.duebook.customer.Customers;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Jobs;
import io.duebook.platform.Limit;
import io.duebook.platform.MergePatch;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.shared.RecurringInvoiceId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Invoices that come again: planned, changed, paused, ended, and made when their day has come. */
@Service
class RecurringInvoices {

    private final RecurringInvoiceRepository recurring;
    private final RecurringInvoiceViews views;
    private final Invoices invoices;
    private final Customers customers;
    private final Tenants tenants;
    private final Jobs jobs;
    private final EventLog events;
    private final MergePatch patches;
    private final JsonMapper json;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    RecurringInvoices(
            RecurringInvoiceRepository recurring,
            RecurringInvoiceViews views,
            Invoices invoices,
            Customers customers,
            Tenants tenants,
            Jobs jobs,
            EventLog events,
            MergePatch patches,
            JsonMapper json,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.recurring = recurring;
        this.views = views;
        this.invoices = invoices;
        this.customers = customers;
        this.tenants = tenants;
        this.jobs = jobs;
        this.events = events;
        this.patches = patches;
        this.json = json;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Plans an invoice that comes again. Days that lie back already bring theirs at once.
     *
     * @throws UnknownReference if there is no such customer
     * @throws InvalidRequest if a field breaks a rule, or a text names a place that nothing is put into
     */
    Mono<RecurringInvoiceView> create(RecurringInvoiceDetails request) {
        return transactions.write(customers
                .lock(request.invoice().customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/invoice/customer")))
                .zipWith(tenants.current(), (customer, tenant) -> planned(request, customer, tenant))
                .delayUntil(plan -> database.write(Write.all(
                        recurring.insert(plan),
                        jobs.due(RecurringInvoiceJob.KIND, plan.work()),
                        events.append(RecurringInvoiceEvents.of("created", plan)))))
                .flatMap(plan -> view(plan.id()))
                .onErrorMap(
                        Constraint.violated("recurring_invoice_external_id_once"), taken -> NumberTaken.externalId()));
    }

    private RecurringInvoice planned(RecurringInvoiceDetails request, Customer customer, Tenant tenant) {
        request.mustBeSchedule();
        request.mustBeginNear(tenant.today(clock));
        return new RecurringInvoice(
                        new RecurringInvoiceId(Ids.next()),
                        request.invoice().customer(),
                        request.externalId(),
                        RecurringInvoice.State.ACTIVE,
                        template(request),
                        total(request, UsualTerms.of(customer, tenant)),
                        request.recurrence(),
                        request.times(),
                        0,
                        0,
                        null,
                        Ids.next(),
                        Version.FIRST)
                .endedIfOver();
    }

    private ObjectNode template(RecurringInvoiceDetails request) {
        ObjectNode template = json.valueToTree(request.invoice());
        Wording.mustBeKnown(template);
        return template;
    }

    private static Money total(RecurringInvoiceDetails request, Optional<JsonNode> usualTerms) {
        return request.invoice().draft(new InvoiceId(Ids.next()), usualTerms).total();
    }

    /**
     * Changes what the next ones are like, or when they end; what came stays as it is.
     *
     * @throws InvalidRequest if it would change whom it is for, its currency or its days
     * @throws NotRecurring if it has ended
     */
    Mono<RecurringInvoiceView> edit(RecurringInvoiceId id, Version expected, JsonNode patch) {
        return transactions.write(recurring
                .lock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .doOnNext(plan -> expected.mustBe(plan.version()))
                .zipWhen(plan -> usualTerms(plan.customer()))
                .map(found -> edited(found.getT1(), patch, found.getT2()))
                .delayUntil(plan -> database.write(
                        recurring.update(plan).and(events.append(RecurringInvoiceEvents.of("updated", plan)))))
                .flatMap(plan -> view(plan.id()))
                .onErrorMap(
                        Constraint.violated("recurring_invoice_external_id_once"), taken -> NumberTaken.externalId()));
    }

    private Mono<Optional<JsonNode>> usualTerms(CustomerId customer) {
        return customers.get(customer).zipWith(tenants.current(), UsualTerms::of);
    }

    private RecurringInvoice edited(RecurringInvoice plan, JsonNode patch, Optional<JsonNode> usualTerms) {
        RecurringInvoiceDetails present = details(plan);
        RecurringInvoiceDetails wanted = patches.apply(present, patch, RecurringInvoiceDetails.class);
        wanted.mustBeSchedule();
        mustStay("/invoice/customer", wanted.invoice().customer(), plan.customer());
        mustStay("/invoice/currency", wanted.invoice().currency(), plan.total().currency());
        mustStay("/every", wanted.every(), present.every());
        mustStay(
                "/step",
                Objects.requireNonNullElse(wanted.step(), 1),
                present.recurrence().step());
        mustStay("/first_on", wanted.firstOn(), present.firstOn());
        return plan.edited(wanted, template(wanted), total(wanted, usualTerms));
    }

    private RecurringInvoiceDetails details(RecurringInvoice plan) {
        return new RecurringInvoiceDetails(
                plan.externalId(),
                json.treeToValue(plan.template(), NewInvoice.class),
                plan.recurrence().every(),
                plan.recurrence().step(),
                plan.recurrence().first(),
                plan.recurrence().until(),
                plan.times());
    }

    private static void mustStay(String pointer, Object wanted, Object present) {
        if (!wanted.equals(present)) {
            throw new InvalidRequest(
                    pointer, "not_editable", "This stays as it is; end the schedule and make another.");
        }
    }

    /** @throws NotRecurring unless it is active */
    Mono<RecurringInvoiceView> pause(RecurringInvoiceId id) {
        return change(id, "paused", (plan, today) -> plan.paused());
    }

    /**
     * @param issueMissed whether the days that passed meanwhile bring theirs now, with their own dates; unless said, those
     *     of a schedule that was paused are skipped, and those of one that stopped on its own come late
     * @throws NotRecurring unless it is paused
     */
    Mono<RecurringInvoiceView> resume(RecurringInvoiceId id, @Nullable Boolean issueMissed) {
        return change(
                id,
                "resumed",
                (plan, today) -> plan.resumed(
                        Objects.requireNonNullElseGet(issueMissed, plan::hasStopped)
                                ? plan.recurrence().first()
                                : today,
                        Ids.next()));
    }

    /** @throws NotRecurring if it has ended already */
    Mono<RecurringInvoiceView> end(RecurringInvoiceId id) {
        return change(id, "ended", (plan, today) -> plan.ended());
    }

    private Mono<RecurringInvoiceView> change(
            RecurringInvoiceId id, String happened, BiFunction<RecurringInvoice, LocalDate, RecurringInvoice> change) {
        return transactions.write(recurring
                .lock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .zipWith(today(), change)
                .delayUntil(plan -> database.write(Write.all(
                        recurring.update(plan),
                        plan.state() == RecurringInvoice.State.ACTIVE
                                ? jobs.due(RecurringInvoiceJob.KIND, plan.work())
                                : Write.nothing(),
                        events.append(RecurringInvoiceEvents.of(happened, plan)))))
                .flatMap(plan -> view(plan.id())));
    }

    /** @throws NotFound if there is none of this id */
    Mono<RecurringInvoiceView> get(RecurringInvoiceId id) {
        return transactions.readByKey(views.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<RecurringInvoiceView>> list(
            @Nullable CustomerId customer,
            RecurringInvoice.@Nullable State state,
            @Nullable String externalId,
            @Nullable Cursor after,
            Limit limit) {
        return transactions.read(customers
                .mustKnow(customer)
                .thenMany(views.list(customer, state, externalId, after, limit.withOneMore()))
                .collectList()
                .map(rows ->
                        Page.of(rows, limit.rows(), row -> Cursor.after(row.id().value()))));
    }

    /**
     * Makes the next invoice if its day has come.
     *
     * @param work what waits for it
     * @return the schedule as it is then; empty where this work waits for nothing any more
     */
    Mono<RecurringInvoice> makeIfDue(UUID work) {
        return transactions.write(recurring
                .lockByWork(work)
                .filter(plan -> plan.state() == RecurringInvoice.State.ACTIVE)
                .zipWith(today())
                .flatMap(found -> found.getT1().isDue(found.getT2()) ? make(found.getT1()) : Mono.just(found.getT1())));
    }

    private Mono<RecurringInvoice> make(RecurringInvoice plan) {
        LocalDate on = plan.recurrence().day(plan.occurrence());
        RecurringInvoice advanced = plan.advanced();
        return Mono.fromCallable(() -> request(plan, on))
                .flatMap(invoices::create)
                .flatMap(made -> database.write(Write.all(
                        recurring.update(advanced),
                        recurring.made(plan.id(), on, made.id()),
                        advanced.state() == RecurringInvoice.State.ENDED
                                ? events.append(
                                        RecurringInvoiceEvents.made(plan, on, made.id()),
                                        RecurringInvoiceEvents.of("ended", advanced))
                                : events.append(RecurringInvoiceEvents.made(plan, on, made.id())))))
                .thenReturn(advanced);
    }

    /** Checked again as a client's would be: a text may have grown too long by what was put into it. */
    private NewInvoice request(RecurringInvoice plan, LocalDate on) {
        ObjectNode worded = Wording.of(plan.template(), plan.recurrence(), plan.occurrence(), plan.made() + 1);
        ObjectNode dated = json.createObjectNode().put("issue_date", on.toString());
        return patches.apply(json.treeToValue(worded, NewInvoice.class), dated, NewInvoice.class);
    }

    /** What stands in the way is told and waits for a person. */
    Mono<Void> stop(UUID work, String refused) {
        return transactions.write(recurring
                .lockByWork(work)
                .filter(plan -> plan.state() == RecurringInvoice.State.ACTIVE)
                .map(plan -> plan.stopped(refused))
                .flatMap(plan -> database.write(
                        recurring.update(plan).and(events.append(RecurringInvoiceEvents.of("failed", plan))))));
    }

    private Mono<LocalDate> today() {
        return tenants.current().map(tenant -> tenant.today(clock));
    }

    private Mono<RecurringInvoiceView> view(RecurringInvoiceId id) {
        return views.find(id)
                .switchIfEmpty(Mono.error(
                        () -> new IllegalStateException("a schedule that was just written is not there: " + id)));
    }
}
