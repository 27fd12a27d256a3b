package io.duebook.item;

import java.time.LocalDate;

/**
 * What a document says is due when.
 *
 * @param amount in minor units of its currency, positive
 */
public record Instalment(LocalDate dueOn, long amount) {}
