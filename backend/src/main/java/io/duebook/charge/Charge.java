package io.duebook.charge;

import io.duebook.item.NewItem;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fee, cost or interest claim, owed from its issue date on; or a credit of interest claimed too much. Positive,
 * whichever it is.
 *
 * @param entry the journal entry that books it
 * @param claim what it is about, if it is about one claim
 * @param reckoning how it was counted, where it is interest
 */
record Charge(
        ChargeId id,
        UUID entry,
        CustomerId customer,
        ChargeKind kind,
        String number,
        @Nullable String externalId,
        @Nullable UUID claim,
        Money amount,
        LocalDate issueDate,
        LocalDate dueDate,
        @Nullable Counted reckoning,
        Map<String, String> metadata) {

    private static final int RANDOM_CHARACTERS = 12;

    /**
     * How interest was counted, kept as it was when it was claimed.
     *
     * @param through the last day counted
     * @param total interest to that day, in minor units, rounded once
     * @param claimedBefore by earlier claims less earlier credits
     */
    record Counted(LocalDate through, long total, long claimedBefore, List<Interest.Period> periods) {

        static Counted of(Reckoning reckoning) {
            return new Counted(
                    reckoning.through(),
                    reckoning.interest().total(),
                    reckoning.claimedBefore(),
                    reckoning.interest().periods());
        }
    }

    Charge numbered(String given) {
        return new Charge(
                id, entry, customer, kind, given, externalId, claim, amount, issueDate, dueDate, reckoning, metadata);
    }

    /** A number that no other charge has, though it follows no other: made of the random end of its id. */
    static String numberWithoutSeries(String prefix, ChargeId id) {
        String text = id.text();
        return prefix + text.substring(text.length() - RANDOM_CHARACTERS).toUpperCase(java.util.Locale.ROOT);
    }

    NewItem item() {
        return new NewItem(
                        id.value(),
                        entry,
                        customer,
                        kind.item(),
                        number,
                        null,
                        amount,
                        issueDate,
                        dueDate,
                        false,
                        List.of())
                .about(claim);
    }

    /** The customer owes it; of a credit, has it free. */
    Entry posting() {
        return new Entry(
                entry,
                switch (kind) {
                    case REFUND_RECLAIMED, INTEREST_CREDIT -> kind.code();
                    case COLLECTION_COST, LATE_FEE, RETURN_FEE, INTEREST ->
                        kind.item().code();
                },
                kind.item().code(),
                id.value(),
                customer,
                issueDate,
                issueDate,
                List.of(transfer()),
                null);
    }

    private Transfer transfer() {
        return switch (kind) {
            case COLLECTION_COST, LATE_FEE, RETURN_FEE, INTEREST ->
                new Transfer(Account.receivable(customer), kind.earns(), amount);
            // What was given back is credit again, for the bank to take; the debt stays.
            case REFUND_RECLAIMED -> new Transfer(Account.receivable(customer), Account.unapplied(customer), amount);
            case INTEREST_CREDIT -> new Transfer(kind.earns(), Account.unapplied(customer), amount);
        };
    }
}
