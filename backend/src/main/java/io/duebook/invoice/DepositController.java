package io.duebook.invoice;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
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

/** Deposits over HTTP. */
@RestController
@RequestMapping("/v1/deposits")
class DepositController {

    private final Deposits deposits;
    private final Commands commands;

    DepositController(Deposits deposits, Commands commands) {
        this.deposits = deposits;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<DepositView>> ask(@Valid @RequestBody NewDeposit request) {
        return commands.once(
                request,
                DepositView.class,
                Mono.defer(() -> deposits.ask(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/deposits/" + view.id().text()))
                        .eTag(new Version(view.version()).tag())
                        .body(view)));
    }

    /** @param payment of the customer, of which something is unapplied */
    record DepositPayment(@NotNull PaymentId payment) {}

    @PostMapping("/{id}/payments")
    Mono<ResponseEntity<DepositView>> pay(@PathVariable DepositId id, @Valid @RequestBody DepositPayment request) {
        return commands.once(
                request,
                DepositView.class,
                Mono.defer(() -> deposits.pay(id, request.payment())).map(DepositController::answer));
    }

    /** @param payment that is kept for the deposit */
    record Releasing(@NotNull PaymentId payment, @Nullable String reason) {}

    @PostMapping("/{id}/release")
    Mono<ResponseEntity<DepositView>> release(@PathVariable DepositId id, @Valid @RequestBody Releasing request) {
        return commands.once(
                request,
                DepositView.class,
                Mono.defer(() -> deposits.release(id, request.payment(), Reason.of(request.reason())))
                        .map(DepositController::answer));
    }

    @PostMapping("/{id}/void")
    Mono<ResponseEntity<DepositView>> voidDeposit(
            @PathVariable DepositId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody InvoiceController.Voiding request) {
        return commands.once(
                request,
                DepositView.class,
                Mono.defer(() -> deposits.voidDeposit(id, Version.fromIfMatch(ifMatch), Reason.of(request.reason())))
                        .map(DepositController::answer));
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<DepositView>> get(@PathVariable DepositId id) {
        return deposits.get(id).map(DepositController::answer);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<DepositView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> deposits.list(customer, externalId, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId) {
        return TableFiles.of(asked, TABLE, (after, limit) -> deposits.list(customer, externalId, after, limit));
    }

    private static ResponseEntity<DepositView> answer(DepositView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }

    private static final Table<DepositView> TABLE = Table.<DepositView>named("deposits")
            .column("id", DepositView::id)
            .column("number", DepositView::number)
            .column("external_id", DepositView::externalId)
            .column("customer", deposit -> deposit.customer().id())
            .column("customer_external_id", deposit -> deposit.customer().externalId())
            .column("customer_name", deposit -> deposit.customer().name())
            .column("state", DepositView::state)
            .column("issue_date", DepositView::issueDate)
            .column("due_date", DepositView::dueDate)
            .column("reference", DepositView::reference)
            .column("currency", deposit -> deposit.currency().code())
            .column("total", deposit -> new Money(deposit.total(), deposit.currency()))
            .column("received", deposit -> new Money(deposit.received(), deposit.currency()))
            .column("held", deposit -> new Money(deposit.held(), deposit.currency()));
}
