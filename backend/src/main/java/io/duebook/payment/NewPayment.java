package io.duebook.payment;

import io.duebook.item.Allocator.Part;
import io.duebook.item.OpenItem;
import io.duebook.item.Strategy;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A receipt as a client records it.
 *
 * @param payer who sent it, if not the customer
 * @param method bank_transfer, cash, cheque, card, direct_debit, bill, wallet or other
 * @param account bank (default) or processor
 * @param allocate oldest_first, by_reference, pro_rata, statutory, none, or a list of {@code {"invoice", "amount"}}; as
 *     the tenant's policy says unless given
 */
record NewPayment(
        @NotNull CustomerId customer,
        @Size(max = 200) @Nullable String payer,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @NotNull Money amount,
        @NotNull LocalDate receivedOn,

        @NotNull @Size(min = 1, max = 40) @Pattern(regexp = "[a-z_]+")
        String method,

        @Pattern(regexp = "bank|processor") @Nullable String account,
        @Size(max = 500) @Nullable String reference,

        @Schema(
                oneOf = {String.class, PartRequest[].class},
                description = "oldest_first, by_reference, pro_rata, statutory, none, or the parts chosen")
        @Nullable
        JsonNode allocate) {

    /**
     * A share of the payment.
     *
     * @param invoice the claim's id: an invoice's or a charge's
     * @param amount in minor units of the payment's currency
     */
    record PartRequest(String invoice, long amount) {}

    /** @throws InvalidRequest if the amount is not positive or the parts do not fit into it */
    ReceivedPayment received() {
        if (!amount.isPositive()) {
            throw new InvalidRequest("/amount/amount", "out_of_range", "A payment is more than nothing.");
        }
        if (amount.amount() > Money.MOST) {
            throw new InvalidRequest(
                    "/amount/amount", "out_of_range", "A payment is at most " + Money.MOST + " minor units.");
        }
        return new ReceivedPayment(
                customer,
                payer,
                externalId,
                amount,
                receivedOn,
                method,
                account == null ? "bank" : account,
                reference,
                null,
                null,
                allocation());
    }

    private @Nullable Strategy allocation() {
        if (allocate == null || allocate.isNull()) {
            return null;
        }
        if (allocate.isArray()) {
            return new Strategy.Chosen(parts(allocate));
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

    private List<Part> parts(JsonNode given) {
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
