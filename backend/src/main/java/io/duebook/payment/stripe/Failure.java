package io.duebook.payment.stripe;

/**
 * Why a charge did not succeed.
 *
 * @param code Stripe's stable word, as {@code insufficient_funds}
 * @param message Stripe's sentence for the payer
 */
record Failure(String code, String message) {}
