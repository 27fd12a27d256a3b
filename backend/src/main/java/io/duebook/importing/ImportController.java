package io.duebook.importing;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.shared.ImportId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Imports over HTTP. */
@RestController
@RequestMapping("/v1/imports")
class ImportController {

    private static final Duration BEYOND_THE_DATABASE = Duration.ofSeconds(5);

    private final Imports imports;
    private final Uploads uploads;
    private final Commands commands;
    private final ImportSettings settings;

    ImportController(Imports imports, Uploads uploads, Commands commands, ImportSettings settings) {
        this.imports = imports;
        this.uploads = uploads;
        this.commands = commands;
        this.settings = settings;
    }

    /** Checks a file without posting anything: the dry run. */
    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = UploadForm.class))))
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<ImportView>> check(@RequestBody Flux<PartEvent> parts) {
        return uploads.receive(
                parts,
                upload -> ofManyRows(commands.onceIfKeyed(
                        upload.asked(), ImportView.class, imports.check(upload).map(ImportController::created))));
    }

    /** The two parts of an upload. */
    record UploadForm(
            @Schema(type = "string", format = "binary") String file,

            @Schema(description = "How to read the file, as JSON (docs/importing.md)")
            String spec) {}

    @GetMapping
    Mono<Page<ImportSummary>> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return imports.list(Cursor.parse(cursor, 1), Limit.of(limit));
    }

    @GetMapping("/{id}")
    Mono<ImportView> get(@PathVariable ImportId id) {
        return imports.get(id);
    }

    /** All accepted rows enter the books at once. */
    @PostMapping("/{id}/commit")
    Mono<ResponseEntity<ImportView>> commit(
            @PathVariable ImportId id,
            @RequestParam(name = "skip_rejected", defaultValue = "false") boolean skipRejected) {
        return ofManyRows(commands.once(
                        Map.of("skip_rejected", skipRejected),
                        ImportView.class,
                        imports.commit(id, skipRejected).map(ImportController::doneOrUnderWay))
                .onErrorResume(
                        RowsRejected.class, blocked -> imports.checkAgain(id).then(Mono.error(blocked))));
    }

    /** All that a commit brought leaves the books at once, as if it had never been. */
    @PostMapping("/{id}/undo")
    Mono<ResponseEntity<ImportView>> undo(@PathVariable ImportId id) {
        return commands.once(Map.of(), ImportView.class, imports.undo(id).map(ImportController::doneOrUnderWay));
    }

    /** Every row is compared with the books while the caller waits. The database's own limit, which begins later, ends first. */
    private <T> Mono<T> ofManyRows(Mono<T> work) {
        return Transactions.lasting(settings.timeLimit().plus(BEYOND_THE_DATABASE), work);
    }

    private static ResponseEntity<ImportView> doneOrUnderWay(ImportView view) {
        boolean underWay = view.state().equals("committing") || view.state().equals("undoing");
        return ResponseEntity.status(underWay ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(view);
    }

    private static ResponseEntity<ImportView> created(ImportView view) {
        return ResponseEntity.created(URI.create("/v1/imports/" + view.id())).body(view);
    }
}
