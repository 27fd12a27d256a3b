package io.duebook.payment;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.shared.CustomerId;
import io.duebook.shared.TransferId;
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

/** Transfers over HTTP. */
@RestController
@RequestMapping("/v1/transfers")
class TransferController {

    private final Transfers transfers;
    private final Commands commands;

    TransferController(Transfers transfers, Commands commands) {
        this.transfers = transfers;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<TransferView>> transfer(@Valid @RequestBody NewTransfer request) {
        return commands.once(
                request,
                TransferView.class,
                Mono.defer(() -> transfers.transfer(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/transfers/" + view.id().text()))
                        .body(view)));
    }

    @GetMapping("/{id}")
    Mono<TransferView> get(@PathVariable TransferId id) {
        return transfers.get(id);
    }

    /** @param customer who gave or got it */
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<TransferView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> transfers.list(customer, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked, @RequestParam(required = false) @Nullable CustomerId customer) {
        return TableFiles.of(asked, TransferTable.COLUMNS, (after, limit) -> transfers.list(customer, after, limit));
    }

    /**
     * @param reversedOn today unless given
     * @param reason required, 1 to 500 characters
     */
    record TransferUndoing(
            @Nullable LocalDate reversedOn, @Nullable String reason) {}

    @PostMapping("/{id}/reverse")
    Mono<ResponseEntity<TransferView>> reverse(@PathVariable TransferId id, @RequestBody TransferUndoing request) {
        return commands.once(
                request,
                TransferView.class,
                Mono.defer(() -> transfers.reverse(id, request.reversedOn(), Reason.of(request.reason())))
                        .map(ResponseEntity::ok));
    }
}
