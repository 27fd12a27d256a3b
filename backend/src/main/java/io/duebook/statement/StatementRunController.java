package io.duebook.statement;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.shared.StatementRunId;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
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

/** Runs over HTTP. */
@RestController
@RequestMapping("/v1/statement_runs")
class StatementRunController {

    private static final Table<RunResult.Row> REPORT = Table.<RunResult.Row>named("statement_run")
            .column("customer", row -> row.result().customer().id())
            .column("customer_name", row -> row.result().customer().name())
            .column("customer_external_id", row -> row.result().customer().externalId())
            .column("state", row -> row.result().state())
            .column("reason", row -> row.result().reason())
            .column("statement", row -> row.result().statement())
            .column("number", row -> row.result().number())
            .column("message", row -> of(row, RunResult.SentMail::id))
            .column("recipient", row -> of(row, RunResult.SentMail::recipient))
            .column("delivery", row -> of(row, mail -> mail.state().code()))
            .column("last_error", row -> of(row, RunResult.SentMail::lastError));

    private final StatementRuns runs;
    private final Commands commands;

    StatementRunController(StatementRuns runs, Commands commands) {
        this.runs = runs;
        this.commands = commands;
    }

    private static @Nullable Object of(RunResult.Row row, Function<RunResult.SentMail, @Nullable Object> what) {
        return row.mail() == null ? null : what.apply(row.mail());
    }

    @PostMapping
    Mono<ResponseEntity<StatementRunView>> order(@Valid @RequestBody NewStatementRun request) {
        return commands.once(
                request,
                StatementRunView.class,
                Mono.fromRunnable(request::check)
                        .then(Mono.defer(() -> runs.order(request)))
                        .map(StatementRunController::created));
    }

    private static ResponseEntity<StatementRunView> created(StatementRunView run) {
        return ResponseEntity.created(
                        URI.create("/v1/statement_runs/" + run.id().text()))
                .body(run);
    }

    @GetMapping
    Mono<Page<StatementRunView>> list(
            @RequestParam(required = false) @Nullable RunState state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> runs.list(state, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    @GetMapping("/{id}")
    Mono<StatementRunView> get(@PathVariable StatementRunId id) {
        return runs.get(id);
    }

    /** What it came to, customer by customer. */
    @GetMapping(path = "/{id}/customers", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<RunResult>> results(
            @PathVariable StatementRunId id,
            @RequestParam(required = false) @Nullable RunOutcome outcome,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> runs.results(id, outcome, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same as one file, a row per mail. */
    @GetMapping(
            path = "/{id}/customers",
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @PathVariable StatementRunId id,
            @RequestParam(required = false) @Nullable RunOutcome outcome) {
        return TableFiles.of(asked, REPORT, (after, limit) -> runs.results(id, outcome, after, limit), RunResult::rows);
    }

    @PostMapping("/{id}/pause")
    Mono<ResponseEntity<StatementRunView>> pause(@PathVariable StatementRunId id) {
        return once(runs.pause(id));
    }

    /** Keyed, for it sends. */
    @PostMapping("/{id}/resume")
    Mono<ResponseEntity<StatementRunView>> resume(@PathVariable StatementRunId id) {
        return commands.once(Map.of(), StatementRunView.class, runs.resume(id).map(ResponseEntity::ok));
    }

    @PostMapping("/{id}/cancel")
    Mono<ResponseEntity<StatementRunView>> cancel(@PathVariable StatementRunId id) {
        return once(runs.cancel(id));
    }

    private Mono<ResponseEntity<StatementRunView>> once(Mono<StatementRunView> work) {
        return commands.onceIfKeyed(Map.of(), StatementRunView.class, work.map(ResponseEntity::ok));
    }
}
