package io.duebook.payment;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Something agreed with a customer about a claim, by which its debt stays with them. Whoever keeps it is asked first. */
public interface Commitment {

    /**
     * Ends what holds no longer. Whoever calls holds the customer's lock, and passes the claim's debt on, or back.
     *
     * @throws io.duebook.platform.Refusal if it still holds: somebody must end it first
     */
    Mono<Void> mustNotHold(UUID claim);
}
