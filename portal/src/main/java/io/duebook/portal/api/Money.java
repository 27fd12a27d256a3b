package io.duebook.portal.api;

/** @param amount in minor units of the currency (cents, yen, fils) */
public record Money(long amount, String currency) {}
