package io.duebook.invoice;

import io.duebook.document.Correspondence;
import io.duebook.item.OpenItem;
import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Version;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Credit notes over HTTP. */
@RestController
@RequestMapping("/v1/credit_notes")
class CreditNoteController {

    private final CreditNotes notes;
    private final Correspondence letters;
    private final Commands commands;

    CreditNoteController(CreditNotes notes, Correspondence letters, Commands commands) {
        this.notes = notes;
        this.letters = letters;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<CreditNoteView>> issue(@Valid @RequestBody NewCreditNote request) {
        return commands.once(
                request,
                CreditNoteView.class,
                Mono.defer(() -> notes.issue(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/credit_notes/" + view.id().text()))
                        .eTag(new Version(view.version()).tag())
                        .body(view)));
    }

    @PostMapping("/{id}/void")
    Mono<ResponseEntity<CreditNoteView>> voidCreditNote(
            @PathVariable CreditNoteId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody InvoiceController.Voiding request) {
        return commands.once(
                request,
                CreditNoteView.class,
                Mono.defer(() -> notes.voidCreditNote(id, Version.fromIfMatch(ifMatch), Reason.of(request.reason())))
                        .map(CreditNoteController::answer));
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<CreditNoteView>> get(@PathVariable CreditNoteId id) {
        return notes.get(id).map(CreditNoteController::answer);
    }

    /** The same on paper, to the customer. */
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_PDF_VALUE)
    Mono<ResponseEntity<byte[]>> paper(
            @PathVariable CreditNoteId id,
            @RequestParam(name = "language", required = false) @Nullable String language) {
        return letters.answer(notes.get(id), note -> note.customer().id(), language, CreditNotePaper::of);
    }

    /** @param invoice only those that name this claim: an invoice's id or a charge's */
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<CreditNoteSummary>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable String invoice,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> {
            var filter = filter(customer, invoice, externalId, updatedSince);
            return notes.list(filter, Cursor.parse(cursor, filter.cursorParts()), Limit.of(limit));
        });
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable String invoice,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince) {
        return Mono.defer(() -> {
            var filter = filter(customer, invoice, externalId, updatedSince);
            return TableFiles.of(asked, InvoiceTables.CREDIT_NOTES, (after, limit) -> notes.list(filter, after, limit));
        });
    }

    private static CreditNoteFilter filter(
            @Nullable CustomerId customer,
            @Nullable String invoice,
            @Nullable String externalId,
            @Nullable Instant updatedSince) {
        return new CreditNoteFilter(
                customer, invoice == null ? null : OpenItem.named(invoice, "/invoice"), externalId, updatedSince);
    }

    private static ResponseEntity<CreditNoteView> answer(CreditNoteView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }
}
