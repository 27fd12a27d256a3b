package io.duebook.payment;

import io.duebook.platform.Reason;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Why and when a payment is taken back, and what that costs.
 *
 * @param id of the reversal
 * @param customerFee what it costs the customer
 * @param processorFee what the bank or processor keeps for it
 * @param dispute what the processor calls it, where it told us by itself
 */
record Taking(
        UUID id,
        NewReversal.Kind kind,
        LocalDate on,
        Optional<Money> customerFee,
        Optional<Money> processorFee,
        Optional<String> dispute,
        Reason reason) {}
