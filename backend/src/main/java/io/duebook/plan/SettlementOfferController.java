package io.duebook.plan;

import io.duebook.plan.SettlementOffer.State;
import io.duebook.platform.ApprovalNeeded;
import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.SettlementOfferId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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

/** Settlement offers over HTTP. */
@RestController
@RequestMapping("/v1/settlement_offers")
class SettlementOfferController {

    private final SettlementOffers offers;
    private final Commands commands;

    SettlementOfferController(SettlementOffers offers, Commands commands) {
        this.offers = offers;
        this.commands = commands;
    }

    @ApiResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = SettlementOfferView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted",
            content = @Content(schema = @Schema(implementation = ApprovalNeeded.class)))
    @PostMapping
    Mono<ResponseEntity<Object>> make(@Valid @RequestBody NewSettlementOffer request) {
        return commands.once(
                request, Object.class, Mono.defer(() -> offers.make(request)).map(SettlementOfferController::answer));
    }

    private static ResponseEntity<Object> answer(SettlementOffers.Outcome outcome) {
        return switch (outcome) {
            case SettlementOffers.Made(SettlementOfferView offer) ->
                ResponseEntity.created(
                                URI.create("/v1/settlement_offers/" + offer.id().text()))
                        .body(offer);
            case SettlementOffers.Waiting(var approval) ->
                ResponseEntity.accepted().body(new ApprovalNeeded(approval));
        };
    }

    @GetMapping("/{id}")
    Mono<SettlementOfferView> get(@PathVariable SettlementOfferId id) {
        return offers.get(id);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<SettlementOfferView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> offers.list(customer, state, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable State state) {
        return TableFiles.of(asked, TABLE, (after, limit) -> offers.list(customer, state, after, limit));
    }

    /** @param reason required, 1 to 500 characters */
    record Withdrawal(@Nullable String reason) {}

    @PostMapping("/{id}/withdraw")
    Mono<ResponseEntity<SettlementOfferView>> withdraw(
            @PathVariable SettlementOfferId id, @RequestBody Withdrawal request) {
        return commands.once(
                request,
                SettlementOfferView.class,
                Mono.defer(() -> offers.withdraw(id, Reason.of(request.reason())))
                        .map(ResponseEntity::ok));
    }

    private static final Table<SettlementOfferView> TABLE = Table.<SettlementOfferView>named("settlement_offers")
            .column("id", SettlementOfferView::id)
            .column("customer", offer -> offer.customer().id())
            .column("customer_external_id", offer -> offer.customer().externalId())
            .column("customer_name", offer -> offer.customer().name())
            .column("state", SettlementOfferView::state)
            .column("offered_on", SettlementOfferView::offeredOn)
            .column("expires_on", SettlementOfferView::expiresOn)
            .column("met_on", SettlementOfferView::metOn)
            .column("currency", offer -> offer.currency().code())
            .column("debt", offer -> new Money(offer.debt(), offer.currency()))
            .column("amount", offer -> new Money(offer.amount(), offer.currency()))
            .column("paid", offer -> new Money(offer.paid(), offer.currency()))
            .column("waived", offer -> new Money(offer.waived(), offer.currency()));
}
