package io.duebook.payment;

import io.duebook.document.Correspondence;
import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Payments over HTTP. */
@RestController
@RequestMapping("/v1/payments")
class PaymentController {

    private final Payments payments;
    private final PaymentReversals reversals;
    private final Correspondence letters;
    private final Commands commands;

    PaymentController(Payments payments, PaymentReversals reversals, Correspondence letters, Commands commands) {
        this.payments = payments;
        this.reversals = reversals;
        this.letters = letters;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<PaymentView>> record(@Valid @RequestBody NewPayment request) {
        return commands.once(
                request,
                PaymentView.class,
                Mono.defer(() -> payments.record(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/payments/" + view.id().text()))
                        .body(view)));
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<PaymentView> get(@PathVariable PaymentId id) {
        return payments.get(id);
    }

    /** The receipt for it on paper, to the customer. */
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_PDF_VALUE)
    Mono<ResponseEntity<byte[]>> receipt(
            @PathVariable PaymentId id, @RequestParam(name = "language", required = false) @Nullable String language) {
        return letters.answer(payments.get(id), payment -> payment.customer().id(), language, ReceiptPaper::of);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<PaymentView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(name = "received_from", required = false) @Nullable LocalDate receivedFrom,
            @RequestParam(name = "received_to", required = false) @Nullable LocalDate receivedTo,
            @RequestParam(defaultValue = "false") boolean unapplied,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new PaymentFilter(customer, externalId, receivedFrom, receivedTo, unapplied);
        return Mono.defer(() -> payments.list(filter, Cursor.parse(cursor, 2), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(name = "received_from", required = false) @Nullable LocalDate receivedFrom,
            @RequestParam(name = "received_to", required = false) @Nullable LocalDate receivedTo,
            @RequestParam(defaultValue = "false") boolean unapplied) {
        var filter = new PaymentFilter(customer, externalId, receivedFrom, receivedTo, unapplied);
        return TableFiles.of(asked, PaymentTables.PAYMENTS, (after, limit) -> payments.list(filter, after, limit));
    }

    @PostMapping("/{id}/reverse")
    Mono<ResponseEntity<PaymentView>> reverse(@PathVariable PaymentId id, @Valid @RequestBody NewReversal request) {
        return commands.once(
                request,
                PaymentView.class,
                Mono.defer(() -> reversals.reverse(id, request)).map(ResponseEntity::ok));
    }

    @PostMapping("/{id}/reinstate")
    Mono<ResponseEntity<PaymentView>> reinstate(@PathVariable PaymentId id, @RequestBody Reinstatement request) {
        return commands.once(
                request,
                PaymentView.class,
                Mono.defer(() -> reversals.reinstate(id, request)).map(ResponseEntity::ok));
    }
}
