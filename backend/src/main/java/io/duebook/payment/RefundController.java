package io.duebook.payment;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.RefundId;
import jakarta.validation.Valid;
import java.net.URI;
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

/** Refunds over HTTP. */
@RestController
@RequestMapping("/v1/refunds")
class RefundController {

    private final Refunds refunds;
    private final Commands commands;

    RefundController(Refunds refunds, Commands commands) {
        this.refunds = refunds;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<RefundView>> give(@Valid @RequestBody NewRefund request) {
        return commands.once(
                request,
                RefundView.class,
                Mono.defer(() -> refunds.give(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/refunds/" + view.id().text()))
                        .body(view)));
    }

    @GetMapping("/{id}")
    Mono<RefundView> get(@PathVariable RefundId id) {
        return refunds.get(id);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<RefundView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable PaymentId payment,
            @RequestParam(name = "credit_note", required = false) @Nullable CreditNoteId creditNote,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new RefundFilter(customer, payment, creditNote, externalId);
        return Mono.defer(() -> refunds.list(filter, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable PaymentId payment,
            @RequestParam(name = "credit_note", required = false) @Nullable CreditNoteId creditNote,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId) {
        var filter = new RefundFilter(customer, payment, creditNote, externalId);
        return TableFiles.of(asked, PaymentTables.REFUNDS, (after, limit) -> refunds.list(filter, after, limit));
    }
}
