package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Nothing is open of a claim that was chosen. */
final class ItemSettled extends Refusal {

    ItemSettled(String item, String number) {
        super(
                Kind.CONFLICT,
                "item_settled",
                Map.of("item", item, "number", number),
                "%s is settled already; leave it out.".formatted(number));
    }
}
