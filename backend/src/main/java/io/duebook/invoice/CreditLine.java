package io.duebook.invoice;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a credit note: never negative, and taken back from a claim, from one line of it, or from none.
 *
 * @param claim the invoice or charge it names
 * @param invoiceLine the line of that invoice, the first being 1; only with a claim
 */
record CreditLine(@Nullable UUID claim, @Nullable Integer invoiceLine, Line line) {}
