package io.duebook.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of the product, as data. Documents are named by how long ago they came to be (0: the last), days by
 * their distance from today, amounts as thousandths of what is there: so that a script from which lines were taken still
 * makes sense. A day that is not given is left to the product.
 */
sealed interface Command {

    /** An invoice of lines, issued at once or kept as a draft. */
    record Issue(
            int customer,
            int currency,
            @Nullable Integer issued,
            int dueAfter,
            List<Line> lines,
            boolean opening,
            boolean draft)
            implements Command {

        /** @param rate which of the usual tax rates */
        record Line(String quantity, long unit, int rate) {}
    }

    record IssueDraft(int draft, boolean stale) implements Command {}

    record VoidClaim(int claim, boolean stale) implements Command {}

    /**
     * A receipt.
     *
     * @param thousandths of what the parts sum to, or of all that is open
     * @param allocate oldest_first, pro_rata, by_reference, none or chosen
     * @param stray whether the parts may be anybody's claims, in any currency
     */
    record Pay(
            int customer,
            int currency,
            int thousandths,
            @Nullable Integer received,
            String allocate,
            List<Part> parts,
            boolean stray)
            implements Command {}

    /** @param thousandths of what is still claimed, on the books or off */
    record Part(int claim, int thousandths) {}

    record Allocate(
            int credit,
            int claim,
            int thousandths,
            @Nullable Integer on,
            boolean stray) implements Command {}

    record UndoAllocation(int allocation, @Nullable Integer on) implements Command {}

    record CreditNote(
            int customer,
            int currency,
            List<CreditLine> lines,
            boolean named,
            @Nullable Integer issued) implements Command {

        /**
         * @param claim none where negative
         * @param rate which of the claim's rates
         * @param thousandths of the claim's net at that rate
         */
        record CreditLine(int claim, int rate, int thousandths) {}
    }

    record VoidCreditNote(int note, boolean stale) implements Command {}

    /** @param about the claim it is about; none where negative */
    record Fee(
            int customer,
            int currency,
            String kind,
            long amount,
            @Nullable Integer issued,
            @Nullable Integer dueAfter,
            int about)
            implements Command {}

    record ClaimInterest(int customer, int through) implements Command {}

    /** A write-off or a waiver. */
    record End(
            int claim,
            boolean waive,
            @Nullable Integer thousandths,
            @Nullable Integer on,
            boolean stale) implements Command {}

    /**
     * Credit given back by hand.
     *
     * @param thousandths of what is unapplied; beyond it the items say where it is taken from
     */
    record Refund(
            int credit,
            int thousandths,
            List<Part> items,
            @Nullable Integer on) implements Command {}

    record Reverse(
            int payment,
            String kind,
            @Nullable Integer on,
            @Nullable Long customerFee,
            @Nullable Long processorFee) implements Command {}

    record Reinstate(int payment, @Nullable Integer on) implements Command {}

    /** A file that is checked and committed. */
    record Import(int currency, List<Row> rows) implements Command {

        /** @param paid thousandths of the total that came on that day, if any */
        record Row(int customer, long total, int issued, int dueAfter, int paidAfter, int paid) {}
    }

    record UndoImport(int file) implements Command {}

    /** What a tenant decides. */
    record Decide(boolean taxRelief, boolean fixedAtDefault) implements Command {}

    /** The clock goes on. */
    record Jump(int minutes) implements Command {}

    /** An earlier request under the key it had. */
    record Again(int request) implements Command {}

    /** A request that makes no sense. */
    record Nonsense(int which) implements Command {}

    /**
     * Figures of a past or future day as known then.
     *
     * @param day distance from today
     * @param known how many moments ago; 0: now
     * @param days of the activity
     */
    record Look(int customer, int day, int known, int days) implements Command {}

    /** A page to pay on; no claims: all of them. */
    record OpenCheckout(int customer, int currency, List<Integer> claims) implements Command {}

    /** @param told how the processor tells of it: never, once, twice, or before it is so */
    record PayCheckout(int checkout, String told) implements Command {}

    /** Credit given back the way it came. */
    record RefundOnline(int payment, int thousandths, List<Part> items, boolean fails) implements Command {}

    /**
     * The payer objects to a payment.
     *
     * @param fate inquiry, taken, won or lost
     * @param told each: of every step; last: of the outcome only
     */
    record Dispute(int payment, String fate, String told) implements Command {}

    /** The processor tells again what it told before. */
    record TellAgain(int event) implements Command {}
}
