package io.duebook.payment;

import io.duebook.payment.Allocations.AllocationView;
import io.duebook.platform.Commands;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Allocations over HTTP. */
@RestController
@RequestMapping("/v1/allocations")
class AllocationController {

    private final Allocations allocations;
    private final Commands commands;

    AllocationController(Allocations allocations, Commands commands) {
        this.allocations = allocations;
        this.commands = commands;
    }

    /**
     * @param invoice the claim's id: an invoice's or a charge's
     * @param amount in minor units of the invoice's currency; never cut to fit
     */
    record NewAllocation(
            @NotNull PaymentId payment,
            @NotNull String invoice,
            @NotNull @Positive @Max(Money.MOST) Long amount,
            @Nullable LocalDate allocatedOn) {}

    @PostMapping
    Mono<ResponseEntity<AllocationView>> allocate(@Valid @RequestBody NewAllocation request) {
        return commands.once(
                request,
                AllocationView.class,
                Mono.defer(() -> allocations.allocate(
                                request.payment(),
                                NewPayment.claim(request.invoice(), "/invoice"),
                                request.amount(),
                                request.allocatedOn()))
                        .map(view -> ResponseEntity.created(URI.create(
                                        "/v1/allocations/" + view.id().text()))
                                .body(view)));
    }

    /** @param reason required, 1 to 500 characters */
    record Undoing(@Nullable LocalDate reversedOn, @Nullable String reason) {}

    @PostMapping("/{id}/reverse")
    Mono<ResponseEntity<AllocationView>> reverse(@PathVariable AllocationId id, @RequestBody Undoing request) {
        return commands.once(
                request,
                AllocationView.class,
                Mono.defer(() -> allocations.reverse(id, request.reversedOn(), Reason.of(request.reason())))
                        .map(ResponseEntity::ok));
    }
}
