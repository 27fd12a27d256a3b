package io.duebook.portal.payer;

import io.duebook.portal.api.CheckoutsApi.Checkout;

/** How far a payment has come, as the payer needs to know it. Decides words and ways on, and nothing else. */
enum CheckoutStage {
    WAITING(true, "neutral"),
    DECLINED(true, "bad"),
    PROCESSING(true, "neutral"),
    PAID(false, "good"),
    FAILED(false, "bad"),
    EXPIRED(false, "neutral"),
    /** Nobody knows yet whether money was taken: the one thing not to do is to pay again. */
    UNKNOWN(true, "neutral");

    private final boolean mayChange;
    private final String look;

    CheckoutStage(boolean mayChange, String look) {
        this.mayChange = mayChange;
        this.look = look;
    }

    /** A state we have not heard of is one whose outcome we do not know. */
    static CheckoutStage of(Checkout checkout) {
        return switch (checkout.state()) {
            case "open" -> checkout.failure() == null ? WAITING : DECLINED;
            case "processing" -> PROCESSING;
            case "paid" -> PAID;
            case "failed" -> FAILED;
            case "expired" -> EXPIRED;
            default -> UNKNOWN;
        };
    }

    /** Whether to look again. */
    boolean mayChange() {
        return mayChange;
    }

    String look() {
        return look;
    }

    String key() {
        return "checkout." + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether the hosted page still waits for the payer. */
    boolean canContinue() {
        return this == WAITING || this == DECLINED;
    }

    /** Whether the claims are payable again. */
    boolean canStartOver() {
        return this == FAILED || this == EXPIRED;
    }
}
