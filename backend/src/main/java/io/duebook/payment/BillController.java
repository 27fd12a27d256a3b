package io.duebook.payment;

import io.duebook.payment.BillRequests.BillCollection;
import io.duebook.payment.BillRequests.BillDeposit;
import io.duebook.payment.BillRequests.BillDiscounting;
import io.duebook.payment.BillRequests.BillDishonour;
import io.duebook.payment.BillRequests.BillEndorsement;
import io.duebook.payment.BillRequests.BillReturn;
import io.duebook.payment.BillRequests.BillUndoing;
import io.duebook.payment.BillRequests.BillsCollection;
import io.duebook.payment.BillRequests.BillsDeposit;
import io.duebook.payment.Bills.BillsView;
import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.shared.BillId;
import io.duebook.shared.CustomerId;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.function.Supplier;
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

/** Bills and cheques over HTTP: they come by payments, and are followed here. */
@RestController
@RequestMapping("/v1/bills")
class BillController {

    private final Bills bills;
    private final Commands commands;

    BillController(Bills bills, Commands commands) {
        this.bills = bills;
        this.commands = commands;
    }

    @GetMapping("/{id}")
    Mono<BillView> get(@PathVariable BillId id) {
        return bills.get(id);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<BillView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable BillState state,
            @RequestParam(required = false) @Nullable BillKind kind,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String slip,
            @RequestParam(name = "matures_from", required = false) @Nullable LocalDate maturesFrom,
            @RequestParam(name = "matures_to", required = false) @Nullable LocalDate maturesTo,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new BillFilter(customer, state, kind, number, slip, maturesFrom, maturesTo);
        return Mono.defer(() -> bills.list(filter, Cursor.parse(cursor, 2), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable BillState state,
            @RequestParam(required = false) @Nullable BillKind kind,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String slip,
            @RequestParam(name = "matures_from", required = false) @Nullable LocalDate maturesFrom,
            @RequestParam(name = "matures_to", required = false) @Nullable LocalDate maturesTo) {
        var filter = new BillFilter(customer, state, kind, number, slip, maturesFrom, maturesTo);
        return TableFiles.of(asked, PaymentTables.BILLS, (after, limit) -> bills.list(filter, after, limit));
    }

    @PostMapping("/deposit")
    Mono<ResponseEntity<BillsView>> depositAll(@Valid @RequestBody BillsDeposit request) {
        return several(request, () -> bills.depositAll(request.bills(), request.depositedOn(), request.slip()));
    }

    @PostMapping("/collect")
    Mono<ResponseEntity<BillsView>> collectAll(@Valid @RequestBody BillsCollection request) {
        return several(request, () -> bills.collectAll(request.bills(), request.collectedOn()));
    }

    @PostMapping("/{id}/deposit")
    Mono<ResponseEntity<BillView>> deposit(@PathVariable BillId id, @Valid @RequestBody BillDeposit request) {
        return one(request, () -> bills.deposit(id, request.depositedOn(), request.slip()));
    }

    @PostMapping("/{id}/collect")
    Mono<ResponseEntity<BillView>> collect(@PathVariable BillId id, @RequestBody BillCollection request) {
        return one(request, () -> bills.collect(id, request.collectedOn()));
    }

    @PostMapping("/{id}/discount")
    Mono<ResponseEntity<BillView>> discount(@PathVariable BillId id, @Valid @RequestBody BillDiscounting request) {
        return one(request, () -> bills.discount(id, request));
    }

    @PostMapping("/{id}/endorse")
    Mono<ResponseEntity<BillView>> endorse(@PathVariable BillId id, @Valid @RequestBody BillEndorsement request) {
        return one(request, () -> bills.endorse(id, request));
    }

    @PostMapping("/{id}/dishonour")
    Mono<ResponseEntity<BillView>> dishonour(@PathVariable BillId id, @Valid @RequestBody BillDishonour request) {
        return one(request, () -> bills.dishonour(id, request));
    }

    @PostMapping("/{id}/return")
    Mono<ResponseEntity<BillView>> giveBack(@PathVariable BillId id, @RequestBody BillReturn request) {
        return one(request, () -> bills.giveBack(id, request.returnedOn(), request.reason()));
    }

    @PostMapping("/{id}/undo")
    Mono<ResponseEntity<BillView>> undo(@PathVariable BillId id, @RequestBody BillUndoing request) {
        return one(request, () -> bills.undo(id, request.undoneOn(), Reason.of(request.reason())));
    }

    private Mono<ResponseEntity<BillView>> one(Object request, Supplier<Mono<BillView>> work) {
        return commands.once(request, BillView.class, Mono.defer(work).map(ResponseEntity::ok));
    }

    private Mono<ResponseEntity<BillsView>> several(Object request, Supplier<Mono<BillsView>> work) {
        return commands.once(request, BillsView.class, Mono.defer(work).map(ResponseEntity::ok));
    }
}
