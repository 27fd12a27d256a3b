package io.duebook.exporting;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.shared.RestoreId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** Restores over HTTP. */
@RestController
@RequestMapping("/v1/restores")
class RestoreController {

    private static final Duration BEYOND_THE_DATABASE = Duration.ofSeconds(5);

    private final Restores restores;
    private final IncomingArchives incoming;
    private final Commands commands;
    private final ExportSettings settings;

    RestoreController(Restores restores, IncomingArchives incoming, Commands commands, ExportSettings settings) {
        this.restores = restores;
        this.incoming = incoming;
        this.commands = commands;
        this.settings = settings;
    }

    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = RestoreForm.class))))
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<RestoreView>> request(@RequestBody Flux<PartEvent> parts) {
        return incoming.receive(parts, received -> restores.checked(received.path())
                .flatMap(manifest -> Transactions.lasting(
                        settings.timeLimit().plus(BEYOND_THE_DATABASE),
                        commands.onceIfKeyed(
                                Map.of("sha256", received.sha256()),
                                RestoreView.class,
                                restores.request(received, manifest).map(RestoreController::created)))));
    }

    /** The one part of an upload. */
    record RestoreForm(
            @Schema(type = "string", format = "binary") String file) {}

    private static ResponseEntity<RestoreView> created(RestoreView view) {
        return ResponseEntity.created(URI.create("/v1/restores/" + view.id().text()))
                .body(view);
    }

    @GetMapping
    Mono<Page<RestoreView>> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> restores.list(Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    @GetMapping("/{id}")
    Mono<RestoreView> get(@PathVariable RestoreId id) {
        return restores.get(id);
    }
}
