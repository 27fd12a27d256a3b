package io.duebook.payment;

import io.duebook.item.Allocator.Part;
import io.duebook.item.OpenItem;
import io.duebook.item.Strategy;
import io.duebook.item.Strategy.Withheld;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request says in {@code allocate}: the name of an order, or the parts chosen. */
final class Designation {

    private static final Pattern REASON = Pattern.compile("[a-z][a-z_]{0,39}");

    private Designation() {}

    /**
     * A share of the money.
     *
     * @param invoice the claim's id: an invoice's or a charge's
     * @param amount in minor units of the money's currency
     * @param deduction what the payer withheld of it
     */
    record PartRequest(
            String invoice, long amount, @Nullable DeductionRequest deduction) {}

    /**
     * @param amount in minor units of the money's currency
     * @param reason its code: a to z and underscores
     */
    record DeductionRequest(long amount, String reason) {}

    /**
     * @return null where nothing is said
     * @throws InvalidRequest if it is neither, or the parts do not fit into the money
     */
    static @Nullable Strategy of(@Nullable JsonNode allocate, @Nullable String reference, Money amount) {
        if (allocate == null || allocate.isNull()) {
            return null;
        }
        if (allocate.isArray()) {
            return new Strategy.Chosen(parts(allocate, amount), withheld(allocate));
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
                    || part.size() != (part.has("deduction") ? 3 : 2)
                    || !part.path("invoice").isString()
                    || !part.path("amount").isIntegralNumber()
                    || !part.path("amount").canConvertToLong()) {
                throw new InvalidRequest(
                        pointer,
                        "invalid",
                        "A part has an invoice, a whole amount and perhaps a deduction, nothing else.");
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

    private static List<Withheld> withheld(JsonNode given) {
        var withheld = new ArrayList<Withheld>();
        for (int at = 0; at < given.size(); at++) {
            JsonNode part = given.get(at);
            if (part.has("deduction")) {
                String pointer = "/allocate/" + at;
                withheld.add(withheld(
                        OpenItem.named(part.path("invoice").asString(), pointer + "/invoice"),
                        part.path("deduction"),
                        pointer + "/deduction"));
            }
        }
        return withheld;
    }

    private static Withheld withheld(UUID item, JsonNode deduction, String pointer) {
        if (!deduction.isObject()
                || deduction.size() != 2
                || !deduction.path("amount").isIntegralNumber()
                || !deduction.path("amount").canConvertToLong()
                || !REASON.matcher(deduction.path("reason").asString("")).matches()) {
            throw new InvalidRequest(
                    pointer, "invalid", "A deduction has a whole amount and a reason of a to z and underscores.");
        }
        long amount = deduction.path("amount").asLong();
        if (amount <= 0 || amount > Money.MOST) {
            throw new InvalidRequest(pointer + "/amount", "out_of_range", "A deduction is more than nothing.");
        }
        return new Withheld(item, amount, deduction.path("reason").asString());
    }
}
