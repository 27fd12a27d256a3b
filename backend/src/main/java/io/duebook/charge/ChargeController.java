package io.duebook.charge;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Version;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Fees over HTTP, and both fees and interest once they are there. */
@RestController
class ChargeController {

    private final Fees fees;
    private final Charges charges;
    private final Commands commands;

    ChargeController(Fees fees, Charges charges, Commands commands) {
        this.fees = fees;
        this.charges = charges;
        this.commands = commands;
    }

    @PostMapping("/v1/fees")
    Mono<ResponseEntity<ChargeView>> issue(@Valid @RequestBody NewFee request) {
        return commands.once(
                request, ChargeView.class, Mono.defer(() -> fees.issue(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/charges/" + view.id().text()))
                        .eTag(new Version(view.version()).tag())
                        .body(view)));
    }

    @GetMapping("/v1/charges/{id}")
    Mono<ResponseEntity<ChargeView>> get(@PathVariable ChargeId id) {
        return charges.get(id).map(ChargeController::answer);
    }

    @GetMapping(path = "/v1/charges", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<ChargeView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable InvoiceId invoice,
            @RequestParam(required = false) @Nullable ChargeKind kind,
            @RequestParam(required = false) ChargeFilter.@Nullable State state,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(name = "issued_from", required = false) @Nullable LocalDate issuedFrom,
            @RequestParam(name = "issued_to", required = false) @Nullable LocalDate issuedTo,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new ChargeFilter(customer, invoice, kind, state, externalId, issuedFrom, issuedTo, updatedSince);
        return Mono.defer(() -> charges.list(filter, Cursor.parse(cursor, filter.cursorParts()), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(
            path = "/v1/charges",
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable InvoiceId invoice,
            @RequestParam(required = false) @Nullable ChargeKind kind,
            @RequestParam(required = false) ChargeFilter.@Nullable State state,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(name = "issued_from", required = false) @Nullable LocalDate issuedFrom,
            @RequestParam(name = "issued_to", required = false) @Nullable LocalDate issuedTo,
            @RequestParam(name = "updated_since", required = false) @Nullable Instant updatedSince) {
        var filter = new ChargeFilter(customer, invoice, kind, state, externalId, issuedFrom, issuedTo, updatedSince);
        return TableFiles.of(asked, ChargeTable.COLUMNS, (after, limit) -> charges.list(filter, after, limit));
    }

    /** @param reason required, 1 to 500 characters */
    record Voiding(@Nullable String reason) {}

    @PostMapping("/v1/charges/{id}/void")
    Mono<ResponseEntity<ChargeView>> voidCharge(
            @PathVariable ChargeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Voiding request) {
        return commands.once(
                request,
                ChargeView.class,
                Mono.defer(() -> charges.voidCharge(id, Version.fromIfMatch(ifMatch), Reason.of(request.reason())))
                        .map(ChargeController::answer));
    }

    private static ResponseEntity<ChargeView> answer(ChargeView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }
}
