package io.duebook.payment.stripe;

import io.duebook.shared.CheckoutId;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Paying online. */
@RestController
class CheckoutController {

    private final Checkouts checkouts;

    CheckoutController(Checkouts checkouts) {
        this.checkouts = checkouts;
    }

    @PostMapping("/v1/checkouts")
    Mono<ResponseEntity<CheckoutView>> open(@Valid @RequestBody CheckoutRequest request) {
        return checkouts.open(request).map(CheckoutController::answer);
    }

    private static ResponseEntity<CheckoutView> answer(Checkouts.Opened opened) {
        var answer = ResponseEntity.status(HttpStatus.CREATED)
                .header("Location", "/v1/checkouts/" + opened.attempt().id());
        if (opened.isRepeated()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.body(CheckoutView.of(opened.attempt()));
    }

    @GetMapping("/v1/checkouts/{id}")
    Mono<CheckoutView> get(@PathVariable CheckoutId id) {
        return checkouts.get(id).map(CheckoutView::of);
    }
}
