package io.duebook.customer;

import io.duebook.platform.Caller;
import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Customers over HTTP. */
@RestController
@RequestMapping("/v1/customers")
class CustomerController {

    private final Customers customers;
    private final Commands commands;

    CustomerController(Customers customers, Commands commands) {
        this.customers = customers;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<CustomerView>> create(@Valid @RequestBody CustomerDetails details) {
        return commands.onceIfKeyed(
                details,
                CustomerView.class,
                customers.create(details).map(CustomerView::of).map(CustomerController::created));
    }

    /** Makes or changes the customer of an external id, so that a system can send what it has without asking first. */
    @PutMapping
    Mono<ResponseEntity<CustomerView>> upsert(
            @RequestParam("external_id") String externalId, @Valid @RequestBody CustomerDetails details) {
        if (externalId.isEmpty() || externalId.length() > 200) {
            return Mono.error(new InvalidRequest("/external_id", "length", "must have 1 to 200 characters"));
        }
        if (details.externalId() != null && !details.externalId().equals(externalId)) {
            return Mono.error(new InvalidRequest("/external_id", "invalid", "must be the one in the address"));
        }
        return customers.upsert(externalId, details).map(done -> {
            CustomerView view = CustomerView.of(done.customer());
            return done.isNew() ? created(view) : ok(view);
        });
    }

    /**
     * @param q a part of the name, external id or email, in any case
     * @param parent only those right below it
     * @param updatedSince what changed since, archived customers included, in order of change
     * @param archived lists the archived instead of the others
     */
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<CustomerView>> list(
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable CustomerId parent,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince,
            @RequestParam(defaultValue = "false") boolean archived,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = filter(externalId, q, parent, updatedSince, archived);
        return customers
                .list(filter, Cursor.parse(cursor, updatedSince == null ? 1 : 2), Limit.of(limit))
                .zipWith(Caller.current(), (page, caller) -> page.map(customer -> view(customer, caller)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable CustomerId parent,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince,
            @RequestParam(defaultValue = "false") boolean archived) {
        var filter = filter(externalId, q, parent, updatedSince, archived);
        return TableFiles.of(asked, CustomerTable.COLUMNS, (after, limit) -> customers.list(filter, after, limit));
    }

    private static CustomerFilter filter(
            @Nullable String externalId,
            @Nullable String q,
            @Nullable CustomerId parent,
            @Nullable Instant updatedSince,
            boolean archived) {
        String search = q == null || q.isBlank() ? null : q.strip();
        return new CustomerFilter(externalId, search, parent, updatedSince, archived);
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<CustomerView>> get(@PathVariable CustomerId id) {
        return customers
                .get(id)
                .zipWith(Caller.current(), CustomerController::view)
                .map(CustomerController::ok);
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<CustomerView>> edit(
            @PathVariable CustomerId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return Mono.fromSupplier(() -> Version.fromIfMatch(ifMatch))
                .flatMap(expected -> customers.edit(id, expected, patch))
                .map(CustomerView::of)
                .map(CustomerController::ok);
    }

    /** Brings back a customer that the undo of an import took out of use. */
    @PostMapping("/{id}/unarchive")
    Mono<ResponseEntity<CustomerView>> unarchive(@PathVariable CustomerId id) {
        return commands.onceIfKeyed(
                id,
                CustomerView.class,
                customers.unarchive(id).map(CustomerView::of).map(CustomerController::ok));
    }

    private static CustomerView view(Customer customer, Caller caller) {
        return caller.isContact() ? CustomerView.forContact(customer) : CustomerView.of(customer);
    }

    private static ResponseEntity<CustomerView> created(CustomerView view) {
        return ResponseEntity.created(URI.create("/v1/customers/" + view.id()))
                .eTag(new Version(view.version()).tag())
                .body(view);
    }

    private static ResponseEntity<CustomerView> ok(CustomerView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }
}
