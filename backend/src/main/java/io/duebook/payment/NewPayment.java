package io.duebook.payment;

import io.duebook.item.Change;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A receipt as a client records it.
 *
 * @param payer who sent it, if not the customer: a customer of the same group by their id, or anybody by name
 * @param method bank_transfer, cash, cheque, card, direct_debit, bill, wallet or other
 * @param account bank (default), processor, or opening: what the customer had before the books began
 * @param channel through whose hands it came, as the name of a wallet
 * @param bill the promise that it came as: a bill of exchange or a cheque
 * @param allocate oldest_first, by_reference, pro_rata, statutory, none, or a list of {@code {"invoice", "amount"}}, each
 *     amount in the invoice's currency; as the tenant's policy says unless given
 */
record NewPayment(
        @NotNull CustomerId customer,
        @Size(max = 200) @Nullable String payer,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @NotNull Money amount,
        @NotNull LocalDate receivedOn,

        @NotNull @Size(min = 1, max = 40) @Pattern(regexp = "[a-z_]+")
        String method,

        @Pattern(regexp = "bank|processor|opening") @Nullable
        String account,

        @Size(min = 1, max = 40) @Pattern(regexp = "[a-z0-9_]+") @Nullable
        String channel,

        @Valid @Nullable NewBill bill,

        @Size(max = 500) @Nullable String reference,

        @Schema(
                oneOf = {String.class, Designation.PartRequest[].class},
                description = "oldest_first, by_reference, pro_rata, statutory, none, or the parts chosen")
        @Nullable
        JsonNode allocate) {

    /** @throws InvalidRequest if the amount is not positive */
    ReceivedPayment received() {
        if (!amount.isPositive()) {
            throw new InvalidRequest("/amount/amount", "out_of_range", "A payment is more than nothing.");
        }
        if (amount.amount() > Money.MOST) {
            throw new InvalidRequest(
                    "/amount/amount", "out_of_range", "A payment is at most " + Money.MOST + " minor units.");
        }
        if (bill != null) {
            bill.mustFit(method, account);
        }
        Optional<CustomerId> other = payer == null
                ? Optional.empty()
                : PublicId.parse(CustomerId.PREFIX, payer).map(CustomerId::new);
        ReceivedPayment received = new ReceivedPayment(
                customer,
                payer,
                externalId,
                amount,
                receivedOn,
                method,
                account == null ? usualAccount() : account,
                reference,
                null,
                null,
                Designation.of(allocate, reference),
                receivedOn,
                Change.BY_THIS_COMMAND,
                channel,
                bill,
                null);
        return other.map(received::paidBy).orElse(received);
    }

    private String usualAccount() {
        return bill == null || bill.isInBank(receivedOn) ? "bank" : KeptPayment.BILL;
    }
}
