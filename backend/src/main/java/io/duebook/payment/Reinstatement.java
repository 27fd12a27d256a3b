package io.duebook.payment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A payment that was taken back and is given again: a chargeback that was won.
 *
 * @param reinstatedOn today unless given
 * @param reason required, 1 to 500 characters
 */
record Reinstatement(
        @Nullable LocalDate reinstatedOn, @Nullable String reason) {}
