package io.duebook.item;

import java.util.UUID;

/** What a credit note takes back of a claim at one rate; never less than nothing. */
public record CreditedPart(UUID item, TaxPart part) {}
