package io.duebook.payment;

import io.duebook.item.AskedRate;
import io.duebook.item.Credit;
import io.duebook.item.OpenItem;
import io.duebook.payment.Allocations.AllocationView;
import io.duebook.payment.Allocations.AppliedView;
import io.duebook.payment.Allocations.Source;
import io.duebook.platform.Commands;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.TransferId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
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
     * @param payment whose money is allocated; give this, a credit note, a charge or a transfer
     * @param creditNote which is allocated
     * @param charge a credit of interest claimed too much, which is allocated
     * @param transfer credit that passed from another customer, which is allocated
     * @param invoice the claim's id: an invoice's or a charge's
     * @param amount in minor units of the invoice's currency; never cut to fit
     * @param rate where the money is of another currency: what one of the invoice's is worth in the money's; the recorded
     *     rate of the money's value date unless given
     * @param base the currency of which one is worth the rate in the other; the invoice's unless given
     */
    record NewAllocation(
            @Nullable PaymentId payment,
            @Nullable CreditNoteId creditNote,
            @Nullable ChargeId charge,
            @Nullable TransferId transfer,
            @NotNull String invoice,
            @NotNull @Positive @Max(Money.MOST) Long amount,
            @Pattern(regexp = AskedRate.DECIMAL) @Nullable String rate,
            @Nullable Currency base,
            @Nullable LocalDate allocatedOn) {

        /** @throws InvalidRequest unless exactly one source is named */
        Source source() {
            List<Source> named = Stream.of(
                            Source.of(Credit.Kind.PAYMENT, "/payment", payment),
                            Source.of(Credit.Kind.CREDIT_NOTE, "/credit_note", creditNote),
                            Source.of(Credit.Kind.INTEREST, "/charge", charge),
                            Source.of(Credit.Kind.TRANSFER, "/transfer", transfer))
                    .flatMap(Optional::stream)
                    .toList();
            if (named.size() != 1) {
                throw new InvalidRequest(
                        "/payment", "required", "Give a payment, a credit note, a charge or a transfer: one of them.");
            }
            return named.getFirst();
        }
    }

    @PostMapping
    Mono<ResponseEntity<AllocationView>> allocate(@Valid @RequestBody NewAllocation request) {
        return commands.once(
                request,
                AllocationView.class,
                Mono.defer(() -> allocations.allocate(
                                request.source(),
                                OpenItem.named(request.invoice(), "/invoice"),
                                request.amount(),
                                request.allocatedOn(),
                                AskedRate.of(request.rate(), request.base(), "")))
                        .map(view -> ResponseEntity.created(URI.create(
                                        "/v1/allocations/" + view.id().text()))
                                .body(view)));
    }

    @GetMapping("/{id}")
    Mono<AllocationView> get(@PathVariable AllocationId id) {
        return allocations.get(id);
    }

    record CreditsToApply(
            @NotNull CustomerId customer, @NotNull Currency currency) {}

    @PostMapping("/apply_credits")
    Mono<ResponseEntity<AppliedView>> applyCredits(@Valid @RequestBody CreditsToApply request) {
        return commands.once(
                request,
                AppliedView.class,
                Mono.defer(() -> allocations.applyAll(request.customer(), request.currency()))
                        .map(ResponseEntity::ok));
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
