package io.duebook.plan;

import io.duebook.item.Waivers.Made;
import io.duebook.item.Waivers.Waived;
import io.duebook.platform.Event;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import io.duebook.shared.SettlementOfferId;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** What the log tells of settlement offers, and of the claims whose rest they end. */
final class SettlementOfferEvents {

    private SettlementOfferEvents() {}

    record Told(
            SettlementOfferId id,
            CustomerId customer,
            Money debt,
            Money amount,
            LocalDate expiresOn,
            List<PublicId> items) {}

    /** @param on from which day the claim, or a part of it, is waived, or claimed again */
    record ToldOfClaim(PublicId id, CustomerId customer, Money amount, LocalDate on, SettlementOfferId offer) {}

    /** @param happened proposed, made, met, reopened or withdrawn */
    static Event of(String happened, SettlementOffer offer, String reason) {
        return Event.because(
                reason,
                "settlement_offer." + happened,
                offer.id(),
                offer.customer(),
                new Told(
                        offer.id(),
                        offer.customer(),
                        offer.debt(),
                        offer.amount(),
                        offer.expiresOn(),
                        offer.items().stream()
                                .map(item -> item.kind().idOf(item.item()))
                                .toList()));
    }

    static List<Event> met(SettlementOffer offer, List<Waived> waived) {
        return Stream.concat(
                        Stream.of(of("met", offer, offer.reason())),
                        waived.stream().map(one -> {
                            PublicId claim = one.item().kind().idOf(one.item().id());
                            return Event.because(
                                    offer.reason(),
                                    one.event(),
                                    claim,
                                    offer.customer(),
                                    new ToldOfClaim(claim, offer.customer(), one.amount(), one.on(), offer.id()));
                        }))
                .toList();
    }

    static List<Event> reopened(SettlementOffer offer, List<Made> undone, LocalDate on) {
        return Stream.concat(
                        Stream.of(of("reopened", offer, offer.reason())),
                        undone.stream().map(one -> {
                            PublicId claim = one.itemKind().idOf(one.item());
                            return Event.because(
                                    offer.reason(),
                                    one.undoneEvent(),
                                    claim,
                                    offer.customer(),
                                    new ToldOfClaim(claim, offer.customer(), one.amount(), on, offer.id()));
                        }))
                .toList();
    }
}
