package io.duebook.statement;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** Frozen statements over HTTP: what was frozen comes back byte by byte. */
@RestController
@RequestMapping("/v1/statements")
class FrozenStatementController {

    private final Statements statements;
    private final StatementPrints prints;
    private final StatementMails mails;
    private final Commands commands;

    FrozenStatementController(Statements statements, StatementPrints prints, StatementMails mails, Commands commands) {
        this.statements = statements;
        this.prints = prints;
        this.mails = mails;
        this.commands = commands;
    }

    /** 201 for what was frozen now, 200 for what was frozen before and still says the same. */
    @PostMapping
    @ApiResponse(
            responseCode = "200",
            description = "The last version, which says the same",
            content = @Content(schema = @Schema(implementation = FrozenStatement.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Frozen",
            content = @Content(schema = @Schema(implementation = FrozenStatement.class)))
    Mono<ResponseEntity<byte[]>> freeze(@Valid @RequestBody NewStatement request) {
        return commands.onceIfKeyed(
                        request,
                        JsonNode.class,
                        Mono.fromRunnable(request::check)
                                .then(Mono.defer(() -> statements.freeze(request)))
                                .map(FrozenStatementController::answer))
                .map(answer -> ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(bytes(answer.getBody())));
    }

    private static ResponseEntity<JsonNode> answer(Statements.Outcome outcome) {
        return ResponseEntity.status(outcome.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create("/v1/statements/" + outcome.id().text()))
                .body(CanonicalJson.read(outcome.answer()));
    }

    private static byte @Nullable [] bytes(@Nullable JsonNode answer) {
        return answer == null ? null : CanonicalJson.unsorted(answer);
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = FrozenStatement.class)))
    Mono<ResponseEntity<byte[]>> get(@PathVariable StatementId id) {
        return statements.answer(id).map(answer -> ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer));
    }

    /** The same as one file; amounts in major units, as spreadsheets take them. */
    @GetMapping(
            path = "/{id}",
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(ServerHttpRequest asked, @PathVariable StatementId id) {
        return statements.get(id).map(found -> StatementTables.file(asked, found.statement()));
    }

    /** The same on paper, to the customer, with its number, its hash and where it is verified. */
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_PDF_VALUE)
    Mono<ResponseEntity<byte[]>> paper(
            @PathVariable StatementId id,
            @RequestParam(name = "language", required = false) @Nullable String language) {
        return prints.answer(id, language);
    }

    @GetMapping("/{id}/changes")
    Mono<StatementChanges> changes(@PathVariable StatementId id) {
        return statements.changes(id);
    }

    /** The mail with it, as it would be written now. */
    @GetMapping("/{id}/mail")
    Mono<StatementMail> mail(
            @PathVariable StatementId id, @RequestParam(required = false) @Nullable MailLanguage language) {
        return mails.preview(id, language);
    }

    /** 202: the mails are queued, and each tells what becomes of it. */
    @PostMapping("/{id}/send")
    @ApiResponse(
            responseCode = "202",
            description = "On their way",
            content = @Content(schema = @Schema(implementation = SentStatement.class)))
    Mono<ResponseEntity<SentStatement>> send(
            @PathVariable StatementId id, @Valid @RequestBody StatementSending request) {
        return commands.once(
                request, SentStatement.class, mails.send(id, request).map(sent -> ResponseEntity.accepted()
                        .body(sent)));
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<ListedStatement>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable StatementKind kind,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new StatementFilter(customer, kind, number);
        return Mono.defer(() -> statements.list(filter, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable StatementKind kind,
            @RequestParam(required = false) @Nullable String number) {
        var filter = new StatementFilter(customer, kind, number);
        return TableFiles.of(asked, StatementTables.FROZEN, (after, limit) -> statements.list(filter, after, limit));
    }
}
