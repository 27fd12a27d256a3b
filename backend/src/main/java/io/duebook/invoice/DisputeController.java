package io.duebook.invoice;

import io.duebook.platform.Commands;
import io.duebook.platform.Version;
import io.duebook.shared.InvoiceId;
import io.duebook.task.CaseView;
import io.duebook.task.NewDispute;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Invoices that a customer objects to, over HTTP: the answer is the case by which that is settled. */
@RestController
@RequestMapping("/v1/invoices")
class DisputeController {

    private final InvoiceDisputes disputes;
    private final Commands commands;

    DisputeController(InvoiceDisputes disputes, Commands commands) {
        this.disputes = disputes;
        this.commands = commands;
    }

    @ApiResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = CaseView.class)))
    @PostMapping("/{id}/dispute")
    Mono<ResponseEntity<CaseView>> dispute(
            @PathVariable InvoiceId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody NewDispute request) {
        return commands.once(
                request,
                CaseView.class,
                Mono.defer(() -> disputes.dispute(id, Version.fromIfMatch(ifMatch), request))
                        .map(DisputeController::created));
    }

    private static ResponseEntity<CaseView> created(CaseView view) {
        return ResponseEntity.created(URI.create("/v1/cases/" + view.id().text()))
                .eTag(new Version(view.version()).tag())
                .body(view);
    }
}
