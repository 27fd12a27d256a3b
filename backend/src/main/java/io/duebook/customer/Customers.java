package io.duebook.customer;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.MergePatch;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;

/** Who owes the tenant money. */
@Service
public class Customers {

    private static final String EXTERNAL_ID_ONCE = "customer_external_id_once";

    private final CustomerRepository customers;
    private final Groups groups;
    private final Database database;
    private final EventLog events;
    private final MergePatch patches;
    private final Transactions transactions;
    private final BusinessClock clock;

    Customers(
            CustomerRepository customers,
            Groups groups,
            Database database,
            EventLog events,
            MergePatch patches,
            Transactions transactions,
            BusinessClock clock) {
        this.customers = customers;
        this.groups = groups;
        this.database = database;
        this.events = events;
        this.patches = patches;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Mono<Customer> find(CustomerId id) {
        return transactions.read(customers.find(id));
    }

    /** @throws UnknownReference if a filter names a customer that the caller may not see */
    public Mono<Void> mustKnow(@Nullable CustomerId filter) {
        return filter == null
                ? Mono.empty()
                : find(filter)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                        .then();
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    public Mono<Customer> get(CustomerId id) {
        return find(id).switchIfEmpty(Mono.error(NotFound::new));
    }

    /**
     * Locks a customer until the transaction ends, so that commands on one customer's money run one after another.
     * Empty where there is none, or where it is archived.
     */
    public Mono<Customer> lock(CustomerId id) {
        return customers.findAndLock(id).filter(customer -> !customer.isArchived());
    }

    /** As {@link #lock}, archived ones included: money that has already left the payer is booked whatever happened since. */
    public Mono<Customer> lockEvenArchived(CustomerId id) {
        return customers.findAndLock(id);
    }

    /** Locks several customers, archived ones included, in the order of their ids, until the transaction ends. */
    public Flux<Customer> lockAll(Collection<CustomerId> ids) {
        return customers.findAndLockAll(ids);
    }

    /** Those of the tenant's own ids that are known and not archived, in no order. */
    public Flux<Customer> byExternalIds(Collection<String> externalIds) {
        return customers.byExternalIds(externalIds);
    }

    /** Those an import brought, archived ones included. */
    public Flux<Customer> ofImport(ImportId importId) {
        return customers.ofImport(importId);
    }

    /** Writes new customers and tells of each. An external id in use breaks {@code customer_external_id_once}. */
    public Write insert(List<Customer> added) {
        return customers
                .insert(added)
                .and(events.append(added.stream().map(CustomerEvents::created).toList()));
    }

    /** Takes customers out of use that an undone import leaves without records; their external ids are free again. */
    public Write archive(Collection<CustomerId> ids) {
        return customers
                .archive(ids)
                .and(events.append(ids.stream().map(CustomerEvents::archived).toList()));
    }

    Mono<Customer> create(CustomerDetails details) {
        return Mono.defer(() -> {
            Customer made = Customer.create(new CustomerId(Ids.next()), details.checked(), null, clock.instant());
            return transactions
                    .write(placed(made, null).flatMap(customer -> database.write(insert(List.of(customer)))
                            .thenReturn(customer)))
                    .onErrorMap(Constraint.violated(EXTERNAL_ID_ONCE), taken -> new ExternalIdTaken());
        });
    }

    /** The customer of an external id as said, made or changed; the second of two at the same moment changes. */
    Mono<Upserted> upsert(String externalId, CustomerDetails details) {
        return Mono.fromSupplier(() -> details.withExternalId(externalId).checked())
                .flatMap(wanted -> transactions
                        .write(customers
                                .findByExternalIdAndLock(externalId)
                                .flatMap(present -> change(present, wanted))
                                .map(changed -> new Upserted(changed, false))
                                .switchIfEmpty(add(wanted)))
                        .retryWhen(Retry.max(1).filter(Constraint.violated(EXTERNAL_ID_ONCE))));
    }

    private Mono<Upserted> add(CustomerDetails details) {
        return Mono.defer(() -> {
            Customer made = Customer.create(new CustomerId(Ids.next()), details, null, clock.instant());
            return placed(made, null).flatMap(customer -> database.write(insert(List.of(customer)))
                    .thenReturn(new Upserted(customer, true)));
        });
    }

    record Upserted(Customer customer, boolean isNew) {}

    Mono<Customer> edit(CustomerId id, Version expected, JsonNode patch) {
        return transactions.write(customers
                .findAndLock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .doOnNext(present -> expected.mustBe(present.version()))
                .flatMap(present -> change(
                        present,
                        patches.apply(present.details(), patch, CustomerDetails.class)
                                .checked()))
                .onErrorMap(Constraint.violated(EXTERNAL_ID_ONCE), taken -> new ExternalIdTaken()));
    }

    /** A change that changes nothing is no edit: no new version, no event. */
    private Mono<Customer> change(Customer present, CustomerDetails wanted) {
        if (wanted.equals(present.details())) {
            return Mono.just(present);
        }
        return placed(present.edited(wanted, clock.instant()), present).flatMap(edited -> database.write(
                        customers.update(edited).and(events.append(CustomerEvents.updated(present, edited))))
                .thenReturn(edited));
    }

    /** Under the parent that its details name, which must be able to have it. */
    private Mono<Customer> placed(Customer customer, @Nullable Customer before) {
        CustomerId parent = customer.details().parent();
        if (parent == null) {
            return Mono.just(customer.under(null));
        }
        return before != null && parent.equals(before.details().parent())
                ? Mono.just(customer)
                : groups.parent(before == null ? null : before.id(), parent).map(customer::under);
    }

    Mono<Customer> unarchive(CustomerId id) {
        return transactions.write(customers
                .findAndLock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(this::unarchive)
                .onErrorMap(Constraint.violated(EXTERNAL_ID_ONCE), taken -> new ExternalIdTaken()));
    }

    private Mono<Customer> unarchive(Customer customer) {
        if (!customer.isArchived()) {
            return Mono.just(customer);
        }
        Customer back = customer.unarchived(clock.instant());
        return database.write(customers.update(back).and(events.append(CustomerEvents.unarchived(back))))
                .thenReturn(back);
    }

    /** Those in use, found by a part of the name, external id or email; all of them where nothing is asked for. */
    public Mono<Page<Customer>> inUse(@Nullable String q, @Nullable Cursor after, Limit limit) {
        return list(CustomerFilter.inUse(q), after, limit);
    }

    Mono<Page<Customer>> list(CustomerFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(mustKnowParent(filter.parent())
                .thenMany(customers.list(filter, after, limit.withOneMore()))
                .collectList()
                .map(rows -> Page.of(rows, limit.rows(), customer -> CustomerRepository.after(filter, customer))));
    }

    private Mono<Void> mustKnowParent(@Nullable CustomerId parent) {
        return parent == null
                ? Mono.empty()
                : customers
                        .find(parent)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/parent")))
                        .then();
    }
}
