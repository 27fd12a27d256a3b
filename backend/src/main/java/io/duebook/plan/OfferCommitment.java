package io.duebook.plan;

import io.duebook.payment.Commitment;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A settlement offer is about what this customer has to pay: their debt stays with them while it is made. */
@Component
record OfferCommitment(SettlementOffers offers) implements Commitment {

    @Override
    public Mono<Void> mustNotHold(UUID claim) {
        return offers.mustNotBeOn(claim);
    }
}
