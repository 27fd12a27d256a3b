package io.duebook.invoice;

import io.duebook.item.ClaimWaiver;
import io.duebook.item.ClaimWriteOff;
import io.duebook.platform.ApprovalNeeded;
import io.duebook.platform.Commands;
import io.duebook.platform.Version;
import io.duebook.shared.InvoiceId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Invoices that end unpaid, over HTTP. */
@RestController
@RequestMapping("/v1/invoices")
class WriteOffController {

    private final InvoiceEndings endings;
    private final Commands commands;

    WriteOffController(InvoiceEndings endings, Commands commands) {
        this.endings = endings;
        this.commands = commands;
    }

    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted",
            content = @Content(schema = @Schema(implementation = ApprovalNeeded.class)))
    @PostMapping("/{id}/write_off")
    Mono<ResponseEntity<Object>> writeOff(
            @PathVariable InvoiceId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ClaimWriteOff request) {
        return commands.once(
                request,
                Object.class,
                Mono.defer(() -> endings.end(id, request.of(id), Version.fromIfMatch(ifMatch)))
                        .map(WriteOffController::answer));
    }

    /** Which version was seen may be told, and need not. */
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted",
            content = @Content(schema = @Schema(implementation = ApprovalNeeded.class)))
    @PostMapping("/{id}/waive")
    Mono<ResponseEntity<Object>> waive(
            @PathVariable InvoiceId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ClaimWaiver request) {
        return commands.once(
                request,
                Object.class,
                Mono.defer(() -> endings.end(id, request.of(id), ifMatch == null ? null : Version.fromIfMatch(ifMatch)))
                        .map(WriteOffController::answer));
    }

    private static ResponseEntity<Object> answer(InvoiceEndings.Outcome outcome) {
        return switch (outcome) {
            case InvoiceEndings.Done(InvoiceView invoice) ->
                ResponseEntity.ok().eTag(new Version(invoice.version()).tag()).body(invoice);
            case InvoiceEndings.Waiting(ApprovalNeeded approval) ->
                ResponseEntity.accepted().body(approval);
        };
    }
}
