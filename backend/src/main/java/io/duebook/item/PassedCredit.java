package io.duebook.item;

import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Credit that passes to another customer and, in the same command, settles what they owe. */
public record PassedCredit(CreditTransfer transfer, List<Allocation> allocations) {

    public PassedCredit {
        allocations = List.copyOf(allocations);
    }

    /** An amount in minor units passes again, and settles what it settled before, cut to what is still claimed. */
    public static PassedCredit again(Credit source, CustomerId to, long amount, SettledBefore before, LocalDate on) {
        CreditTransfer transfer = CreditTransfer.of(source, to, amount, on, on);
        return new PassedCredit(transfer, before.again(transfer.received(), amount, transfer.accountingOn()));
    }

    /** The same of only as much as settles something. */
    public static Optional<PassedCredit> settlingAgain(
            Credit source, CustomerId to, long most, SettledBefore before, LocalDate on) {
        long settled = again(source, to, most, before, on).allocated();
        return settled == 0 ? Optional.empty() : Optional.of(again(source, to, settled, before, on));
    }

    private long allocated() {
        return allocations.stream().mapToLong(Allocation::taken).sum();
    }

    NewCredit booked() {
        return transfer.booked(allocated());
    }
}
