package io.duebook.plan;

import io.duebook.platform.Refusal;
import io.duebook.shared.SettlementOfferId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A settlement offer that cannot be made, agreed to or withdrawn as things are. */
final class OfferRefused extends Refusal {

    static OfferRefused notOverdue(String pointer, String number) {
        return new OfferRefused(
                "not_overdue",
                pointer,
                Map.of("number", number),
                "%s is not overdue, or not all of it; an offer is made for what is.".formatted(number));
    }

    static OfferRefused nothingOverdue() {
        return new OfferRefused(
                "nothing_overdue", "/customer", Map.of(), "Nothing of this customer is overdue in this currency.");
    }

    static OfferRefused settled(String number) {
        return new OfferRefused(
                Kind.CONFLICT,
                "item_settled",
                Map.of("number", number, "open", 0),
                "Nothing is left of %s; leave it out.".formatted(number));
    }

    static OfferRefused notLess(long debt) {
        return new OfferRefused(
                "offer_not_less",
                "/amount",
                Map.of("debt", debt),
                "These claims come to %d (minor units); an offer is less than that.".formatted(debt));
    }

    static OfferRefused over(LocalDate today) {
        return new OfferRefused(
                "expires_in_past",
                "/expires_on",
                Map.of("earliest", today.toString()),
                "Give a day on which money can still come: %s or later.".formatted(today));
    }

    static OfferRefused another(String number, SettlementOfferId offer) {
        return new OfferRefused(
                Kind.CONFLICT,
                "offer_exists",
                Map.of("number", number, "offer", offer.text()),
                "There is an offer for %s already; withdraw it first.".formatted(number));
    }

    static OfferRefused atTheSameTime() {
        return new OfferRefused(
                Kind.CONFLICT,
                "offer_exists",
                Map.of(),
                "There is an offer for these claims already; withdraw it first.");
    }

    static OfferRefused ended(SettlementOffer offer) {
        return new OfferRefused(
                Kind.CONFLICT,
                "offer_ended",
                Map.of("state", offer.state().code()),
                "This offer is %s; it cannot change any more."
                        .formatted(offer.state().code()));
    }

    private OfferRefused(String code, String pointer, Map<String, Object> params, String detail) {
        super(Kind.UNPROCESSABLE, code, params, detail, List.of(new FieldError(pointer, code, detail)));
    }

    private OfferRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}
