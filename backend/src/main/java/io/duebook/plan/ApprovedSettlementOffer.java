package io.duebook.plan;

import io.duebook.platform.ApprovalHandler;
import io.duebook.shared.PublicId;
import io.duebook.shared.SettlementOfferId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Makes a settlement offer that a second person agreed to. */
@Component
class ApprovedSettlementOffer implements ApprovalHandler {

    private final SettlementOffers offers;

    ApprovedSettlementOffer(SettlementOffers offers) {
        this.offers = offers;
    }

    @Override
    public String kind() {
        return SettlementOffers.KIND;
    }

    @Override
    public Mono<Void> carryOut(JsonNode command) {
        return offers.agree(
                PublicId.parse(SettlementOfferId.PREFIX, command.path("offer").asString())
                        .map(SettlementOfferId::new)
                        .orElseThrow());
    }
}
