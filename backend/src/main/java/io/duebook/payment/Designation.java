package io.duebook.payment;

import io.duebook.item.Allocator.Part;
import io.duebook.item.AskedRate;
import io.duebook.item.OpenItem;
import io.duebook.item.SettlementOrder;
import io.duebook.item.SettlementOrder.Withheld;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request says in {@code allocate}: the name of an order, or the parts chosen. */
final class Designation {

    private static final Pattern REASON = Pattern.compile("[a-z][a-z_]{0,39}");

    private static final List<String> OPTIONAL = List.of("deduction", "rate", "base");

    private Designation() {}

    /**
     * A share of the money.
     *
     * @param invoice the claim's id: an invoice's or a charge's
     * @param amount in minor units of the claim's currency
     * @param deduction what the payer withheld of it
     * @param rate where the claim is of another currency than the money: what one of its currency is worth in the money's;
     *     the recorded rate of the day unless given
     * @param base the currency of which one is worth the rate in the other; the claim's unless given
     */
    record PartRequest(
            String invoice,
            long amount,
            @Nullable DeductionRequest deduction,
            @Nullable String rate,
            @Nullable Currency base) {}

    /**
     * @param amount in minor units of the claim's currency
     * @param reason its code: a to z and underscores
     */
    record DeductionRequest(long amount, String reason) {}

    /**
     * @return null where nothing is said
     * @throws InvalidRequest if it is neither
     */
    static @Nullable SettlementOrder of(@Nullable JsonNode allocate, @Nullable String reference) {
        if (allocate == null || allocate.isNull()) {
            return null;
        }
        if (allocate.isArray()) {
            return new SettlementOrder.Chosen(parts(allocate), withheld(allocate), rates(allocate));
        }
        return switch (allocate.asString("")) {
            case "oldest_first" -> new SettlementOrder.OldestFirst();
            case "by_reference" -> new SettlementOrder.ByReference(reference == null ? "" : reference);
            case "pro_rata" -> new SettlementOrder.ProRata();
            case "statutory" -> new SettlementOrder.Statutory();
            case "none" -> new SettlementOrder.Nothing();
            default ->
                throw new InvalidRequest(
                        "/allocate",
                        "invalid",
                        "Give oldest_first, by_reference, pro_rata, statutory, none, or a list of invoices and amounts.");
        };
    }

    /**
     * The rates that the parts give, by item.
     *
     * @throws InvalidRequest if one is none, or two parts of one item give different ones
     */
    private static Map<UUID, AskedRate> rates(JsonNode allocate) {
        var rates = new HashMap<UUID, AskedRate>();
        for (int at = 0; at < allocate.size(); at++) {
            JsonNode part = allocate.get(at);
            String pointer = "/allocate/" + at;
            AskedRate asked = AskedRate.of(
                    part.has("rate") ? part.path("rate").asString("") : null,
                    part.has("base") ? Currency.of(part.path("base").asString("")) : null,
                    pointer);
            if (asked != null) {
                AskedRate before =
                        rates.putIfAbsent(OpenItem.named(part.path("invoice").asString(), pointer + "/invoice"), asked);
                if (before != null && !before.saysTheSameAs(asked)) {
                    throw new InvalidRequest(
                            pointer + "/rate", "conflict", "Another part of the same invoice has another rate.");
                }
            }
        }
        return rates;
    }

    private static List<Part> parts(JsonNode given) {
        var parts = new ArrayList<Part>();
        for (int at = 0; at < given.size(); at++) {
            JsonNode part = given.get(at);
            String pointer = "/allocate/" + at;
            if (!part.isObject()
                    || part.size() != 2 + OPTIONAL.stream().filter(part::has).count()
                    || !part.path("invoice").isString()
                    || !part.path("amount").isIntegralNumber()
                    || !part.path("amount").canConvertToLong()) {
                throw new InvalidRequest(
                        pointer,
                        "invalid",
                        "A part has an invoice, a whole amount and perhaps a deduction and a rate, nothing else.");
            }
            long share = part.path("amount").asLong();
            if (share <= 0 || share > Money.MOST) {
                throw new InvalidRequest(pointer + "/amount", "out_of_range", "A part is more than nothing.");
            }
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
