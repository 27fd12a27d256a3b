package io.duebook.platform;

import io.duebook.shared.ApprovalId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
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

    @GetMapping
    Mono<Page<ApprovalView>> list(
            @RequestParam(required = false) @Nullable ApprovalState state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Mono.defer(() -> approvals.list(state, Cursor.parse(cursor, 1), Limit.of(limit)));
    }
}
