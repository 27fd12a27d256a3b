package io.duebook.invoice;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.RecurringInvoiceId;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Recurring invoices over HTTP. */
@RestController
@RequestMapping("/v1/recurring_invoices")
class RecurringInvoiceController {

    private final RecurringInvoices recurring;
    private final Commands commands;

    RecurringInvoiceController(RecurringInvoices recurring, Commands commands) {
        this.recurring = recurring;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<RecurringInvoiceView>> create(@Valid @RequestBody RecurringInvoiceDetails request) {
        return commands.once(
                request,
                RecurringInvoiceView.class,
                Mono.defer(() -> recurring.create(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/recurring_invoices/" + view.id().text()))
                        .eTag(new Version(view.version()).tag())
                        .body(view)));
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<RecurringInvoiceView>> get(@PathVariable RecurringInvoiceId id) {
        return recurring.get(id).map(RecurringInvoiceController::answer);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<RecurringInvoiceView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) RecurringInvoice.@Nullable State state,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> recurring.list(customer, state, externalId, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) RecurringInvoice.@Nullable State state,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId) {
        return TableFiles.of(
                asked,
                InvoiceTables.RECURRING_INVOICES,
                (after, limit) -> recurring.list(customer, state, externalId, after, limit));
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<RecurringInvoiceView>> edit(
            @PathVariable RecurringInvoiceId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return commands.onceIfKeyed(
                patch,
                RecurringInvoiceView.class,
                Mono.defer(() -> recurring.edit(id, Version.fromIfMatch(ifMatch), patch))
                        .map(RecurringInvoiceController::answer));
    }

    @PostMapping("/{id}/pause")
    Mono<ResponseEntity<RecurringInvoiceView>> pause(@PathVariable RecurringInvoiceId id) {
        return commands.onceIfKeyed(
                "pause",
                RecurringInvoiceView.class,
                Mono.defer(() -> recurring.pause(id)).map(RecurringInvoiceController::answer));
    }

    /**
     * @param missed what becomes of the days that passed meanwhile; unless said, skipped by whom a person paused, and
     *     issued by whom something stood in the way of
     */
    record Resumption(@Nullable Missed missed) {

        @Nullable
        Boolean issuesMissed() {
            return missed == null ? null : missed == Missed.ISSUE;
        }
    }

    enum Missed {
        @JsonProperty("skip")
        SKIP,
        @JsonProperty("issue")
        ISSUE
    }

    @PostMapping("/{id}/resume")
    Mono<ResponseEntity<RecurringInvoiceView>> resume(
            @PathVariable RecurringInvoiceId id, @RequestBody Resumption request) {
        return commands.once(
                request,
                RecurringInvoiceView.class,
                Mono.defer(() -> recurring.resume(id, request.issuesMissed())).map(RecurringInvoiceController::answer));
    }

    @PostMapping("/{id}/end")
    Mono<ResponseEntity<RecurringInvoiceView>> end(@PathVariable RecurringInvoiceId id) {
        return commands.onceIfKeyed(
                "end",
                RecurringInvoiceView.class,
                Mono.defer(() -> recurring.end(id)).map(RecurringInvoiceController::answer));
    }

    private static ResponseEntity<RecurringInvoiceView> answer(RecurringInvoiceView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }
}
