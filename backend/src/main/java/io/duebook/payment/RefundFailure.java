package io.duebook.payment;

/** Why a refund failed: the processor's word for programs, and a sentence for people. */
public record RefundFailure(String code, String message) {}
