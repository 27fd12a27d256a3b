package io.duebook.platform;

import io.duebook.shared.ApprovalId;
import io.duebook.shared.Money;
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

/** The queue of what waits for a second person, over HTTP. */
@RestController
@RequestMapping("/v1/approvals")
class ApprovalController {

    private final Approvals approvals;
    private final Commands commands;

    ApprovalController(Approvals approvals, Commands commands) {
        this.approvals = approvals;
        this.commands = commands;
    }

    /** @param reason why it is not to be done, 1 to 500 characters */
    record Rejection(@Nullable String reason) {}

    @PostMapping("/{id}/approve")
    Mono<ResponseEntity<ApprovalView>> approve(@PathVariable ApprovalId id) {
        return commands.once(
                "approve", ApprovalView.class, approvals.approve(id).map(ResponseEntity::ok));
    }

    @PostMapping("/{id}/reject")
    Mono<ResponseEntity<ApprovalView>> reject(@PathVariable ApprovalId id, @RequestBody Rejection request) {
        return commands.onceIfKeyed(
                request,
                ApprovalView.class,
                Mono.defer(() -> approvals.reject(id, Reason.of(request.reason())))
                        .map(ResponseEntity::ok));
    }

    @GetMapping("/{id}")
    Mono<ApprovalView> get(@PathVariable ApprovalId id) {
        return approvals.get(id);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<ApprovalView>> list(
            @RequestParam(required = false) @Nullable ApprovalState state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Mono.defer(() -> approvals.list(state, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked, @RequestParam(required = false) @Nullable ApprovalState state) {
        return TableFiles.of(asked, TABLE, (after, limit) -> approvals.list(state, after, limit));
    }

    private static final Table<ApprovalView> TABLE = Table.<ApprovalView>named("approvals")
            .column("id", ApprovalView::id)
            .column("kind", ApprovalView::kind)
            .column("subject", ApprovalView::subject)
            .column("customer", ApprovalView::customer)
            .column("state", approval -> approval.state().code())
            .column("reason", ApprovalView::reason)
            .column("asked_by", ApprovalView::askedBy)
            .column("asked_at", ApprovalView::askedAt)
            .column("decided_by", ApprovalView::decidedBy)
            .column("decided_at", ApprovalView::decidedAt)
            .column("decision", ApprovalView::decision)
            .column("currency", ApprovalController::currency)
            .column("amount", ApprovalView::amount);

    private static @Nullable Object currency(ApprovalView approval) {
        Money amount = approval.amount();
        return amount == null ? null : amount.currency().code();
    }
}
