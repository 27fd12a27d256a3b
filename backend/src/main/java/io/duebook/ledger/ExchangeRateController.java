package io.duebook.ledger;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.shared.Currency;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Exchange rates over HTTP. */
@RestController
@RequestMapping("/v1/exchange_rates")
class ExchangeRateController {

    private final ExchangeRates rates;
    private final Commands commands;

    ExchangeRateController(ExchangeRates rates, Commands commands) {
        this.rates = rates;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<ExchangeRateView>> record(@Valid @RequestBody NewExchangeRate request) {
        return commands.onceIfKeyed(
                request,
                ExchangeRateView.class,
                Mono.fromRunnable(request::mustBeARate)
                        .then(Mono.defer(() -> rates.record(List.of(request))))
                        .map(recorded -> ResponseEntity.created(URI.create("/v1/exchange_rates"))
                                .body(recorded.getFirst())));
    }

    /** Rates of one call: all of them are recorded, or none. */
    record NewExchangeRates(@NotEmpty @Size(max = 1000) List<@Valid @NotNull NewExchangeRate> rates) {}

    record RecordedRates(List<ExchangeRateView> data) {}

    @PostMapping("/several")
    Mono<ResponseEntity<RecordedRates>> recordSeveral(@Valid @RequestBody NewExchangeRates request) {
        return commands.onceIfKeyed(
                request,
                RecordedRates.class,
                Mono.fromRunnable(() -> NewExchangeRate.mustBeRates(request.rates()))
                        .then(Mono.defer(() -> rates.record(request.rates())))
                        .map(recorded -> ResponseEntity.ok(new RecordedRates(recorded))));
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<ExchangeRateView>> list(
            @RequestParam(required = false) @Nullable Currency base,
            @RequestParam(required = false) @Nullable Currency quote,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new ExchangeRateFilter(base, quote, from, to);
        return Mono.defer(() -> rates.list(filter, Cursor.parse(cursor, 2), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable Currency base,
            @RequestParam(required = false) @Nullable Currency quote,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        var filter = new ExchangeRateFilter(base, quote, from, to);
        return TableFiles.of(asked, ExchangeRateTable.COLUMNS, (after, limit) -> rates.list(filter, after, limit));
    }

    /**
     * How amounts of one currency became amounts of another on a day.
     *
     * @param base the currency that is converted from
     * @param quote the currency that is converted to
     * @param rate what one unit was worth, to six places; amounts are converted by the steps and rounded once
     * @param steps the rates as they were said; two where they lead over the tenant's base currency
     */
    record EffectiveRateView(Currency base, Currency quote, LocalDate on, String rate, List<RateView> steps) {

        static EffectiveRateView of(Conversion found, LocalDate on) {
            return new EffectiveRateView(
                    found.from(),
                    found.to(),
                    on,
                    found.rate(),
                    found.steps().stream().map(RateView::of).toList());
        }
    }

    @GetMapping("/effective")
    Mono<EffectiveRateView> effective(
            @RequestParam Currency base,
            @RequestParam Currency quote,
            @RequestParam LocalDate on,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt) {
        if (base.equals(quote)) {
            throw new InvalidRequest("/quote", "same_currency", "A rate is between two different currencies.");
        }
        return rates.find(base, quote, on, knownAt)
                .switchIfEmpty(Mono.error(() -> new NoExchangeRate(base, quote, on)))
                .map(found -> EffectiveRateView.of(found, on));
    }
}
