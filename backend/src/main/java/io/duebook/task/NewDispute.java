package io.duebook.task;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An objection to a claim.
 *
 * @param amount of it, in minor units; all of it that is open and not in dispute, unless given
 */
public record NewDispute(
        @NotNull CaseReason reason,
        @Nullable @Positive Long amount,

        @NotNull @Size(min = 1, max = 5000) String message) {}
