package io.duebook.charge;

import io.duebook.charge.InterestClaimView.Preview;
import io.duebook.platform.Commands;
import io.duebook.shared.CustomerId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Claims of late interest over HTTP. */
@RestController
@RequestMapping("/v1/interest_claims")
class InterestClaimController {

    private final InterestClaims claims;
    private final Commands commands;

    InterestClaimController(InterestClaims claims, Commands commands) {
        this.claims = claims;
        this.commands = commands;
    }

    /** @param through the last day counted, on which the interest is issued; today at the latest */
    record NewInterestClaim(
            @NotNull CustomerId customer, @NotNull LocalDate through) {}

    @PostMapping
    Mono<ResponseEntity<InterestClaimView>> claim(@Valid @RequestBody NewInterestClaim request) {
        return commands.once(
                request,
                InterestClaimView.class,
                Mono.defer(() -> claims.claim(request.customer(), request.through()))
                        .map(view -> ResponseEntity.status(HttpStatus.CREATED).body(view)));
    }

    /** What a claim would bring now; nothing is posted. */
    @GetMapping("/preview")
    Mono<Preview> preview(
            @RequestParam CustomerId customer, @RequestParam(required = false) @Nullable LocalDate through) {
        return claims.preview(customer, through);
    }
}
