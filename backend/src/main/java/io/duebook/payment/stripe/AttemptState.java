package io.duebook.payment.stripe;

import java.util.Locale;

/**
 * How far an attempt to take money has come. It moves forward only, on what Stripe says and on nothing else, so that
 * answers may arrive twice, late and in any order.
 */
enum AttemptState {
    /** Stored with its reservation; Stripe is being asked for a session. */
    REQUESTED,
    /** Stripe was asked and did not answer: there may be a session. Blocks a second charge until Stripe was asked again. */
    UNKNOWN,
    /** There is a page on which the payer can pay. */
    OPEN,
    /** The payer is done, the money is on its way: a bank debit takes days. */
    PROCESSING,
    /** The money is in the books. */
    PAID,
    /** Nothing was taken and nothing will be. */
    FAILED,
    /** The page was closed unpaid, by time or by a newer attempt. */
    EXPIRED;

    /** Whether money may still be taken by it. */
    boolean isLive() {
        return switch (this) {
            case REQUESTED, UNKNOWN, OPEN, PROCESSING -> true;
            case PAID, FAILED, EXPIRED -> false;
        };
    }

    /** Whether we do not know of a session yet. */
    boolean isUnanswered() {
        return this == REQUESTED || this == UNKNOWN;
    }

    AttemptState after(Seen seen) {
        return switch (seen) {
            // Money that arrives is always booked, whatever we believed before.
            case Seen.Paid paid -> PAID;
            case Seen.Processing processing -> isLive() ? PROCESSING : this;
            case Seen.Open open -> isUnanswered() ? OPEN : this;
            case Seen.Failed failed -> isLive() ? FAILED : this;
            // Only a page that nobody has paid on expires.
            case Seen.Expired expired -> isLive() && this != PROCESSING ? EXPIRED : this;
            case Seen.Refused refused -> isUnanswered() ? FAILED : this;
            case Seen.ErrorKept error -> this == REQUESTED ? UNKNOWN : this;
            case Seen.NoAnswer silence -> this == REQUESTED ? UNKNOWN : this;
        };
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AttemptState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
