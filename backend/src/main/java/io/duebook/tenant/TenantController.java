package io.duebook.tenant;

import io.duebook.platform.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The caller's tenant and its policies over HTTP. */
@RestController
class TenantController {

    private final Tenants tenants;

    TenantController(Tenants tenants) {
        this.tenants = tenants;
    }

    @GetMapping("/v1/tenant")
    Mono<TenantView> tenant() {
        return tenants.view();
    }

    @GetMapping("/v1/policies")
    Mono<ResponseEntity<Policies>> policies() {
        return tenants.current().map(TenantController::policies);
    }

    @PatchMapping("/v1/policies")
    Mono<ResponseEntity<Policies>> edit(
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch, @RequestBody JsonNode patch) {
        return Mono.fromSupplier(() -> Version.fromIfMatch(ifMatch))
                .flatMap(expected -> tenants.edit(expected, patch))
                .map(TenantController::policies);
    }

    private static ResponseEntity<Policies> policies(Tenant tenant) {
        return ResponseEntity.ok().eTag(tenant.version().tag()).body(tenant.policies());
    }
}
