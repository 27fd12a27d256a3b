package io.duebook.item;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a claim offers for money that comes early.
 *
 * @param percent of the claim; more than 0, less than 100
 * @param until the last day on which money earns it
 */
public record DiscountOffer(BigDecimal percent, LocalDate until) {}
