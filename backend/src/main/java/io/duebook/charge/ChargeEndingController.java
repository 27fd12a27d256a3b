package io.duebook.charge;

import io.duebook.item.ClaimWaiver;
import io.duebook.item.ClaimWriteOff;
import io.duebook.platform.ApprovalNeeded;
import io.duebook.platform.Commands;
import io.duebook.platform.Version;
import io.duebook.shared.ChargeId;
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

/** Fees and interest that end unpaid, over HTTP. */
@RestController
@RequestMapping("/v1/charges")
class ChargeEndingController {

    private final ChargeEndings endings;
    private final Commands commands;

    ChargeEndingController(ChargeEndings endings, Commands commands) {
        this.endings = endings;
        this.commands = commands;
    }

    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ChargeView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted",
            content = @Content(schema = @Schema(implementation = ApprovalNeeded.class)))
    @PostMapping("/{id}/write_off")
    Mono<ResponseEntity<Object>> writeOff(
            @PathVariable ChargeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ClaimWriteOff request) {
        return commands.once(
                request,
                Object.class,
                Mono.defer(() -> endings.end(id, request.of(id), Version.fromIfMatch(ifMatch)))
                        .map(ChargeEndingController::answer));
    }

    /** Which version was seen may be told, and need not. */
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ChargeView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted",
            content = @Content(schema = @Schema(implementation = ApprovalNeeded.class)))
    @PostMapping("/{id}/waive")
    Mono<ResponseEntity<Object>> waive(
            @PathVariable ChargeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ClaimWaiver request) {
        return commands.once(
                request,
                Object.class,
                Mono.defer(() -> endings.end(id, request.of(id), ifMatch == null ? null : Version.fromIfMatch(ifMatch)))
                        .map(ChargeEndingController::answer));
    }

    private static ResponseEntity<Object> answer(ChargeEndings.Outcome outcome) {
        return switch (outcome) {
            case ChargeEndings.Done(ChargeView charge) ->
                ResponseEntity.ok().eTag(new Version(charge.version()).tag()).body(charge);
            case ChargeEndings.Waiting(ApprovalNeeded approval) ->
                ResponseEntity.accepted().body(approval);
        };
    }
}
