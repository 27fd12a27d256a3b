package io.duebook.tenant;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.shared.ApiClientId;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Objects;
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

/** The tenant's programs over HTTP. */
@RestController
@RequestMapping("/v1/clients")
class ApiClientController {

    private final ApiClients clients;
    private final Identity identity;
    private final Commands commands;

    ApiClientController(ApiClients clients, Identity identity, Commands commands) {
        this.clients = clients;
        this.identity = identity;
        this.commands = commands;
    }

    /** The kept outcome has no secret: it is added here, for as long as it may be shown. */
    @PostMapping
    Mono<ResponseEntity<ApiClientView>> create(@Valid @RequestBody NewApiClient wanted) {
        return commands.onceIfKeyed(
                        wanted,
                        ApiClientView.class,
                        clients.create(wanted).map(ApiClientView::of).map(ApiClientController::created))
                .delayUntil(made -> identity.soon(clients.tell(id(made))))
                .flatMap(this::withSecret);
    }

    @GetMapping
    Mono<Page<ApiClientView>> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return clients.list(Cursor.parse(cursor, 1), Limit.of(limit)).map(page -> page.map(ApiClientView::of));
    }

    @GetMapping("/{id}")
    Mono<ApiClientView> get(@PathVariable ApiClientId id) {
        return clients.get(id).map(ApiClientView::of);
    }

    @PostMapping("/{id}/revoke")
    Mono<ResponseEntity<ApiClientView>> revoke(@PathVariable ApiClientId id) {
        return commands.onceIfKeyed(
                        id,
                        ApiClientView.class,
                        clients.revoke(id).map(ApiClientView::of).map(ResponseEntity::ok))
                .delayUntil(revoked -> identity.soon(clients.tell(id)));
    }

    private Mono<ResponseEntity<ApiClientView>> withSecret(ResponseEntity<ApiClientView> made) {
        return clients.get(id(made))
                .flatMap(clients::shownSecret)
                .map(secret -> ResponseEntity.status(made.getStatusCode())
                        .headers(made.getHeaders())
                        .body(view(made).with(secret)))
                .defaultIfEmpty(made);
    }

    private static ApiClientId id(ResponseEntity<ApiClientView> made) {
        return view(made).id();
    }

    private static ApiClientView view(ResponseEntity<ApiClientView> made) {
        return Objects.requireNonNull(made.getBody());
    }

    private static ResponseEntity<ApiClientView> created(ApiClientView view) {
        return ResponseEntity.created(URI.create("/v1/clients/" + view.id())).body(view);
    }
}
