package io.duebook.task;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Version;
import io.duebook.shared.CaseId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MemberId;
import io.duebook.shared.Money;
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
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Cases over HTTP. */
@RestController
@RequestMapping("/v1/cases")
class CaseController {

    private final Cases cases;
    private final Commands commands;

    CaseController(Cases cases, Commands commands) {
        this.cases = cases;
        this.commands = commands;
    }

    @ApiResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = CaseView.class)))
    @PostMapping
    Mono<ResponseEntity<CaseView>> open(@Valid @RequestBody NewCase request) {
        return commands.once(
                request, CaseView.class, Mono.defer(() -> cases.open(request)).map(CaseController::created));
    }

    private static ResponseEntity<CaseView> created(CaseView view) {
        return ResponseEntity.created(URI.create("/v1/cases/" + view.id().text()))
                .eTag(new Version(view.version()).tag())
                .body(view);
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<CaseView>> get(@PathVariable CaseId id) {
        return cases.get(id).map(CaseController::ok);
    }

    private static ResponseEntity<CaseView> ok(CaseView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<CaseSummary>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable MemberId owner,
            @RequestParam(required = false) @Nullable CaseStatus status,
            @RequestParam(required = false) @Nullable CaseKind kind,
            @RequestParam(required = false) @Nullable Boolean unresolved,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new CaseFilter(customer, owner, status, kind, unresolved);
        return Mono.defer(() -> cases.list(filter, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable MemberId owner,
            @RequestParam(required = false) @Nullable CaseStatus status,
            @RequestParam(required = false) @Nullable CaseKind kind,
            @RequestParam(required = false) @Nullable Boolean unresolved) {
        var filter = new CaseFilter(customer, owner, status, kind, unresolved);
        return TableFiles.of(asked, TABLE, (after, limit) -> cases.list(filter, after, limit));
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<CaseView>> edit(
            @PathVariable CaseId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return commands.onceIfKeyed(
                patch,
                CaseView.class,
                Mono.defer(() -> cases.edit(id, Version.fromIfMatch(ifMatch), patch))
                        .map(CaseController::ok));
    }

    @PostMapping("/{id}/messages")
    Mono<ResponseEntity<CaseView>> say(@PathVariable CaseId id, @Valid @RequestBody NewMessage request) {
        return commands.once(
                request,
                CaseView.class,
                Mono.defer(() -> cases.say(id, request)).map(CaseController::ok));
    }

    @PostMapping("/{id}/resolve")
    Mono<ResponseEntity<CaseView>> resolve(@PathVariable CaseId id, @Valid @RequestBody CaseResolution request) {
        return commands.once(
                request,
                CaseView.class,
                Mono.defer(() -> cases.resolve(id, request)).map(CaseController::ok));
    }

    @PostMapping("/{id}/withdraw")
    Mono<ResponseEntity<CaseView>> withdraw(@PathVariable CaseId id, @Valid @RequestBody CaseWithdrawal request) {
        return commands.once(
                request,
                CaseView.class,
                Mono.defer(() -> cases.withdraw(id, request)).map(CaseController::ok));
    }

    private static final Table<CaseSummary> TABLE = Table.<CaseSummary>named("cases")
            .column("id", CaseSummary::id)
            .column("number", CaseSummary::number)
            .column("customer", one -> one.customer().id())
            .column("customer_external_id", one -> one.customer().externalId())
            .column("customer_name", one -> one.customer().name())
            .column("kind", one -> one.kind().code())
            .column("reason", one -> one.reason().code())
            .column("status", one -> one.status().code())
            .column("outcome", CaseSummary::outcome)
            .column("invoice", CaseSummary::invoice)
            .column("invoice_number", CaseSummary::invoiceNumber)
            .column(
                    "currency",
                    one -> one.currency() == null ? null : one.currency().code())
            .column("amount", one -> money(one, one.amount()))
            .column("disputed", one -> money(one, one.disputed()))
            .column("credit_note_number", CaseSummary::creditNoteNumber)
            .column("owner", CaseSummary::ownerName)
            .column("due_on", CaseSummary::dueOn)
            .column("opened_at", CaseSummary::openedAt)
            .column("resolved_at", CaseSummary::resolvedAt);

    private static @Nullable Money money(CaseSummary one, @Nullable Long amount) {
        return amount == null || one.currency() == null ? null : new Money(amount, one.currency());
    }
}
