package io.duebook.importing;

import io.duebook.importing.Receivable.Settled;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the books hold under a number.
 *
 * @param issueDate null only for a draft
 * @param payments that were allocated to it, reversed since or not
 */
record HeldInvoice(
        String number,
        String state,
        @Nullable String customer,
        @Nullable String externalId,
        @Nullable LocalDate issueDate,
        @Nullable LocalDate dueDate,
        String currency,
        long total,
        Set<HeldPayment> payments) {

    HeldInvoice {
        payments = Set.copyOf(payments);
    }

    record HeldPayment(LocalDate receivedOn, long amount) {}

    /** What it says otherwise than a row of its number; empty: the row is in the books already. */
    List<String> differsFrom(Receivable row) {
        var differences = new ArrayList<String>();
        if (!state.equals("issued")) {
            differences.add("state (" + state + ")");
        }
        differ(differences, "customer", customer, row.debtor().externalId());
        differ(differences, "issue date", issueDate, row.issueDate());
        differ(differences, "due date", dueDate, row.dueDate());
        differ(differences, "currency", currency, row.currency().code());
        differ(differences, "total", total, row.total());
        Settled settled = row.settled();
        if (settled != null && !payments.contains(new HeldPayment(settled.receivedOn(), settled.amount()))) {
            differences.add("payment");
        }
        return differences;
    }

    private static void differ(List<String> differences, String what, @Nullable Object held, @Nullable Object read) {
        if (!Objects.equals(held, read)) {
            differences.add(what);
        }
    }
}
