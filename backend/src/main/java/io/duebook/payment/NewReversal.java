package io.duebook.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.duebook.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A payment to be taken back, as a client asks for it.
 *
 * @param reversedOn today unless given
 * @param customerFee what it costs the customer, in minor units of the payment's currency: a fee issued and due that day
 * @param processorFee what the bank or processor keeps for it, in minor units of the payment's currency
 * @param reason required, 1 to 500 characters
 */
record NewReversal(
        @NotNull Kind kind,
        @Nullable LocalDate reversedOn,
        @Nullable @Positive @Max(Money.MOST) Long customerFee,
        @Nullable @Positive @Max(Money.MOST) Long processorFee,
        @Nullable String reason) {

    /** Why money that was received is not. */
    enum Kind {
        /** It never came, or was somebody else's. */
        @JsonProperty("mistake")
        MISTAKE,
        /** The bank took it back: a debit, a cheque, a transfer. */
        @JsonProperty("return")
        RETURN,
        /** The card network took it back. */
        @JsonProperty("chargeback")
        CHARGEBACK;

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
