package io.duebook.payment;

import io.duebook.item.Allocator.Part;
import io.duebook.item.OpenItem;
import io.duebook.item.Strategy;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request says in {@code allocate}: the name of an order, or the parts chosen. */
final class Designation {

    private Designation() {}

    /**
     * A share of the money.
     *
     * @param invoice the claim's id: an invoice's or a charge's
     * @param amount in minor units of the money's currency
     */
    record PartRequest(String invoice, long amount) {}

    /**
     * @return null where nothing is said
     * @throws InvalidRequest if it is neither, or the parts do not fit into the money
     */
    static @Nullable Strategy of(@Nullable JsonNode allocate, @Nullable String reference, Money amount) {
        if (allocate == null || allocate.isNull()) {
            return null;
        }
        if (allocate.isArray()) {
            return new Strategy.Chosen(parts(allocate, amount));
        }
        return switch (allocate.asString("")) {
            case "oldest_first" -> new Strategy.OldestFirst();
            case "by_reference" -> new Strategy.ByReference(reference == null ? "" : reference);
            case "pro_rata" -> new Strategy.ProRata();
            case "statutory" -> new Strategy.Statutory();
            case "none" -> new Strategy.Nothing();
            default ->
                throw new InvalidRequest(
                        "/allocate",
                        "invalid",
                        "Give oldest_first, by_reference, pro_rata, statutory, none, or a list of invoices and amounts.");
        };
    }

    private static List<Part> parts(JsonNode given, Money amount) {
        var parts = new ArrayList<Part>();
        long sum = 0;
        for (int at = 0; at < given.size(); at++) {
            JsonNode part = given.get(at);
            String pointer = "/allocate/" + at;
            if (!part.isObject()
                    || part.size() != 2
                    || !part.path("invoice").isString()
                    || !part.path("amount").isIntegralNumber()
                    || !part.path("amount").canConvertToLong()) {
                throw new InvalidRequest(pointer, "invalid", "A part has an invoice and a whole amount, nothing else.");
            }
            long share = part.path("amount").asLong();
            if (share <= 0) {
                throw new InvalidRequest(pointer + "/amount", "out_of_range", "A part is more than nothing.");
            }
            // Neither side is more than the payment, so this cannot overflow.
            if (share > amount.amount() - sum) {
                throw new InvalidRequest(
                        "/allocate", "parts_exceed_payment", "The parts sum to more than the payment.");
            }
            sum += share;
            parts.add(new Part(OpenItem.named(part.path("invoice").asString(), pointer + "/invoice"), share));
        }
        return parts;
    }
}
