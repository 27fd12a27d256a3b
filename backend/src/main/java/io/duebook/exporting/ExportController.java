package io.duebook.exporting;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.shared.ExportId;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Exports over HTTP. */
@RestController
@RequestMapping("/v1/exports")
class ExportController {

    private final Exports exports;
    private final Commands commands;

    ExportController(Exports exports, Commands commands) {
        this.exports = exports;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<ExportView>> request() {
        return commands.onceIfKeyed(
                Map.of(), ExportView.class, exports.request().map(ExportController::created));
    }

    private static ResponseEntity<ExportView> created(ExportView view) {
        return ResponseEntity.created(URI.create("/v1/exports/" + view.id().text()))
                .body(view);
    }

    @GetMapping
    Mono<Page<ExportView>> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> exports.list(Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    @GetMapping("/{id}")
    Mono<ExportView> get(@PathVariable ExportId id) {
        return exports.get(id);
    }

    /** The file as it is kept: its length is known before, so that one that was cut off is known as such. */
    @GetMapping(path = "/{id}/file", produces = "application/zip")
    Mono<ResponseEntity<Flux<byte[]>>> file(@PathVariable ExportId id) {
        return exports.fetched(id).map(archive -> answer(id, archive));
    }

    private ResponseEntity<Flux<byte[]>> answer(ExportId id, Archive archive) {
        long bytes = archive.bytes() == null ? 0 : archive.bytes();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .contentLength(bytes)
                .cacheControl(CacheControl.noStore().cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("duebook-" + id.text() + ".zip")
                                .build()
                                .toString())
                .body(exports.content(archive));
    }
}
