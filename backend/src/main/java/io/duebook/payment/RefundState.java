package io.duebook.payment;

import java.util.Locale;

/**
 * How far a refund has come. It moves on what its processor says and on nothing else, so that answers may arrive twice,
 * late and in any order; one given by hand has succeeded from the beginning.
 */
public enum RefundState {
    /** The credit is taken, the money is on its way or about to be. */
    PENDING,
    /** The processor was asked and did not answer: it may have given the money. */
    UNKNOWN,
    /** The money went back. */
    SUCCEEDED,
    /** The money did not go, or came back; so did the credit. */
    FAILED;

    /** Whether the processor's word can still change it to this. A bank may refuse what was sent already. */
    boolean mayBecome(RefundState next) {
        return switch (this) {
            case PENDING, UNKNOWN -> next != this;
            case SUCCEEDED -> next == FAILED;
            case FAILED -> false;
        };
    }

    /** Whether we do not know yet what becomes of it. */
    public boolean isUnderWay() {
        return this == PENDING || this == UNKNOWN;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RefundState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
