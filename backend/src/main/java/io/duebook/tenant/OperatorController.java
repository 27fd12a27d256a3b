package io.duebook.tenant;

import io.duebook.platform.Cursor;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Request;
import io.duebook.shared.TenantId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tenants, as the operator who runs the service orders and links them. */
@RestController
@RequestMapping("/v1/tenants")
class OperatorController {

    private final Provisioning provisioning;
    private final TenantOrders orders;
    private final ApiClients clients;

    OperatorController(Provisioning provisioning, TenantOrders orders, ApiClients clients) {
        this.provisioning = provisioning;
        this.orders = orders;
        this.clients = clients;
    }

    @PostMapping
    Mono<ResponseEntity<ProvisionedView>> create(@Valid @RequestBody NewTenant tenant, Principal operator) {
        return Request.current()
                .map(OperatorController::key)
                .flatMap(key -> provisioning.order(operator.getName(), key, tenant))
                .flatMap(this::created);
    }

    private static String key(Request request) {
        String given = request.idempotencyKey();
        if (given == null) {
            return "none-" + Ids.next();
        }
        if (given.isBlank() || given.length() > 255) {
            throw new MalformedRequest("invalid_idempotency_key", "", "An Idempotency-Key has 1 to 255 characters.");
        }
        return given;
    }

    private Mono<ResponseEntity<ProvisionedView>> created(Provisioning.Ordered ordered) {
        TenantOrder order = ordered.order();
        return credentials()
                .contextWrite(context -> Provisioning.onBehalfOf(order).into(context))
                .map(client -> ResponseEntity.created(URI.create("/v1/tenants/" + order.id()))
                        .headers(headers -> {
                            if (ordered.isReplay()) {
                                headers.set("Idempotent-Replayed", "true");
                            }
                        })
                        .body(ProvisionedView.of(order, client)));
    }

    private Mono<ProvisionedView.Credentials> credentials() {
        return clients.first().flatMap(client -> clients.shownSecret(client)
                .map(secret -> new ProvisionedView.Credentials(client.clientId(), secret))
                .defaultIfEmpty(new ProvisionedView.Credentials(client.clientId(), null)));
    }

    @GetMapping
    Mono<Page<ProvisionedView>> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Limit rows = Limit.of(limit);
        return orders.list(Cursor.parse(cursor, 1), rows.withOneMore())
                .collectList()
                .map(found -> Page.of(
                        found, rows.rows(), order -> Cursor.after(order.id().value())))
                .map(page -> page.map(ProvisionedView::of));
    }

    @GetMapping("/{id}")
    Mono<ProvisionedView> get(@PathVariable TenantId id) {
        return orders.find(id).map(ProvisionedView::of).switchIfEmpty(Mono.error(NotFound::new));
    }

    /** Links the account at Stripe that takes the tenant's money from now on. */
    @PutMapping("/{id}/stripe_account")
    Mono<Linked> link(@PathVariable TenantId id, @Valid @RequestBody StripeAccount wanted) {
        return orders.link(id, wanted.account())
                .map(tenant -> new Linked(tenant, wanted.account()))
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    record StripeAccount(
            @NotNull @Pattern(regexp = "acct_[A-Za-z0-9_]{1,64}", message = "must be an account's id at Stripe, acct_…")
            String account) {}

    record Linked(TenantId tenant, String account) {}
}
