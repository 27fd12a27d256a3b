package io.duebook.payment;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.shared.CustomerId;
import io.duebook.shared.UnidentifiedReceiptId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import tools.jackson.databind.JsonNode;

/** Money of unknown payers over HTTP. */
@RestController
@RequestMapping("/v1/unidentified_receipts")
class UnidentifiedReceiptController {

    private final UnidentifiedReceipts receipts;
    private final Commands commands;

    UnidentifiedReceiptController(UnidentifiedReceipts receipts, Commands commands) {
        this.receipts = receipts;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<UnidentifiedReceiptView>> receive(@Valid @RequestBody NewUnidentifiedReceipt request) {
        return commands.once(
                request,
                UnidentifiedReceiptView.class,
                Mono.defer(() -> receipts.receive(request)).map(view -> ResponseEntity.created(URI.create(
                                "/v1/unidentified_receipts/" + view.id().text()))
                        .body(view)));
    }

    @GetMapping("/{id}")
    Mono<UnidentifiedReceiptView> get(@PathVariable UnidentifiedReceiptId id) {
        return receipts.get(id);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<UnidentifiedReceiptView>> list(
            @RequestParam(required = false) UnidentifiedReceipt.@Nullable State state,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new UnidentifiedReceiptFilter(state, externalId);
        return Mono.defer(() -> receipts.list(filter, Cursor.parse(cursor, 2), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) UnidentifiedReceipt.@Nullable State state,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId) {
        var filter = new UnidentifiedReceiptFilter(state, externalId);
        return TableFiles.of(
                asked, PaymentTables.UNIDENTIFIED_RECEIPTS, (after, limit) -> receipts.list(filter, after, limit));
    }

    /** @param allocate as of a payment; by_reference takes the words that came with the money */
    record ReceiptClaim(
            @NotNull CustomerId customer,

            @Schema(
                    oneOf = {String.class, Designation.PartRequest[].class},
                    description = "oldest_first, by_reference, pro_rata, statutory, none, or the parts chosen")
            @Nullable
            JsonNode allocate) {}

    @PostMapping("/{id}/claim")
    Mono<ResponseEntity<PaymentView>> claim(
            @PathVariable UnidentifiedReceiptId id, @Valid @RequestBody ReceiptClaim request) {
        return commands.once(
                request,
                PaymentView.class,
                Mono.defer(() -> receipts.claim(id, request.customer(), request.allocate()))
                        .map(ResponseEntity::ok));
    }

    /**
     * @param returnedOn today unless given
     * @param reason required, 1 to 500 characters
     */
    record ReceiptReturn(
            @Nullable LocalDate returnedOn, @Nullable String reason) {}

    @PostMapping("/{id}/return")
    Mono<ResponseEntity<UnidentifiedReceiptView>> giveBack(
            @PathVariable UnidentifiedReceiptId id, @RequestBody ReceiptReturn request) {
        return commands.once(
                request,
                UnidentifiedReceiptView.class,
                Mono.defer(() -> receipts.giveBack(id, request.returnedOn(), Reason.of(request.reason())))
                        .map(ResponseEntity::ok));
    }
}
