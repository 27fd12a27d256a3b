package io.duebook.payment;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.shared.CustomerId;
import io.duebook.shared.NettingId;
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

/** Nettings over HTTP. */
@RestController
@RequestMapping("/v1/nettings")
class NettingController {

    private final Nettings nettings;
    private final Commands commands;

    NettingController(Nettings nettings, Commands commands) {
        this.nettings = nettings;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<NettingView>> net(@Valid @RequestBody NewNetting request) {
        return commands.once(
                request,
                NettingView.class,
                Mono.defer(() -> nettings.net(request)).map(view -> ResponseEntity.created(
                                URI.create("/v1/nettings/" + view.id().text()))
                        .body(view)));
    }

    @GetMapping("/{id}")
    Mono<NettingView> get(@PathVariable NettingId id) {
        return nettings.get(id);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<NettingView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> nettings.list(customer, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file, a row for each claim. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked, @RequestParam(required = false) @Nullable CustomerId customer) {
        return TableFiles.of(
                asked,
                PaymentTables.NETTINGS,
                (after, limit) -> nettings.list(customer, after, limit),
                PaymentTables.NettedRow::of);
    }

    /**
     * @param reversedOn today unless given
     * @param reason required, 1 to 500 characters
     */
    record NettingUndoing(
            @Nullable LocalDate reversedOn, @Nullable String reason) {}

    @PostMapping("/{id}/reverse")
    Mono<ResponseEntity<NettingView>> reverse(@PathVariable NettingId id, @RequestBody NettingUndoing request) {
        return commands.once(
                request,
                NettingView.class,
                Mono.defer(() -> nettings.reverse(id, request.reversedOn(), Reason.of(request.reason())))
                        .map(ResponseEntity::ok));
    }
}
