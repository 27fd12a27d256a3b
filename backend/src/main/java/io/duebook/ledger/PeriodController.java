package io.duebook.ledger;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.LockTimeout;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import java.time.YearMonth;
import java.util.Map;
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

/** Periods over HTTP. */
@RestController
@RequestMapping("/v1/periods")
class PeriodController {

    private final Periods periods;
    private final Commands commands;

    PeriodController(Periods periods, Commands commands) {
        this.periods = periods;
        this.commands = commands;
    }

    @GetMapping
    Mono<Page<PeriodSummary>> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> periods.list(Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    @GetMapping(path = "/{period}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<PeriodView> period(@PathVariable YearMonth period) {
        return Mono.defer(() -> periods.view(month(period)));
    }

    /** Its trial balance as one file. */
    @GetMapping(
            path = "/{period}",
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(ServerHttpRequest asked, @PathVariable YearMonth period) {
        return Mono.defer(() -> periods.view(month(period)))
                .map(found -> TableFiles.of(asked, TrialBalanceTable.COLUMNS, found.trialBalance()));
    }

    @PostMapping("/{period}/close")
    Mono<ResponseEntity<PeriodView>> close(@PathVariable YearMonth period) {
        return alone(Map.of(), Mono.defer(() -> periods.close(month(period))));
    }

    /** @param reason 1 to 500 characters */
    record Reopening(@Nullable String reason) {}

    @PostMapping("/{period}/reopen")
    Mono<ResponseEntity<PeriodView>> reopen(@PathVariable YearMonth period, @RequestBody Reopening request) {
        return alone(request, Mono.defer(() -> periods.reopen(month(period), Reason.of(request.reason()))));
    }

    @PostMapping("/{period}/lock")
    Mono<ResponseEntity<PeriodView>> lock(@PathVariable YearMonth period) {
        return alone(Map.of(), Mono.defer(() -> periods.lock(month(period))));
    }

    /** Not while anything is being booked. */
    private Mono<ResponseEntity<PeriodView>> alone(Object request, Mono<PeriodView> command) {
        return Transactions.alone(commands.onceIfKeyed(request, PeriodView.class, command.map(ResponseEntity::ok)))
                .onErrorMap(LockTimeout::isCauseOf, waited -> PeriodRefused.busy());
    }

    /** @throws MalformedRequest unless its year has four digits, as every day's */
    private static YearMonth month(YearMonth period) {
        if (period.getYear() < 1 || period.getYear() > 9999) {
            throw new MalformedRequest("invalid_parameter", "", "A period is a month, as 2026-11.");
        }
        return period;
    }
}
