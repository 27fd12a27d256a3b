package io.duebook.task;

import io.duebook.shared.CustomerId;
import io.duebook.shared.MemberId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case to be opened.
 *
 * @param invoice the claim objected to; with one it is a dispute, without it is a question
 * @param amount of it, in minor units; all of it that is open and not in dispute, unless given
 * @param owner who answers it; nobody yet, unless given. Staff's to say
 * @param dueOn by when it is answered. Staff's to say
 */
record NewCase(
        @NotNull CustomerId customer,
        @Nullable String invoice,
        @NotNull CaseReason reason,
        @Nullable @Positive Long amount,

        @NotNull @Size(min = 1, max = 5000) String message,

        @Nullable MemberId owner,
        @Nullable LocalDate dueOn) {}
