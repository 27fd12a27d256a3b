package io.duebook.invoice;

import io.duebook.document.Correspondence;
import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

/** Invoices over HTTP. */
@RestController
@RequestMapping("/v1/invoices")
class InvoiceController {

    private final Invoices invoices;
    private final Correspondence letters;
    private final Commands commands;

    InvoiceController(Invoices invoices, Correspondence letters, Commands commands) {
        this.invoices = invoices;
        this.letters = letters;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<InvoiceView>> create(@Valid @RequestBody NewInvoice request) {
        return commands.once(
                request,
                InvoiceView.class,
                Mono.defer(() -> invoices.create(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/invoices/" + view.id().text()))
                        .eTag(new Version(view.version()).tag())
                        .body(view)));
    }

    @PostMapping("/{id}/issue")
    Mono<ResponseEntity<InvoiceView>> issue(
            @PathVariable InvoiceId id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return commands.once(
                "issue",
                InvoiceView.class,
                Mono.defer(() -> invoices.issue(id, Version.fromIfMatch(ifMatch)))
                        .map(InvoiceController::answer));
    }

    /** @param reason required, 1 to 500 characters */
    record Voiding(@Nullable String reason) {}

    @PostMapping("/{id}/void")
    Mono<ResponseEntity<InvoiceView>> voidInvoice(
            @PathVariable InvoiceId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Voiding request) {
        return commands.once(
                request,
                InvoiceView.class,
                Mono.defer(() -> invoices.voidInvoice(id, Version.fromIfMatch(ifMatch), Reason.of(request.reason())))
                        .map(InvoiceController::answer));
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<InvoiceView>> edit(
            @PathVariable InvoiceId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return Mono.fromSupplier(() -> Version.fromIfMatch(ifMatch))
                .flatMap(expected -> invoices.edit(id, expected, patch))
                .map(InvoiceController::answer);
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<InvoiceView>> get(@PathVariable InvoiceId id) {
        return invoices.get(id).map(InvoiceController::answer);
    }

    /** The same on paper, to the customer. */
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_PDF_VALUE)
    Mono<ResponseEntity<byte[]>> paper(
            @PathVariable InvoiceId id, @RequestParam(name = "language", required = false) @Nullable String language) {
        return letters.answer(invoices.get(id), invoice -> invoice.customer().id(), language, InvoicePaper::of);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<InvoiceSummary>> list(
            @RequestParam(required = false) @Nullable List<InvoiceId> id,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) InvoiceFilter.@Nullable State state,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(name = "purchase_order", required = false) @Nullable String purchaseOrder,
            @RequestParam(name = "delivery_note", required = false) @Nullable String deliveryNote,
            @RequestParam(required = false) @Nullable String contract,
            @RequestParam(required = false) @Nullable String salesperson,
            @RequestParam(name = "tax_document", required = false) @Nullable String taxDocument,
            @RequestParam(name = "tax_state", required = false) InvoiceFilter.@Nullable TaxState taxState,
            @RequestParam(name = "issued_from", required = false) @Nullable LocalDate issuedFrom,
            @RequestParam(name = "issued_to", required = false) @Nullable LocalDate issuedTo,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var known =
                new InvoiceFilter.KnownBy(purchaseOrder, deliveryNote, contract, salesperson, taxDocument, taxState);
        var filter = filter(id, customer, state, externalId, q, known, issuedFrom, issuedTo, updatedSince);
        return Mono.defer(() -> invoices.list(filter, Cursor.parse(cursor, filter.cursorParts()), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable List<InvoiceId> id,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) InvoiceFilter.@Nullable State state,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(name = "purchase_order", required = false) @Nullable String purchaseOrder,
            @RequestParam(name = "delivery_note", required = false) @Nullable String deliveryNote,
            @RequestParam(required = false) @Nullable String contract,
            @RequestParam(required = false) @Nullable String salesperson,
            @RequestParam(name = "tax_document", required = false) @Nullable String taxDocument,
            @RequestParam(name = "tax_state", required = false) InvoiceFilter.@Nullable TaxState taxState,
            @RequestParam(name = "issued_from", required = false) @Nullable LocalDate issuedFrom,
            @RequestParam(name = "issued_to", required = false) @Nullable LocalDate issuedTo,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince) {
        var known =
                new InvoiceFilter.KnownBy(purchaseOrder, deliveryNote, contract, salesperson, taxDocument, taxState);
        var filter = filter(id, customer, state, externalId, q, known, issuedFrom, issuedTo, updatedSince);
        return TableFiles.of(asked, InvoiceTables.INVOICES, (after, limit) -> invoices.list(filter, after, limit));
    }

    private static InvoiceFilter filter(
            @Nullable List<InvoiceId> ids,
            @Nullable CustomerId customer,
            InvoiceFilter.@Nullable State state,
            @Nullable String externalId,
            @Nullable String q,
            InvoiceFilter.KnownBy known,
            @Nullable LocalDate issuedFrom,
            @Nullable LocalDate issuedTo,
            @Nullable Instant updatedSince) {
        String search = q == null || q.isBlank() ? null : q.strip();
        if (ids != null && ids.size() > InvoiceFilter.MOST_IDS) {
            throw new InvalidRequest(
                    "/id", "out_of_range", "Name at most " + InvoiceFilter.MOST_IDS + " invoices at once.");
        }
        return new InvoiceFilter(ids, customer, state, externalId, search, known, issuedFrom, issuedTo, updatedSince);
    }

    private static ResponseEntity<InvoiceView> answer(InvoiceView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }
}
