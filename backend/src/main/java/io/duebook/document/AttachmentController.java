package io.duebook.document;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Version;
import io.duebook.shared.AttachmentId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
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

/** Files of documents over HTTP. */
@RestController
@RequestMapping("/v1/attachments")
class AttachmentController {

    private final Attachments attachments;
    private final IncomingFiles incoming;
    private final Commands commands;

    AttachmentController(Attachments attachments, IncomingFiles incoming, Commands commands) {
        this.attachments = attachments;
        this.incoming = incoming;
        this.commands = commands;
    }

    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = AttachmentForm.class))))
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<AttachmentView>> add(@RequestBody Flux<PartEvent> parts) {
        return incoming.receive(
                parts,
                file -> commands.onceIfKeyed(
                        file.asked(),
                        AttachmentView.class,
                        Mono.defer(() -> attachments.add(file)).map(AttachmentController::created)));
    }

    /** The parts of an upload. */
    record AttachmentForm(
            @Schema(type = "string", format = "binary") String file,
            String document,

            @Schema(
                    type = "string",
                    allowableValues = {"true", "false"})
            @Nullable
            String visibleToCustomer) {}

    private static ResponseEntity<AttachmentView> created(AttachmentView view) {
        return ResponseEntity.created(URI.create("/v1/attachments/" + view.id().text()))
                .eTag(new Version(view.version()).tag())
                .body(view);
    }

    @GetMapping
    Mono<Page<AttachmentView>> list(
            @RequestParam String document,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> attachments.list(document, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    @GetMapping("/limits")
    Mono<AttachmentLimits> limits() {
        return Mono.fromSupplier(attachments::limits);
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<AttachmentView>> get(@PathVariable AttachmentId id) {
        return attachments.get(id).map(AttachmentController::ok);
    }

    /** To be kept and not to be shown: nothing in it runs in the name of this site. */
    @GetMapping(
            path = "/{id}/content",
            produces = {
                "application/pdf",
                "image/png",
                "image/jpeg",
                "image/webp",
                "application/xml",
                "text/plain",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                TableFiles.CSV,
                TableFiles.XLSX
            })
    Mono<ResponseEntity<Flux<byte[]>>> content(@PathVariable AttachmentId id) {
        return attachments
                .get(id)
                .filter(file -> file.deletedAt() == null)
                .switchIfEmpty(Mono.error(NotFound::new))
                .map(file -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(file.type()))
                        .contentLength(file.bytes())
                        .cacheControl(CacheControl.noStore().cachePrivate())
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(file.name(), StandardCharsets.UTF_8)
                                        .build()
                                        .toString())
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .body(attachments.content(file)));
    }

    /** Who may see it can be said anew, and nothing else. */
    @PatchMapping("/{id}")
    Mono<ResponseEntity<AttachmentView>> edit(
            @PathVariable AttachmentId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return Mono.fromSupplier(() -> Version.fromIfMatch(ifMatch))
                .flatMap(expected -> attachments.edit(id, expected, patch))
                .map(AttachmentController::ok);
    }

    /** @param reason required, 1 to 500 characters */
    record AttachmentDeletion(@Nullable String reason) {}

    @PostMapping("/{id}/delete")
    Mono<ResponseEntity<AttachmentView>> delete(
            @PathVariable AttachmentId id, @RequestBody AttachmentDeletion request) {
        return commands.onceIfKeyed(
                request,
                AttachmentView.class,
                Mono.defer(() -> attachments.delete(id, Reason.of(request.reason())))
                        .map(ResponseEntity::ok));
    }

    private static ResponseEntity<AttachmentView> ok(AttachmentView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }
}
